package dev.heddle.kernel.sync;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock with a rank: who needs several takes them in the order of their ranks. */
final class Guard {
  private static final VarHandle MADE;

  static {
    try {
      MADE = MethodHandles.lookup().findStaticVarHandle(Guard.class, "made", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // MADE
  private static long made;

  /** No two Guards have the same. */
  final long rank = nextRank();

  private static long nextRank() {
    return (long) MADE.getAndAdd(1L); // no edge: all that matters is that no two are equal
  }

  @Override
  public String toString() {
    return "#" + rank;
  }
}
