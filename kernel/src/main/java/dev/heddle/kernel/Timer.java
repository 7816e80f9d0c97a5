package dev.heddle.kernel;

/**
 * Something that happens later: a task begins ({@link Scheduler#schedule}), or a parked one is
 * woken ({@link Scheduler#readyAfter}). Thread-safe.
 *
 * <p>A timer fires or is cancelled, never both: it is in a heap until somebody takes it out, under
 * that heap's lock, and who takes it out decides.
 */
public final class Timer {
  /** When it fires, in ns of the {@link Timers}' clock. */
  final long when;

  final Runnable task;

  /** Whether the task begins then, so that it is accepted and awaited; else it is woken. */
  final boolean begins;

  private final Timers timers;

  /** Where it is, or was. Written before anybody else knows this timer. */
  final TimerHeap heap;

  /** Its place in the heap, or -1. Guarded by the heap. */
  int index = -1;

  /** Its turn among timers of the same time. Guarded by the heap. */
  long turn;

  Timer(Timers timers, TimerHeap heap, long when, Runnable task, boolean begins) {
    this.timers = timers;
    this.heap = heap;
    this.when = when;
    this.task = task;
    this.begins = begins;
  }

  /**
   * Any thread: takes the timer back. Its task doesn't begin, and isn't woken by it; a {@link Task}
   * that was to begin may be submitted again.
   *
   * @return false if it has fired, or was cancelled before
   */
  public boolean cancel() {
    return timers.cancel(this);
  }

  /** Any thread: whether it has neither fired nor was cancelled. */
  public boolean isPending() {
    return heap.contains(this);
  }
}
