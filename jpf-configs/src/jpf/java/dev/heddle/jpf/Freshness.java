package dev.heddle.jpf;

import java.util.HashSet;
import java.util.Set;

/**
 * The objects that no other thread can know yet, so that accesses to them need no scheduling point.
 *
 * <p>An object is fresh from its allocation until the thread takes its next visible step, releases
 * a lock, or another thread runs. A reference can only leave the thread through a visible step
 * (writing it to a cell that is not itself fresh, handing it to an atomic, starting a thread), or
 * through code outside the scope under a lock that both threads take; the first ends freshness
 * before it happens, the second when the lock is released. Objects allocated after that step are
 * again known to nobody.
 */
final class Freshness {
  private Set<Integer> fresh = new HashSet<>();

  void allocated(int objectRef) {
    fresh.add(objectRef);
  }

  /** True if the cell belongs to a fresh object. Static fields are never fresh. */
  boolean covers(Cell cell) {
    boolean isStatic = cell.field() != null && cell.field().isStatic();
    return !isStatic && fresh.contains(cell.owner().getObjectRef());
  }

  /** Ends the freshness of all objects. */
  void end() {
    if (!fresh.isEmpty()) {
      fresh = new HashSet<>();
    }
  }
}
