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

  /**
   * Submits a task that is to begin later.
   *
   * @param task its number
   * @param delay after how many ticks
   */
  record Schedule(int task, int delay) implements Move {
    @Override
    public String toString() {
      return "schedule t" + task + " +" + delay;
    }
  }

  /**
   * Has a task woken later.
   *
   * @param task its number
   * @param delay after how many ticks
   */
  record ReadyAfter(int task, int delay) implements Move {
    @Override
    public String toString() {
      return "readyAfter t" + task + " +" + delay;
    }
  }

  /**
   * Cancels a task's timer.
   *
   * @param task its number
   */
  record Cancel(int task) implements Move {
    @Override
    public String toString() {
      return "cancel t" + task;
    }
  }

  /**
   * Has the poller wake a task when its event comes.
   *
   * @param task its number
   */
  record Listen(int task) implements Move {
    @Override
    public String toString() {
      return "listen t" + task;
    }
  }

  /**
   * Outside: the event comes that a task waits for; not before it does.
   *
   * @param task its number
   */
  record Happen(int task) implements Move {
    @Override
    public String toString() {
      return "happen t" + task;
    }
  }

  /**
   * Outside: retakes a Processor, if it is lent.
   *
   * @param processor its number
   */
  record Retake(int processor) implements Move {
    @Override
    public String toString() {
      return "retake P" + processor;
    }
  }

  /**
   * Inside a task: waits until another has ended, without a word to anybody.
   *
   * @param task its number
   */
  record Await(int task) implements Move {
    @Override
    public String toString() {
      return "await t" + task;
    }
  }

  /**
   * Outside: takes the Worker of a Processor to be blocked, and lets a spare Processor take part.
   *
   * @param processor its number
   */
  record Rescue(int processor) implements Move {
    @Override
    public String toString() {
      return "rescue P" + processor;
    }
  }

  /**
   * Outside: takes the Worker of a Processor that was rescued to be at work again.
   *
   * @param processor its number
   */
  record Back(int processor) implements Move {
    @Override
    public String toString() {
      return "back P" + processor;
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
    /** Inside a task: a call begins that may block. The Processor is lent until EXIT. */
    ENTER,
    /** Inside a task: a call begins that blocks long. The Processor is given up. */
    HAND_OFF,
    /** Inside a task: the call has ended. */
    EXIT,
    /** Outside: looks at all Processors, and rescues a Worker, or sees that one is back. */
    WATCH,
    /** Outside: time passes, as long as a slice. */
    TICK,
    SHUTDOWN,
    SHUTDOWN_NOW
  }
}
