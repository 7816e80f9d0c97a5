package dev.heddle.kernel;

/**
 * Observes the kernel. One method per action of the specification ({@code dev.heddle.spec.Action}),
 * called by the thread that did it, right after the step that made it visible. The same names are
 * the rows of a counterexample.
 *
 * <p>Implementations must be quick, must not throw and must not call the Scheduler. Calls of
 * different threads overlap. Workers and Processors are numbered from 0; worker -1 is a thread
 * outside.
 */
public interface Events {
  /** Observes nothing. */
  Events NONE = new Events() {};

  /** Where a task was picked from. */
  enum Source {
    /** The Processor's {@code runNext} slot. */
    RUN_NEXT,
    /** The Processor's own ring. */
    RING,
    /** The global queue. */
    GLOBAL,
    /** Another Processor's ring. */
    STOLEN,
    /** Another Processor's {@code runNext} slot. */
    STOLEN_NEXT,
    /** The same task again: it yielded, and nobody else waited. */
    AGAIN
  }

  /** A task was put into the global queue from outside: submitted, or readied. */
  default void injected(Runnable task) {}

  /** A task was taken back out of the global queue: it came too late, and was rejected. */
  default void withdrawn(Runnable task) {}

  /** A task was put into {@code runNext}; the task that was there, if any, follows to the ring. */
  default void pushedNext(int worker, int processor, Runnable task) {}

  /** A task was put into the ring's tail. */
  default void pushed(int worker, int processor, Runnable task) {}

  /** The older half of a full ring, count tasks, was moved to the global queue's tail. */
  default void spilled(int worker, int processor, int count) {}

  /** A task that has used up its slice, and yielded, was put into the global queue's tail. */
  default void preempted(int worker, int processor, Runnable task) {}

  /** A task was taken, to be run now. With GLOBAL and STOLEN, moved others went to the ring. */
  default void picked(int worker, int processor, Runnable task, Source source, int moved) {}

  /** A victim's queue gave its older half, or its runNext; {@link #picked} follows. */
  default void stole(int worker, int processor, int victim, int count) {}

  /** A Worker without work became a searcher. */
  default void searching(int worker) {}

  /** A searcher found a task and is none any more. */
  default void found(int worker) {}

  /** A task was set to begin, or to be woken, later. */
  default void timerSet(Runnable task) {}

  /** A timer was cancelled before it fired. */
  default void timerCancelled(Runnable task) {}

  /** A timer fired: its task is queued, if it was to begin, or if it was parked. */
  default void timerFired(int worker, Runnable task) {}

  /**
   * A parked Worker became the watcher, or the watcher changed its mind.
   *
   * @param until the time until which it sleeps at most, in ns since the Scheduler was made
   */
  default void watching(int worker, long until) {}

  /** The watcher took an idle Processor, as a searcher: a timer is due, or an event has come. */
  default void watched(int worker, int processor) {}

  /** A Worker gave its Processor up and will sleep. */
  default void parked(int worker, int processor) {}

  /** A parked Worker was handed a Processor, as a searcher. */
  default void woke(int worker, int processor) {}

  /** A task began a blocking call: its Worker lends the Processor. */
  default void lent(int worker, int processor) {}

  /** A blocking call ended, and the Worker has its Processor still. */
  default void reclaimed(int worker, int processor) {}

  /**
   * A Processor was taken from a Worker in a blocking call.
   *
   * @param worker who took it: the Worker itself, before a call that is known to be long, or -1
   */
  default void retook(int worker, int processor) {}

  /** A blocking call ended, and the Worker took an idle Processor instead of its own. */
  default void returned(int worker, int processor) {}

  /** A blocking call ended, and the Worker waits for a Processor. */
  default void waits(int worker) {}

  /** A Worker that {@link #waits} was handed a Processor. */
  default void handedOver(int worker, int processor) {}

  /** A Processor's Worker was found blocked: a spare Processor takes part in its place. */
  default void rescued(int processor) {}

  /** A step ended; for a plain Runnable, always DONE. A PARK that met a permit is a YIELD. */
  default void stepped(int worker, Runnable task, Step step) {}

  /** A task or its uncaught handler threw. DONE follows. */
  default void failed(int worker, Runnable task, Throwable error) {}

  /** A task was accepted but won't run: shutdownNow. */
  default void cancelled(Runnable task) {}

  /** The Scheduler's lifecycle moved on. */
  default void lifecycle(Lifecycle phase) {}

  /** A Worker's thread ends. */
  default void exited(int worker) {}
}
