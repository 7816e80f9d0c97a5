package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One Worker's part in {@link Watching}: how it sleeps, and what it brings back from a poll. Only
 * the Worker's own thread calls its methods.
 */
final class Watcher implements Poller.Sink {
  private final Worker worker;
  private final Scheduler scheduler;

  /** Tasks whose events have come; each is given on as soon as the Worker has a place for it. */
  private final List<Task> ready = new ArrayList<>();

  private long parkNanos;
  private final Pauses pauses = new Pauses();

  Watcher(Worker worker, Scheduler scheduler) {
    this.worker = worker;
    this.scheduler = scheduler;
  }

  /** How long to park after {@link #round} has said so, in ns; 0: until unparked. */
  long parkNanos() {
    return parkNanos;
  }

  @Override
  public void ready(Task task) {
    ready.add(Objects.requireNonNull(task, "task"));
  }

  // ---------------------------------------------------------------- asleep

  /** The Worker has no Processor: watches, or sleeps. */
  Host.Loop.Next round() {
    parkNanos = 0;
    IdleState s = scheduler.idle.state();
    long until = scheduler.watching.until(s);
    if (s.watcher != worker) {
      return until != Watching.NOTHING && takesPart(s, until)
          ? Host.Loop.Next.AGAIN
          : Host.Loop.Next.PARK;
    }
    if (until == Watching.NOTHING) {
      wakeUp(); // else it would hide a deadlock: DeadlockDetector
      return Host.Loop.Next.AGAIN;
    }
    if (until != s.until) {
      watch(s, until);
      return Host.Loop.Next.AGAIN;
    }
    Host.Loop.Next next = rest(until);
    if (!ready.isEmpty() || isOver(until)) {
      wakeUp();
      return Host.Loop.Next.AGAIN;
    }
    return next;
  }

  /** Somebody is to watch. Returns whether this Worker has tried to be the one. */
  private boolean takesPart(IdleState s, long until) {
    if (s.watcher != null) {
      scheduler.watching.lookAgain();
      return false;
    }
    if (s.searching != 0 || !Stack.contains(s.parked, worker)) {
      return false; // a searcher goes through this before it sleeps; or a Processor is on its way
    }
    watch(s, until);
    return true;
  }

  private void watch(IdleState s, long until) {
    if (scheduler.idle.watch(s, worker, until)) {
      scheduler.events.watching(worker.id, until);
      scheduler.idleStateMoved();
    }
  }

  private boolean isOver(long until) {
    return until != TimerHeap.NEVER && scheduler.timers.now() >= until;
  }

  /** Sleeps in the poller, or says how long to park. */
  private Host.Loop.Next rest(long until) {
    long left = until == TimerHeap.NEVER ? -1 : Math.max(0, until - scheduler.timers.now());
    if (left == 0) {
      return Host.Loop.Next.AGAIN;
    }
    if (!scheduler.watching.hasPoller()) {
      parkNanos = Math.max(0, left);
      return Host.Loop.Next.PARK;
    }
    if (poll(left)) {
      pauses.over();
      return Host.Loop.Next.AGAIN;
    }
    long pause = pauses.next();
    parkNanos = left < 0 ? pause : Math.min(pause, left);
    return Host.Loop.Next.PARK;
  }

  /** Is the watcher no longer. With a Processor, if one is idle; or else it sleeps. */
  private void wakeUp() {
    Processor given = scheduler.idle.stopWatching(worker);
    if (given != null) {
      scheduler.events.watched(worker.id, given.id);
      worker.start(given);
    } else {
      giveAway();
      scheduler.lookAgain();
    }
  }

  /** Without a Processor: wakes tasks whose events have come. */
  void giveAway() {
    for (Task task : ready) {
      task.ready();
    }
    ready.clear();
  }

  // ---------------------------------------------------------------- awake

  /** With a Processor: polls without waiting, if anybody waits. Returns whether it did. */
  boolean pollNow() {
    if (!scheduler.watching.mayPoll()) {
      return false;
    }
    poll(0);
    takeIn();
    return true;
  }

  /** With a Processor: puts tasks whose events have come into its queue. */
  void takeIn() {
    for (Task task : ready) {
      task.ready(worker);
    }
    ready.clear();
  }

  /** Returns false if the poller threw, which was reported. */
  private boolean poll(long timeoutNanos) {
    try {
      scheduler.watching.poll(timeoutNanos, this);
      return true;
    } catch (Throwable e) { // whatever a poller throws, the Worker lives
      scheduler.reports.uncaught(null, e);
      return false;
    }
  }
}
