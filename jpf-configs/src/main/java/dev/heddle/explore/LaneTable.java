package dev.heddle.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Renders a run of several threads as a table: a column per thread, a row per step, the state after
 * the step at the right, what is broken at the bottom.
 *
 * <pre>
 * S6 no-lost-wakeup: t1 is queued, P0 idle, nobody awake
 *  #  main         W1                     | runq spin
 *  4               findRunnable → none    | []   1
 *  7  submit(t1)                          | [t1] 1
 *  9               park()                 | [t1] 0
 * 3 of 9 steps shown
 * </pre>
 *
 * <p>The same renderer serves JPF's counterexamples, Lincheck's, and jqwik's shrunk ones. Steps
 * keep their number when others are left out. Not thread-safe; nothing here is null.
 */
public final class LaneTable {
  /** How much a step matters; when a table gets too long, the least important steps go first. */
  public enum Weight {
    /** A plain read. */
    NOISE,
    /** A plain write, a lock. */
    DETAIL,
    /** A read of something shared, or an attempt that failed. */
    LOOK,
    /** Something that changes what others see. */
    DEED
  }

  /** The last steps stay, whatever their weight: they show what is broken. */
  private static final int TAIL = 8;

  private static final int WIDEST_TEXT = 64;

  private final List<String> stateTitles;
  private final List<Row> rows = new ArrayList<>();
  private int steps;

  /**
   * A table without rows.
   *
   * @param stateTitles the titles of the columns at the right, may be empty
   */
  public LaneTable(List<String> stateTitles) {
    this.stateTitles = List.copyOf(stateTitles);
  }

  private record Row(int step, String lane, Weight weight, String text, List<String> state) {}

  /**
   * Adds a step. A step that repeats the one before it is counted but not shown.
   *
   * @param lane the thread, one column for each name, in the order of appearance
   * @param state the state after the step, one cell for each title; empty to say nothing about it
   * @throws IllegalArgumentException if {@code state} has another number of cells
   */
  public void step(String lane, Weight weight, String text, List<String> state) {
    if (!state.isEmpty() && state.size() != stateTitles.size()) {
      throw new IllegalArgumentException(
          state.size() + " state cells for " + stateTitles.size() + " titles " + stateTitles);
    }
    steps++;
    Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    if (last != null && last.lane.equals(lane) && last.text.equals(text)) {
      rows.remove(rows.size() - 1);
    }
    rows.add(new Row(steps, lane, weight, text, List.copyOf(state)));
  }

  /**
   * Renders the table.
   *
   * @param headline one line above it, say what is broken
   * @param most the number of rows that should do, at least 1; less important steps are left out
   * @param closing lines below it, say what each thread waits for and how to run this again
   */
  public String render(String headline, int most, List<String> closing) {
    List<Row> shown = shorten(most);
    Map<String, Integer> widths = widths(shown);
    StringBuilder out = new StringBuilder(headline).append('\n');
    line(out, "#", widths, null, stateTitles);
    for (Row row : shown) {
      line(out, Integer.toString(row.step), widths, row, row.state);
    }
    out.append(shown.size()).append(" of ").append(steps).append(" steps shown\n");
    for (String text : closing) {
      out.append(text).append('\n');
    }
    return out.toString();
  }

  /** Leaves out the least important steps, the oldest first, but none of the last ones. */
  private List<Row> shorten(int most) {
    List<Row> shown = new ArrayList<>(rows);
    for (Weight weight : Weight.values()) {
      for (int i = 0; i < shown.size() - TAIL && shown.size() > most; ) {
        if (shown.get(i).weight == weight) {
          shown.remove(i);
        } else {
          i++;
        }
      }
    }
    return shown;
  }

  private static Map<String, Integer> widths(List<Row> shown) {
    Set<String> lanes = new LinkedHashSet<>();
    shown.forEach(row -> lanes.add(row.lane));
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (String lane : lanes) {
      int widest = lane.length();
      for (Row row : shown) {
        if (row.lane.equals(lane)) {
          widest = Math.max(widest, clip(row.text).length());
        }
      }
      widths.put(lane, widest);
    }
    return widths;
  }

  /** One line; with the lanes' names if {@code row} is null. */
  private void line(
      StringBuilder out, String number, Map<String, Integer> widths, Row row, List<String> state) {
    StringBuilder line = new StringBuilder(" ".repeat(Math.max(0, 3 - number.length())));
    line.append(number);
    widths.forEach(
        (lane, width) -> {
          String cell = row == null ? lane : row.lane.equals(lane) ? clip(row.text) : "";
          line.append("  ").append(pad(cell, width));
        });
    if (!stateTitles.isEmpty()) {
      line.append(" |");
      for (int i = 0; i < state.size(); i++) {
        line.append(' ').append(pad(state.get(i), stateWidth(i)));
      }
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private int stateWidth(int column) {
    int widest = stateTitles.get(column).length();
    for (Row row : rows) {
      if (!row.state.isEmpty()) {
        widest = Math.max(widest, row.state.get(column).length());
      }
    }
    return widest;
  }

  private static String clip(String text) {
    return text.length() <= WIDEST_TEXT ? text : text.substring(0, WIDEST_TEXT - 1) + "…";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
