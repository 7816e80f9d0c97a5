package dev.heddle.explore;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps, lists, texts, numbers and booleans as JSON. */
final class Json {
  private Json() {}

  static String of(Object value) {
    return write(value, "\n") + "\n";
  }

  private static String write(Object value, String newline) {
    String inner = newline + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> quoted(String.valueOf(e.getKey())) + ": " + write(e.getValue(), inner))
          .collect(Collectors.joining("," + inner, "{" + inner, newline + "}"));
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "[]"
          : list.stream()
              .map(element -> write(element, inner))
              .collect(Collectors.joining("," + inner, "[" + inner, newline + "]"));
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quoted(String.valueOf(value));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
