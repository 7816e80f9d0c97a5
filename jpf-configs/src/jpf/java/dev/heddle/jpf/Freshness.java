package dev.heddle.jpf;

import java.util.HashSet;
import java.util.Set;

/**
 * The objects that no other thread can know yet, so that accesses to them need no scheduling point.
 *
 * <p>An object is fresh from its allocation until the thread takes its next visible step, releases
 * a lock, starts a thread, or enters or leaves code outside the scope, or until another thread
 * runs. In between, the thread only writes to fresh objects, to its own stack, and, in mode {@code
 * shared}, to cells that are known to be race-free: no reference to the object can get out. Objects
 * allocated later are again known to nobody.
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

  /** True if no object is fresh. */
  boolean isEmpty() {
    return fresh.isEmpty();
  }

  /** Ends the freshness of all objects. */
  void end() {
    if (!fresh.isEmpty()) {
      fresh = new HashSet<>();
    }
  }
}
