package dev.heddle.kernel.sync;

/**
 * Those who wait for one thing, first come, first served (Go: {@code waitq}). Guarded by its lock,
 * unless said otherwise.
 *
 * <p>Whose wait was decided elsewhere (by another case of a Select, a deadline, an interrupt) stays
 * in line until its owner takes it out, or a peer comes across it, and skips it.
 */
abstract class Line {
  /** Several Lines may have the same. */
  final Guard guard;

  private Node first;
  private Node last;

  Line(Guard guard) {
    this.guard = guard;
  }

  /**
   * Does without waiting what one comes here for, if that is possible.
   *
   * @return who is to be woken once the lock is released, {@link Waiter#NOBODY} if nobody is; or
   *     null if one has to wait
   */
  abstract Wait attempt(Node node);

  void add(Node node) {
    node.line = this;
    node.before = last;
    if (last == null) {
      first = node;
    } else {
      last.after = node;
    }
    last = node;
  }

  /** Takes out the first one, or returns null. */
  Node poll() {
    Node node = first;
    if (node != null) {
      remove(node);
    }
    return node;
  }

  private void remove(Node node) {
    if (node.before == null) {
      first = node.after;
    } else {
      node.before.after = node.after;
    }
    if (node.after == null) {
      last = node.before;
    } else {
      node.after.before = node.before;
    }
    node.before = null;
    node.after = null;
    node.line = null;
  }

  /**
   * Gives the first whose wait is still open what it waits for.
   *
   * @return who is to be woken once the lock is released, or null if nobody waits
   */
  Wait serve(Object value, boolean closed) {
    for (Node node = poll(); node != null; node = poll()) {
      if (node.win(value, closed)) {
        return node.wait;
      }
    }
    return null;
  }

  /** Any thread, without the lock: {@link #attempt}. */
  final Wait attemptLocked(Node node) {
    synchronized (guard) {
      return attempt(node);
    }
  }

  /** The Node's owner, without the lock: leaves, if no peer has taken it out before. */
  final void withdraw(Node node) {
    synchronized (guard) {
      if (node.line == this) {
        remove(node);
      }
    }
  }
}
