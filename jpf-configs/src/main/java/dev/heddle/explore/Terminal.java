package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * What the output goes to. Java can't tell, so the script {@code explore} does.
 *
 * @param present whether it is a terminal, where a line can be written over
 * @param columns how many characters fit in a line; where there is no terminal, any number
 */
record Terminal(boolean present, int columns) {
  private static final String COLUMNS = "heddle.columns";
  private static final int NARROWEST = 40;

  /** No terminal: a file or a pipe, whose reader wants one line for one thing. */
  static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE);

  static Terminal here() {
    int columns = Integer.getInteger(COLUMNS, 0);
    return columns == 0 ? NONE : new Terminal(true, Math.max(NARROWEST, columns));
  }

  /** Breaks a text at its blanks into lines that fit, all but the first indented. */
  String wrap(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > columns && !line.toString().isBlank()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return String.join("\n", lines);
  }

  /** The beginning of a text, as much as fits in a line that is to be written over. */
  String clip(String text) {
    return text.length() < columns ? text : text.substring(0, columns - 2) + "…";
  }
}
