package dev.heddle.kernel.sync;

/**
 * A {@link Wait}'s place in one {@link Line}, and what is handed over there (Go: {@code sudog}). A
 * Select has one for each case.
 *
 * <p>While it stands in line, all its fields are guarded by the line's lock; before and afterwards
 * they are its owner's. A peer takes it out of the line, fills it in, and then decides the wait
 * with it: so the owner that sees the decision sees what is in the Node (HB-17).
 */
final class Node {
  /** Who waits, or null if nobody does: for a try. */
  final Wait wait;

  /** Where it stands, or null. */
  Line line;

  Node before;
  Node after;

  /** What is to be sent, or what was received. */
  Object value;

  /** Whether the channel was closed instead. */
  boolean closed;

  Node(Wait wait) {
    this.wait = wait;
  }

  /** The owner, before it waits. */
  void fill(Object toSend) {
    value = toSend;
    closed = false;
  }

  /**
   * A peer, under the lock of the line that it has taken this Node out of: ends the wait, if it is
   * open still. If it succeeds, the Node is the owner's from then on.
   */
  boolean win(Object received, boolean byClose) {
    value = received;
    closed = byClose;
    if (wait.isWanted() && wait.decide(this)) {
      return true;
    }
    fill(null); // somebody else will be given it
    return false;
  }
}
