package dev.heddle.spec;

/** One thing that a task, or a thread outside, does. */
public sealed interface Move {

  /**
   * Submits a task: from inside a task into {@code runNext}, from outside into the global queue.
   *
   * @param task its number
   */
  record Submit(int task) implements Move {
    @Override
    public String toString() {
      return "submit t" + task;
    }
  }

  /**
   * Wakes a task.
   *
   * @param task its number
   */
  record Ready(int task) implements Move {
    @Override
    public String toString() {
      return "ready t" + task;
    }
  }

  /** How a task's step ends. A script that is over ends with DONE. */
  enum End implements Move {
    DONE,
    /** Ends like DONE: a task that throws is done. */
    THROW,
    YIELD,
    PARK
  }

  /** What needs no argument. */
  enum Call implements Move {
    /** Inside a task: it has run longer than its slice, and has asked. */
    OVERRUN,
    SHUTDOWN,
    SHUTDOWN_NOW
  }
}
