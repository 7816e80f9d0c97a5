package dev.heddle.kernel;

/** How long to wait before the next try of what keeps failing: 1 ms, doubled up to 1 s. */
final class Pauses {
  private static final long FIRST = 1_000_000;
  private static final long LAST = 1_000_000_000;

  private long next = FIRST;

  /** The next pause, in ns. */
  long next() {
    long pause = next;
    next = Math.min(2 * next, LAST);
    return pause;
  }

  /** It has succeeded. */
  void over() {
    next = FIRST;
  }
}
