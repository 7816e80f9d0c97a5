package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a Scheduler ends (S8: an accepted task runs to its end or is reported, never both, never
 * neither).
 *
 * <p><b>Terminating.</b> No counter of live tasks: the Scheduler is done when, in this order, one
 * state of the {@link IdleSet} shows all Processors idle and no Worker away, no queue holds a task,
 * no task is parked, and a CAS closes that same state. With all Processors idle nobody but a
 * submitter from outside can queue anything; and if one did, it also woke somebody, and the CAS
 * fails. Whoever makes one of these conditions true looks at the others: a Worker that parks,
 * shutdown itself, and who has changed the state and woken nobody.
 *
 * <p><b>Accepting.</b> A submitter from outside publishes its task, wakes, and then looks whether
 * the {@link IdleSet} is closed (HB-5). If it is not, somebody is awake who finds the task. If it
 * is, nobody will ever run anything: the submitter takes the task back.
 *
 * <p><b>Stopping.</b> After STOP a Worker cancels what it picks. {@link #stop} takes what it can
 * from the queues, and all parked tasks. A task that parks at that moment reads the phase
 * afterwards.
 */
final class Shutdown {
  private static final VarHandle PHASE;

  static {
    try {
      PHASE = MethodHandles.lookup().findVarHandle(Shutdown.class, "phase", Lifecycle.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Between two tries for a thread by who waits for the end, doubled each time, in ns. */
  private static final long FIRST_RETRY = 10_000_000;

  private static final long LAST_RETRY = 1_000_000_000;

  private final Scheduler scheduler;
  private final Processor[] processors;
  private final Crew crew;

  /** Or null: nobody wants to know. */
  private final DeadlockDetector detector;

  @SuppressWarnings("unused") // PHASE
  private Lifecycle phase = Lifecycle.RUNNING;

  /** Threads that have not ended, once the phase is TERMINATED. Guarded by this. */
  private int liveThreads;

  /** Whether they are counted. Guarded by this. */
  private boolean counted;

  Shutdown(Scheduler scheduler, Processor[] processors, Crew crew, boolean detectsDeadlocks) {
    this.scheduler = scheduler;
    this.processors = processors;
    this.crew = crew;
    detector = detectsDeadlocks ? new DeadlockDetector(scheduler, processors) : null;
  }

  Lifecycle phase() {
    return (Lifecycle) PHASE.getVolatile(this); // HB-9 observe
  }

  /** Any thread: from RUNNING to SHUTDOWN. */
  void begin() {
    if (PHASE.compareAndSet(this, Lifecycle.RUNNING, Lifecycle.SHUTDOWN)) { // HB-9 publish
      scheduler.events.lifecycle(Lifecycle.SHUTDOWN);
    }
    tryTerminate();
  }

  /** Any thread: to STOP. Returns the tasks that it has cancelled. */
  List<Runnable> stop() {
    Lifecycle now = phase();
    while (now.compareTo(Lifecycle.STOP) < 0
        && !PHASE.compareAndSet(this, now, Lifecycle.STOP)) { // HB-9 publish
      now = phase();
    }
    if (now.compareTo(Lifecycle.STOP) < 0) {
      scheduler.events.lifecycle(Lifecycle.STOP);
    }
    List<Runnable> cancelled = new ArrayList<>();
    cancelQueued(cancelled);
    cancelParked(cancelled);
    cancelTimers(cancelled);
    for (Worker worker : crew.workers()) {
      worker.parking.interrupt();
    }
    tryTerminate();
    return cancelled;
  }

  private void cancelQueued(List<Runnable> cancelled) {
    Runnable task;
    while ((task = scheduler.global.poll()) != null) {
      retire(task, cancelled);
    }
    RunQueue loot = new RunQueue(scheduler.limits().ringCapacity(), 0);
    for (Processor processor : processors) {
      while ((task = processor.queue.stealInto(loot)) != null) {
        do {
          retire(task, cancelled);
        } while ((task = loot.poll()) != null);
      }
      if ((task = processor.queue.stealNext()) != null) {
        retire(task, cancelled);
      }
    }
  }

  private void cancelParked(List<Runnable> cancelled) {
    for (Processor processor : processors) {
      for (Task task : processor.roster.tasks()) {
        if (task.cancelIfParked()) {
          retire(task, cancelled);
        }
      }
    }
  }

  private void cancelTimers(List<Runnable> cancelled) {
    List<Runnable> unbegun = new ArrayList<>();
    scheduler.timers.drain(unbegun);
    for (Runnable task : unbegun) {
      retire(task, cancelled);
    }
  }

  private void retire(Runnable task, List<Runnable> cancelled) {
    Continuations continuations = scheduler.continuations;
    if (continuations == null || !continuations.take(task)) {
      scheduler.reports.retire(task);
      cancelled.add(task);
    }
  }

  /** Any thread that has made one of the conditions true: terminates if all are. */
  void tryTerminate() {
    Lifecycle now = phase();
    if (now == Lifecycle.RUNNING || now == Lifecycle.TERMINATED) {
      return;
    }
    IdleState quiet = scheduler.idle.state();
    if (!scheduler.idle.isQuiet(quiet) || scheduler.hasWork()) {
      return;
    }
    if (hasParkedTasks()) {
      if (detector != null && now == Lifecycle.SHUTDOWN) {
        detector.look(quiet);
      }
    } else if (!scheduler.timers.awaitTasks() && scheduler.idle.close(quiet)) {
      terminate();
    }
  }

  private boolean hasParkedTasks() {
    for (Processor processor : processors) {
      if (!processor.roster.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Once: the thread that closed the IdleSet lets the Workers go. */
  private void terminate() {
    Worker[] workers;
    synchronized (this) {
      workers = crew.workers();
      for (Worker worker : workers) {
        if (worker.parking.isStarted()) {
          liveThreads++;
        }
      }
      if (scheduler.endMonitor()) {
        liveThreads++;
      }
      if (scheduler.watching.hasThread()) {
        liveThreads++;
      }
      counted = true;
      closePoller();
      PHASE.setVolatile(this, Lifecycle.TERMINATED); // HB-9 publish
      notifyAll();
    }
    scheduler.events.lifecycle(Lifecycle.TERMINATED);
    for (Worker worker : workers) {
      worker.parking.unpark();
    }
    scheduler.watching.end();
  }

  /** Lets those who wait for the end see that nothing will happen by itself. */
  @SuppressWarnings("NakedNotify") // what they wait for is in the IdleSet
  synchronized void threadIsMissing() {
    notifyAll();
  }

  /** A Worker's thread ends: after the end of all, or because the Monitor has let it go. */
  synchronized void workerExited(Worker worker) {
    if (counted) {
      threadExited();
    } else {
      crew.leave(worker);
    }
  }

  /** A thread ends, after the end of all. */
  synchronized void threadExited() {
    liveThreads--;
    closePoller();
    notifyAll();
  }

  /** When the last thread has ended: nobody polls any more. */
  private void closePoller() {
    if (liveThreads == 0) {
      scheduler.watching.closePoller();
    }
  }

  synchronized boolean isOver() {
    return phase() == Lifecycle.TERMINATED && liveThreads == 0;
  }

  /** Waits for the end, at most the time given if it isn't null. Returns whether it came. */
  boolean await(Duration timeout) throws InterruptedException {
    refuseOwnTasks();
    // The clock is asked only where it matters: no two states of an explorer have the same time.
    long start = timeout == null ? 0 : System.nanoTime();
    long most = timeout == null ? 0 : Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
    for (long retry = FIRST_RETRY; ; ) {
      boolean helpless;
      synchronized (this) {
        helpless = scheduler.idle.lacksThreads();
        long left = timeout == null ? 0 : most - (System.nanoTime() - start);
        if (isOver()) {
          return true;
        }
        if (timeout != null && left <= 0) {
          return false;
        }
        pause(helpless && (timeout == null || retry < left) ? retry : left);
      }
      if (helpless) {
        retry = Math.min(2 * retry, LAST_RETRY);
        scheduler.lookAgain(); // what is queued needs a thread: there may be one to be had by now,
        scheduler.watching.lookAgain(); // and so do timers and events
      }
    }
  }

  /** Waits to be notified; at most so long, unless it is 0. */
  @SuppressWarnings("WaitNotInLoop") // the loop is in await
  private void pause(long nanos) throws InterruptedException {
    if (nanos == 0) {
      wait();
    } else {
      wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  private void refuseOwnTasks() {
    Continuations continuations = scheduler.continuations;
    if (Scheduler.current() == scheduler || (continuations != null && continuations.isOnWorker())) {
      throw new IllegalStateException("a task can't wait for the end of its own Scheduler");
    }
  }

  void close() {
    refuseOwnTasks();
    begin();
    boolean interrupted = false;
    for (boolean over = false; !over; ) {
      try {
        over = await(null);
      } catch (InterruptedException e) {
        interrupted = true;
        stop().forEach(scheduler.reports::cancelled);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
