package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes state counts into the text of the manifest and leaves every other character alone. Only
 * counts: what is expected of a configuration is for people to change.
 */
final class Blessing {
  private static final String ENTRY = "  - id: ";
  private static final String STATES = "    states: ";

  private Blessing() {}

  /**
   * Returns the manifest with new counts.
   *
   * @param text the manifest
   * @param states the counts by configuration id
   * @throws CannotRunException if one of the ids has no entry that is written as all are
   */
  static String apply(String text, Map<String, Long> states) {
    Set<String> left = new TreeSet<>(states.keySet());
    List<String> lines = new ArrayList<>();
    Long pending = null;
    for (String line : text.lines().toList()) {
      if (line.startsWith(ENTRY)) {
        flush(lines, pending);
        String id = line.substring(ENTRY.length()).replaceFirst("#.*", "").strip();
        pending = states.get(id);
        left.remove(id);
      }
      if (pending != null && line.startsWith(STATES)) {
        lines.add(STATES + pending);
        pending = null;
      } else {
        lines.add(line);
      }
    }
    flush(lines, pending);
    if (!left.isEmpty()) {
      throw new CannotRunException(
          "no line '%sID' to bless: %s".formatted(ENTRY, String.join(", ", left)));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * Adds a count that had no line to replace, before the blank and comment lines that end an entry.
   */
  private static void flush(List<String> lines, Long pending) {
    if (pending != null) {
      int at = lines.size();
      while (lines.get(at - 1).isBlank() || lines.get(at - 1).strip().startsWith("#")) {
        at--;
      }
      lines.add(at, STATES + pending);
    }
  }
}
