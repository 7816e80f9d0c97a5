package dev.heddle.jpf;

import dev.heddle.explore.LaneTable;
import dev.heddle.explore.LaneTable.Weight;
import gov.nasa.jpf.ListenerAdapter;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.VM;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the counterexample as a lane table, to a file and to the standard output.
 *
 * <p>What a transition does is kept with the path that leads to its state: a tree, because a search
 * backtracks, and a breadth-first one goes on from any state. Only paths that the search may still
 * continue are reachable, so a depth-first search keeps one.
 */
final class Lanes extends ListenerAdapter implements Story {
  private static final int ROWS = 28;

  private final Path file;
  private final Points points;
  private final StateColumns columns;
  private final String rerun;

  private List<Step> pending = new ArrayList<>();
  private Node current;
  private final Map<Integer, Node> stored = new HashMap<>();

  /**
   * @param file where to write the table
   * @param columns the state at the right; null for none
   * @param rerun the command that reproduces the table; empty if not known
   */
  Lanes(Path file, Points points, StateColumns columns, String rerun) {
    this.file = file;
    this.points = points;
    this.columns = columns;
    this.rerun = rerun;
  }

  private record Step(String lane, Weight weight, String text, boolean starts) {}

  private record Node(Node parent, List<Step> steps, List<String> state) {}

  @Override
  public void access(ThreadInfo ti, Operation operation, Cell cell, Deed deed) {
    if (!isOurs(ti)) {
      return; // a library's insides: what it does for the kernel is told by the kernel's events
    }
    boolean plain = operation.kind() == Operation.Kind.PLAIN;
    boolean changes =
        switch (deed.how()) {
          case READ -> false;
          case COMPARE -> deed.before() == deed.expected();
          default -> true;
        };
    Weight weight =
        plain ? (changes ? Weight.DETAIL : Weight.NOISE) : changes ? Weight.DEED : Weight.LOOK;
    add(ti, weight, Phrases.where(ti) + "  " + Phrases.access(ti, cell, deed));
  }

  private static boolean isOurs(ThreadInfo ti) {
    return ti.getTopFrame().getClassName().startsWith("dev.heddle.");
  }

  @Override
  public void action(ThreadInfo ti, String text) {
    add(ti, Weight.DEED, text);
  }

  private void add(ThreadInfo ti, Weight weight, String text) {
    pending.add(new Step(ti.getName(), weight, text, false));
  }

  @Override
  public void threadStarted(VM vm, ThreadInfo started) {
    ThreadInfo starter = vm.getCurrentThread();
    if (starter != null && starter != started) {
      String text = "start " + started.getName();
      pending.add(new Step(starter.getName(), Weight.DEED, text, true));
    }
  }

  @Override
  public void objectLocked(VM vm, ThreadInfo ti, ElementInfo monitor) {
    monitor(ti, "lock " + Names.of(monitor));
  }

  @Override
  public void objectUnlocked(VM vm, ThreadInfo ti, ElementInfo monitor) {
    monitor(ti, "unlock " + Names.of(monitor));
  }

  @Override
  public void objectWait(VM vm, ThreadInfo ti, ElementInfo monitor) {
    monitor(ti, "wait " + Names.of(monitor));
  }

  /** Leaves out the monitors that the JDK takes for itself, above all when a thread ends. */
  private void monitor(ThreadInfo ti, String text) {
    StackFrame frame = ti.getTopFrame();
    boolean code = frame != null && !frame.isSynthetic() && frame.getClassInfo() != null;
    if (code && points.covers(frame.getClassInfo())) {
      add(ti, Weight.DETAIL, Phrases.where(ti) + "  " + text);
    }
  }

  @Override
  public void stateAdvanced(Search search) {
    List<String> state = columns == null ? List.of() : columns.cells(search.getVM());
    current = new Node(current, pending, state);
    pending = new ArrayList<>();
  }

  @Override
  public void stateBacktracked(Search search) {
    current = current.parent();
    pending.clear();
  }

  @Override
  public void stateStored(Search search) {
    stored.put(search.getStateId(), current);
  }

  @Override
  public void stateRestored(Search search) {
    current = stored.get(search.getStateId());
    pending.clear();
  }

  @Override
  public void propertyViolated(Search search) {
    String table = render(Verdict.of(search));
    try {
      Files.writeString(file, table);
    } catch (IOException e) {
      throw new UncheckedIOException("heddle.lanes: cannot write " + file, e);
    }
    System.out.print(table);
  }

  private String render(Verdict verdict) {
    Deque<Node> path = new ArrayDeque<>();
    for (Node node = current; node != null; node = node.parent()) {
      path.push(node);
    }
    LaneTable table = new LaneTable(columns == null ? List.of() : columns.titles());
    boolean started = false;
    for (Node node : path) {
      for (Step step : node.steps()) {
        started |= step.starts();
        if (started) { // what main does while it is alone is only the setting-up
          table.step(step.lane(), step.weight(), step.text(), node.state());
        }
      }
    }
    List<String> closing = new ArrayList<>(verdict.waiting());
    closing.add("broken: " + verdict.headline());
    if (!rerun.isEmpty()) {
      closing.add("rerun: " + rerun);
    }
    return table.render(verdict.headline(), ROWS, closing);
  }
}
