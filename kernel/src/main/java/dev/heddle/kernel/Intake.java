package dev.heddle.kernel;

import java.util.concurrent.RejectedExecutionException;

/** How tasks get into a {@link Scheduler}: at once, later, or again after they have parked. */
final class Intake {
  private final Scheduler scheduler;
  private final String name;

  Intake(Scheduler scheduler, String name) {
    this.scheduler = scheduler;
    this.name = name;
  }

  /** See {@link Scheduler#execute}. */
  void submit(Runnable task) {
    Worker worker = accept(task);
    if (worker != null) {
      put(task, worker);
    } else if (!inject(task)) {
      throw refused(task);
    }
  }

  /**
   * See {@link Scheduler#schedule}. A submitter from outside looks again at the phase: either it
   * sees that a shutdown has begun, or the shutdown sees the timer (HB-9).
   */
  Timer schedule(Runnable task, long delay) {
    Worker worker = accept(task);
    Timer timer = scheduler.timers.add(withProcessor(worker), task, delay, true);
    if (isTooLate(worker) && timer.cancel()) { // else it has fired, and some Worker has the task
      throw rejected(task);
    }
    return timer;
  }

  /** See {@link Scheduler#readyAfter}. */
  Timer readyAfter(Task task, long delay) {
    return scheduler.timers.add(withProcessor(currentWorker()), task, delay, false);
  }

  /**
   * Queues a task that was parked until now.
   *
   * @param worker the calling thread, if it holds a Processor and the task is to go behind the
   *     others there, or null
   */
  void requeue(Task task, Worker worker) {
    if (worker != null) {
      worker.push(task);
      return;
    }
    Worker current = currentWorker();
    if (current != null) {
      put(task, current);
    } else {
      enqueue(task); // it can't be too late: the end waits for all tasks that have parked
    }
  }

  /**
   * See {@link Continuations#resume}. Phases don't matter: until all is over somebody runs it.
   *
   * @param carrier the Worker whose thread carries the caller, or null
   * @return false if all is over
   */
  boolean resume(Runnable continuation, Worker carrier) {
    Worker worker = withProcessor(carrier);
    return (worker != null && worker.resume(continuation)) || inject(continuation);
  }

  /** Accepts a task or throws. Returns the Worker that the calling thread is, or null. */
  private Worker accept(Runnable task) {
    Worker worker = currentWorker();
    if (isTooLate(worker)) {
      throw rejected(task);
    }
    if (task instanceof Task stepwise) {
      stepwise.accept(scheduler);
    }
    return worker;
  }

  private boolean isTooLate(Worker worker) {
    Lifecycle last = worker == null ? Lifecycle.RUNNING : Lifecycle.SHUTDOWN;
    return scheduler.lifecycle().compareTo(last) > 0;
  }

  /**
   * Queues a task from inside another. In a blocking call the Worker has no queue; but it isn't too
   * late either, since the end waits for the Worker, and whoever finds the task after STOP cancels
   * it. Nor has the watcher one, which wakes tasks whose events have come.
   */
  private void put(Runnable task, Worker worker) {
    if (withProcessor(worker) == null) {
      enqueue(task);
    } else {
      worker.pushNext(task);
    }
  }

  private static Worker withProcessor(Worker worker) {
    return worker == null || worker.call.isActive() || worker.processor() == null ? null : worker;
  }

  private void enqueue(Runnable task) {
    scheduler.global.push(task);
    scheduler.events.injected(task);
    scheduler.idle.wake();
  }

  /**
   * Queues a task from outside. It was too late only if all is over when it is queued: until then
   * some Worker runs it, or cancels it after STOP. (Before that it can't be taken back: a task
   * found in the queue may have done a step already, and yielded.)
   *
   * @return false if it was too late, and was withdrawn
   */
  private boolean inject(Runnable task) {
    enqueue(task);
    if (scheduler.idle.isClosed() && scheduler.global.withdraw(task)) {
      scheduler.events.withdrawn(task);
      return false;
    }
    return true;
  }

  private Worker currentWorker() {
    Worker worker = Worker.current();
    return worker != null && worker.scheduler == scheduler ? worker : null;
  }

  private RejectedExecutionException refused(Runnable task) {
    if (task instanceof Task stepwise) {
      stepwise.refuse();
    }
    return rejected(task);
  }

  private RejectedExecutionException rejected(Runnable task) {
    String text;
    try {
      text = task.toString();
    } catch (RuntimeException e) { // the caller is to learn of the rejection, not of this
      text = "a " + task.getClass().getName() + " whose toString throws " + e.getClass().getName();
    }
    return new RejectedExecutionException(name + " is shut down; rejected " + text);
  }
}
