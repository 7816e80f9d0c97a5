package dev.heddle.kernel;

import java.util.List;

/**
 * All timers of a Scheduler, and its clock: a heap for each Processor, and one for who has none.
 *
 * <p>Who holds a Processor fires the timers of its heap before each pick, and those of all heaps at
 * a due look at the global queue, and before it searches (Go: {@code checkTimers}, {@code
 * stealWork}). So a heap whose Processor is lent, idle or benched is looked after as well.
 */
final class Timers {
  /** 146 years: longer delays are as good. */
  private static final long LONGEST = Long.MAX_VALUE / 2;

  private final Scheduler scheduler;
  private final Host host;
  private final long origin;
  private final TimerHeap outside = new TimerHeap();

  Timers(Scheduler scheduler, Host host) {
    this.scheduler = scheduler;
    this.host = host;
    origin = host.nanoTime();
  }

  /** Any thread: nanoseconds since the Scheduler was made. */
  long now() {
    return host.nanoTime() - origin;
  }

  /** Any thread: when the first timer fires, in ns, or NEVER. */
  long earliest() {
    long earliest = outside.earliest();
    for (int i = 0; i < scheduler.allProcessors(); i++) {
      earliest = Math.min(earliest, scheduler.processor(i).timers.earliest());
    }
    return earliest;
  }

  /** Any thread: whether a task is to begin later. */
  boolean awaitTasks() {
    if (outside.awaitsTasks()) {
      return true;
    }
    for (int i = 0; i < scheduler.allProcessors(); i++) {
      if (scheduler.processor(i).timers.awaitsTasks()) {
        return true;
      }
    }
    return false;
  }

  // ---------------------------------------------------------------- setting

  /**
   * Any thread: sets a timer, and lets who watches know.
   *
   * @param worker the calling thread, if it holds a Processor, or null
   * @param delay in ns; what is over is due at once
   */
  Timer add(Worker worker, Runnable task, long delay, boolean begins) {
    long when = now() + Math.max(0, Math.min(delay, LONGEST));
    TimerHeap heap = worker == null ? outside : worker.processor().timers;
    Timer timer = new Timer(this, heap, when, task, begins);
    heap.add(timer);
    if (worker != null) {
      worker.processor().timersAdded();
    }
    scheduler.events.timerSet(task);
    scheduler.watching.timerAdded(when);
    return timer;
  }

  /** Any thread. Returns false if it has fired, or was cancelled before. */
  boolean cancel(Timer timer) {
    if (!timer.heap.remove(timer)) {
      return false;
    }
    scheduler.events.timerCancelled(timer.task);
    if (timer.begins) {
      if (timer.task instanceof Task stepwise) {
        stepwise.refuse();
      }
      scheduler.idleStateMoved(); // it may have waited for this task only
    }
    return true;
  }

  // ---------------------------------------------------------------- firing

  /** A Worker: puts what is due in its Processor's heap into its queue. */
  void fireOwn(Worker worker) {
    Processor processor = worker.processor();
    long earliest = processor.timers.earliest();
    if (earliest == TimerHeap.NEVER) {
      processor.timersAreGone();
    } else {
      fire(worker, processor.timers, earliest, now());
    }
  }

  /** A Worker: puts what is due anywhere into its queue. */
  void fireAll(Worker worker) {
    long now = now();
    fire(worker, outside, outside.earliest(), now);
    for (int i = 0; i < scheduler.allProcessors(); i++) {
      TimerHeap heap = scheduler.processor(i).timers;
      fire(worker, heap, heap.earliest(), now);
    }
  }

  private void fire(Worker worker, TimerHeap heap, long earliest, long now) {
    if (earliest > now) {
      return;
    }
    for (Timer due = heap.pollDue(now); due != null; due = heap.pollDue(now)) {
      scheduler.events.timerFired(worker.id, due.task);
      if (due.begins) {
        worker.push(due.task);
      } else {
        ((Task) due.task).ready(worker);
      }
    }
  }

  /** After shutdownNow: takes out the tasks that were to begin later, and lets go of the others. */
  void drain(List<? super Runnable> tasks) {
    drain(outside, tasks);
    for (int i = 0; i < scheduler.allProcessors(); i++) {
      drain(scheduler.processor(i).timers, tasks);
    }
  }

  private static void drain(TimerHeap heap, List<? super Runnable> tasks) {
    for (Timer next = heap.pollDue(TimerHeap.NEVER);
        next != null;
        next = heap.pollDue(TimerHeap.NEVER)) {
      if (next.begins) {
        tasks.add(next.task);
      }
    }
  }
}
