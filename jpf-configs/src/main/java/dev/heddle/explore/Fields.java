package dev.heddle.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * One mapping of a YAML file, read strictly: an unknown key, a missing key or a value of the wrong
 * kind is an error that names the place and what is allowed there. Scalars are texts as they are
 * written ({@code 01} stays {@code 01}).
 */
final class Fields {
  private final String where;
  private final Map<String, Object> values;

  private Fields(String where, Map<String, Object> values) {
    this.where = where;
    this.values = values;
  }

  /** Reads a file whose top level is a mapping. */
  static Fields read(Path file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.toString())
            .setAllowDuplicateKeys(false)
            .setSchema(new FailsafeSchema())
            .build();
    try {
      // Not loadFromString: with this schema, SnakeYAML fails on a file without a document.
      Iterator<Object> documents =
          new Load(settings).loadAllFromString(Files.readString(file)).iterator();
      return of(file.toString(), documents.hasNext() ? documents.next() : null);
    } catch (IOException e) {
      throw new CannotRunException("cannot read %s: %s".formatted(file, e), e);
    } catch (YamlEngineException e) {
      throw new CannotRunException("%s is not YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  static Fields of(String where, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new CannotRunException(where + " must be a mapping (key: value)");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, element) -> values.put(String.valueOf(key), element));
    return new Fields(where, values);
  }

  /** The same fields, and those of {@code base} that this mapping does not have. */
  Fields over(Fields base) {
    Map<String, Object> merged = new LinkedHashMap<>(base.values);
    merged.putAll(values);
    return new Fields(where, merged);
  }

  Fields without(Set<String> keys) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(keys);
    return new Fields(where, rest);
  }

  Fields named(String name) {
    return new Fields(name, values);
  }

  Fields allowing(Set<String> keys) {
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(keys);
    if (!unknown.isEmpty()) {
      throw new CannotRunException(
          "%s has the unknown key %s; allowed: %s"
              .formatted(
                  where, String.join(", ", unknown), String.join(", ", new TreeSet<>(keys))));
    }
    return this;
  }

  String where() {
    return where;
  }

  /** Fails with a message that names the place unless a condition holds. */
  void check(boolean condition, String message) {
    if (!condition) {
      throw new CannotRunException(where + ": " + message);
    }
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  /** A required text that is not blank. */
  String text(String key) {
    String text = text(key, null);
    check(text != null && !text.isBlank(), "needs '%s' (a text)".formatted(key));
    return text;
  }

  String text(String key, String otherwise) {
    return has(key) ? scalar(key, values.get(key)) : otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    check(text.equals("true") || text.equals("false"), "'%s' must be true or false".formatted(key));
    return text.equals("true");
  }

  /** A whole number from 0 up. */
  long number(String key, long otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String text = text(key);
    check(text.matches("[0-9]{1,18}"), "'%s' must be a whole number from 0 up".formatted(key));
    return Long.parseLong(text);
  }

  /** A list of scalars, empty when the key is absent. */
  List<String> texts(String key) {
    return elements(key).stream().map(e -> scalar(key, e)).collect(Collectors.toUnmodifiableList());
  }

  /** A nested mapping, empty when the key is absent. */
  Fields fields(String key) {
    return of(where + ": " + key, has(key) ? values.get(key) : Map.of());
  }

  /** A list of mappings. */
  List<Fields> children(String key) {
    List<Fields> children = new ArrayList<>();
    for (Object element : elements(key)) {
      children.add(of("%s: %s[%d]".formatted(where, key, children.size()), element));
    }
    return children;
  }

  Map<String, String> map() {
    Map<String, String> map = new LinkedHashMap<>();
    values.forEach((key, value) -> map.put(key, scalar(key, value)));
    return map;
  }

  private List<?> elements(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (values.get(key) instanceof List<?> list) {
      return list;
    }
    throw new CannotRunException("%s: '%s' must be a list".formatted(where, key));
  }

  private String scalar(String key, Object value) {
    check(value instanceof String, "'%s' must be one plain value".formatted(key));
    return (String) value;
  }
}
