package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an explorer's JVM writes when it is done: lines of {@code key=value}.
 *
 * <p>{@code error=none} or a word for the kind of violation, {@code message=} its text; JPF's
 * extension adds the counts by which completeness is judged.
 */
final class Report {
  static final String NONE = "none";

  /** The kind of violation that stays in a report when the explorer dies half-way. */
  private static final String ABORTED = "aborted";

  private final Map<String, String> values;

  private Report(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a report; empty if the JVM died before it wrote a whole one. */
  static Optional<Report> read(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String error = values.getOrDefault("error", ABORTED);
    return error.equals(ABORTED) ? Optional.empty() : Optional.of(new Report(values));
  }

  static void write(Path file, Map<String, String> values) {
    String text =
        values.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().lines().collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String key, String otherwise) {
    return values.getOrDefault(key, otherwise);
  }

  /** A count, -1 if it was not written. */
  long number(String key) {
    String text = text(key, "");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  List<String> list(String key) {
    return Arrays.stream(values.getOrDefault(key, "").split(";"))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }

  /** The violation: its text, or else its kind; empty if there was none. */
  Optional<String> violation() {
    String error = text("error", NONE);
    if (error.equals(NONE)) {
      return Optional.empty();
    }
    String message = text("message", "");
    return Optional.of(message.isEmpty() ? error : message);
  }
}
