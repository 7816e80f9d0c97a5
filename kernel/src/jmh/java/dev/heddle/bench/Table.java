package dev.heddle.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results, as a Markdown table that is also readable as it is. */
final class Table {
  /** Who is measured; the columns. */
  enum Peer {
    HEDDLE,
    POOL,
    GO
  }

  private final Map<Workload, Map<Peer, Samples>> cells = new EnumMap<>(Workload.class);

  void add(Workload workload, Peer peer, double nanos) {
    row(workload).get(peer).add(nanos);
  }

  /** The table, with a heading for each column. */
  String render(String go) {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "ns per operation", "Heddle", "ForkJoinPool", go, "Heddle / FJP", "Heddle / Go"
        });
    rows.add(new String[] {":--", "--:", "--:", "--:", "--:", "--:"});
    for (Workload workload : Workload.values()) {
      Samples heddle = row(workload).get(Peer.HEDDLE);
      Samples pool = row(workload).get(Peer.POOL);
      Samples peer = row(workload).get(Peer.GO);
      rows.add(
          new String[] {
            workload.title,
            cell(heddle),
            cell(pool),
            cell(peer),
            ratio(heddle, pool),
            ratio(heddle, peer)
          });
    }
    return align(rows);
  }

  private Map<Peer, Samples> row(Workload workload) {
    return cells.computeIfAbsent(
        workload,
        absent -> {
          Map<Peer, Samples> row = new EnumMap<>(Peer.class);
          for (Peer peer : Peer.values()) {
            row.put(peer, new Samples());
          }
          return row;
        });
  }

  private static String cell(Samples samples) {
    return samples.isEmpty()
        ? "–"
        : String.format(Locale.ROOT, "%,.0f ±%.0f%%", samples.median(), samples.spread());
  }

  private static String ratio(Samples of, Samples to) {
    return of.isEmpty() || to.isEmpty()
        ? "–"
        : String.format(Locale.ROOT, "%.2f", of.median() / to.median());
  }

  private static String align(List<String[]> rows) {
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        int at = column;
        int width = rows.stream().mapToInt(each -> each[at].length()).max().orElse(0);
        String padding = " ".repeat(width - row[column].length());
        String cell = column == 0 ? row[column] + padding : padding + row[column];
        text.append("| ").append(cell).append(' ');
      }
      text.append("|\n");
    }
    return text.toString();
  }
}
