package dev.heddle.jpf;

import gov.nasa.jpf.GenericProperty;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.VM;
import java.util.Set;

/**
 * No two threads are about to access one cell, at least one of them writing and at least one of
 * them plainly.
 *
 * <p>With a point before every access, each such pair meets in a state where both threads stand
 * before their access; the one that arrives last finds the other. A plain access that races with a
 * VarHandle access of the same cell counts too.
 */
final class RaceFree extends GenericProperty {
  private final Set<String> allowed;
  private String race;

  /** Cells, such as {@code RunQueue.head}, where a plain access is meant to race. */
  RaceFree(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** A thread has come to stand before an access. */
  void arrives(VM vm, ThreadInfo ti, Operation operation, Cell cell) {
    for (ThreadInfo other : vm.getThreadList().getTimeoutRunnables()) {
      StackFrame frame = other.getTopFrame();
      if (other == ti || frame == null || frame.getPC() == null) {
        continue;
      }
      Operation pending = frame.getPC().getAttr(Operation.class);
      if (pending == null || !pending.isAccess() || !conflict(operation, pending)) {
        continue;
      }
      Cell pendingCell = pending.locate(other);
      if (pendingCell != null && pendingCell.sameAs(cell) && !allowed.contains(cell.toString())) {
        race =
            "data race on plain "
                + cell
                + ": "
                + describe(ti, operation)
                + ", "
                + describe(other, pending);
      }
    }
  }

  private static boolean conflict(Operation a, Operation b) {
    boolean onePlain = a.kind() == Operation.Kind.PLAIN || b.kind() == Operation.Kind.PLAIN;
    return onePlain && (a.writes() || b.writes());
  }

  private static String describe(ThreadInfo ti, Operation operation) {
    StackFrame frame = ti.getTopFrame();
    return ti.getName()
        + (operation.writes() ? " writes at " : " reads at ")
        + Names.of(frame.getMethodInfo())
        + ":"
        + frame.getLine();
  }

  @Override
  public boolean check(Search search, VM vm) {
    return race == null;
  }

  @Override
  public String getErrorMessage() {
    return race;
  }

  @Override
  public void reset() {
    race = null;
  }
}
