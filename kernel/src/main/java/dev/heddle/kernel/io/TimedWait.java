package dev.heddle.kernel.io;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.Timer;
import java.time.Duration;

/**
 * A task that waits until an event comes, or a deadline.
 *
 * <p>It is made anew for each wait, so a CAS that takes it out of its place is about this wait and
 * no other: who does that decides how the wait has ended. And the timer fires or is cancelled,
 * never both; if it has fired, it has woken the task, and nobody else does.
 */
final class TimedWait {
  final Task task;
  private final Timer timer;

  private TimedWait(Task task, Timer timer) {
    this.task = task;
    this.timer = timer;
  }

  /** Inside a task's step: sets the timer, which wakes the task. */
  static TimedWait of(Task task, Duration atMost) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      throw new IllegalStateException("a deadline is set inside a task, by its Scheduler");
    }
    return new TimedWait(task, scheduler.readyAfter(task, atMost));
  }

  /** Returns false if the timer has woken the task. */
  boolean cancel() {
    return timer.cancel();
  }

  /** Whether the timer has woken the task. */
  boolean isOver() {
    return !timer.isPending();
  }
}
