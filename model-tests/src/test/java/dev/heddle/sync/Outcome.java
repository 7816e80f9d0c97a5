package dev.heddle.sync;

/**
 * How an operation on channels has ended.
 *
 * @param way the operation that was done, or null if none was
 * @param end how
 * @param value what was sent or received, or 0
 */
record Outcome(Way way, End end, int value) {

  enum End {
    SENT,
    RECEIVED,
    /** Nothing is left to be received. */
    CLOSED,
    /** Nothing can be sent. */
    FAILED,
    TIMED_OUT,
    CANCELLED
  }

  /** One of the operations that one may wait for: to send on a channel, or to receive from it. */
  record Way(int channel, boolean sends) {}

  static Outcome timedOut() {
    return new Outcome(null, End.TIMED_OUT, 0);
  }

  static Outcome cancelled() {
    return new Outcome(null, End.CANCELLED, 0);
  }
}
