package dev.heddle.spec;

import dev.heddle.spec.Model.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path through the model: who did what, and what the world then looked like.
 *
 * @param agents the lanes' names, in order
 * @param parts the names of the state's parts, in order
 * @param rows the steps, the first being the beginning
 * @param loop the row that the last one leads back to, or -1
 */
public record Trace(List<String> agents, List<String> parts, List<Row> rows, int loop) {

  /**
   * One step.
   *
   * @param agent its number, or -1 in the first row
   * @param action what it did
   * @param state the parts of the state afterwards
   */
  public record Row(int agent, String action, List<String> state) {}

  /** The trace of consecutive steps. */
  public static Trace of(Setup setup, Model first, List<Step> steps, int loop) {
    List<String> agents = new ArrayList<>();
    for (int i = 0; i < first.agents().size(); i++) {
      agents.add(setup.agentName(i));
    }
    List<String> parts = new ArrayList<>();
    for (int p = 0; p < setup.processors(); p++) {
      parts.add("P" + p);
    }
    parts.addAll(List.of("global", "idle", "searching", "phase"));
    if (setup.blocks()) {
      parts.addAll(List.of("returning", "away"));
    }
    if (setup.spares() > 0) {
      parts.addAll(List.of("bench", "excess", "rescued"));
    }
    if (setup.watches()) {
      parts.addAll(List.of("watcher", "time", "timers"));
    }
    if (setup.polls()) {
      parts.addAll(List.of("poller", "come"));
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(-1, "", state(setup, first)));
    for (Step step : steps) {
      rows.add(new Row(step.agent(), step.action().text(), state(setup, step.after())));
    }
    return new Trace(agents, parts, rows, loop);
  }

  private static List<String> state(Setup setup, Model model) {
    List<String> cells = new ArrayList<>();
    for (Queue queue : model.queues()) {
      String next = queue.next() == Model.NONE ? "-" : "t" + queue.next();
      cells.add(next + " " + tasks(queue.ring()));
    }
    cells.add(tasks(model.global()));
    cells.add(processors(model.idle()));
    cells.add(Integer.toString(model.searching()));
    cells.add(model.phase().toString());
    if (setup.blocks()) {
      cells.add(model.returning().stream().map(w -> "W" + w).collect(Collectors.joining(" ")));
      cells.add(Integer.toString(model.away()));
    }
    if (setup.spares() > 0) {
      cells.add(processors(model.spares().bench()));
      cells.add(Integer.toString(model.spares().excess()));
      cells.add(processors(model.spares().rescued()));
    }
    if (setup.watches()) {
      cells.add(watch(model.watch()));
      cells.add(Integer.toString(model.timers().now()));
      cells.add(
          model.timers().pending().stream().map(Trace::timer).collect(Collectors.joining(" ")));
    }
    if (setup.polls()) {
      cells.add(tasks(model.poll().waiting()));
      cells.add(tasks(model.poll().come()));
    }
    return cells;
  }

  private static String watch(Watch watch) {
    String until = watch.until() == Timers.NEVER ? "" : " until " + watch.until();
    return watch.isThere() ? "W" + watch.worker() + until : "";
  }

  private static String timer(Timers.Timer timer) {
    String where = timer.heap() == Timers.OUTSIDE ? "" : " P" + timer.heap();
    return "t" + timer.task() + "@" + timer.when() + where;
  }

  private static String processors(List<Integer> numbers) {
    return numbers.stream().map(p -> "P" + p).collect(Collectors.joining(" "));
  }

  private static String tasks(List<Integer> numbers) {
    return numbers.stream().map(t -> "t" + t).collect(Collectors.joining(" ", "[", "]"));
  }

  /** A table with a lane for each agent, and the state on the right. */
  @Override
  public String toString() {
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("#"));
    head.addAll(agents);
    head.addAll(parts);
    table.add(head);
    for (int i = 0; i < rows.size(); i++) {
      List<String> line = new ArrayList<>(List.of((i == loop ? ">" : "") + i));
      for (int agent = 0; agent < agents.size(); agent++) {
        line.add(agent == rows.get(i).agent() ? rows.get(i).action() : "");
      }
      line.addAll(rows.get(i).state());
      table.add(line);
    }
    String text = render(table);
    return loop < 0 ? text : text + "and again from " + loop + "\n";
  }

  private static String render(List<List<String>> table) {
    int[] widths = new int[table.get(0).size()];
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = line.get(i);
        row.append(cell).append(" ".repeat(widths[i] - cell.length())).append("  ");
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
