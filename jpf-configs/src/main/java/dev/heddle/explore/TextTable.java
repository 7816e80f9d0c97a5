package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in columns as wide as they need to be. The last cell of a row, a sentence, goes
 * below it, under the second column, where the line would get too long.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    rows.add(List.of(head));
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  String render(Terminal terminal) {
    int last = rows.get(0).size() - 1;
    String indent = " ".repeat(width(0)) + GAP;
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < last; i++) {
        line.append(row.get(i)).append(" ".repeat(width(i) - row.get(i).length())).append(GAP);
      }
      if (line.length() + row.get(last).length() <= terminal.columns()) {
        line.append(row.get(last));
      } else {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(terminal.wrap(indent + row.get(last), indent));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
