package dev.heddle.kernel;

import java.util.List;

/**
 * What the user is told: of errors, and of tasks that were accepted and won't run. Any thread; what
 * a handler throws stays here.
 */
final class Reports {
  private final SchedulerBuilder settings;

  Reports(SchedulerBuilder settings) {
    this.settings = settings;
  }

  /** Who took a task out of a queue after shutdownNow: reports it instead of running it. */
  void cancel(Runnable task) {
    retire(task);
    cancelled(task);
  }

  void cancelled(Runnable task) {
    try {
      settings.cancelled.accept(task);
    } catch (Throwable e) {
      uncaught(task, e);
    }
  }

  /** Marks a task, which the caller holds, as cancelled. The caller reports it. */
  void retire(Runnable task) {
    if (task instanceof Task stepwise) {
      stepwise.cancel();
      Roster.leave(stepwise);
    }
    settings.events.cancelled(task);
  }

  /** Any thread after shutdownNow: cancels a task if it is parked, and reports it. */
  void cancelIfParked(Task task) {
    if (task.cancelIfParked()) {
      cancel(task);
    }
  }

  void blocked(BlockedWorker worker) {
    try {
      settings.blocked.accept(worker);
    } catch (Throwable e) {
      uncaught(null, e);
    }
  }

  void deadlock(List<ParkedTask> parked) {
    try {
      settings.deadlock.accept(new Deadlock(settings.name, parked));
    } catch (Throwable e) {
      uncaught(null, e);
    }
  }

  /**
   * Tells the user of an error. What a handler throws goes to the thread's own handler, and what
   * that one throws goes nowhere: the Worker lives.
   */
  void uncaught(Runnable task, Throwable error) {
    try {
      settings.uncaught.accept(task, error);
    } catch (Throwable e) {
      try {
        e.addSuppressed(error);
        SchedulerBuilder.printUncaught(task, e);
      } catch (Throwable ignored) { // there is nobody left to tell
      }
    }
  }
}
