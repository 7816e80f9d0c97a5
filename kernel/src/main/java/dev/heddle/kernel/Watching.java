package dev.heddle.kernel;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who waits for time and for events while nothing else is to be done: the watcher.
 *
 * <p>At most one sleeping Worker is the watcher (S7). It is named in the {@link IdleState}, with
 * the time until which it sleeps: in the {@link Poller}, if there is one, otherwise parked.
 *
 * <h2>The protocol</h2>
 *
 * <pre>
 *   who adds a timer                           a Worker that sleeps, after c. in {@link IdleSet}
 *   1. add it to a heap: {@code earliest}              a. read all heaps, and whether the poller has waiters
 *   2. full fence                              b. if somebody watches: as 3.; if somebody searches:
 *   3. read the state; if no Processor is         nothing; otherwise CAS itself to be the watcher
 *      idle: nothing; nobody watches:             until then, and full fence
 *      {@link IdleSet#wake}; the watcher sleeps      c. read them again; if they have changed, CAS the new
 *      for longer: nudge it                       time, and again
 *                                              d. sleep until then, until nudged, or until an event
 *
 *   the watcher, when there is something to do, or nothing to watch
 *   i.   CAS itself to be a searcher with the first idle Processor; without one, to be parked
 *   ii.  events go to its own queue, or to the global queue; timers are found by its search
 * </pre>
 *
 * A nudge is remembered, like the permit of a park: whether it comes before the sleep or in it, the
 * watcher goes through c. again. Timers are watched only while a Processor is idle: else those who
 * hold them look before each pick, and before they sleep. Who makes a Processor idle without
 * sleeping (a retake, a rescue) does 3. too.
 *
 * <p><b>S9, no timer is late because nobody was told.</b> Let a Processor be idle after step 3, and
 * the timer still be there. If the adder met a watcher that sleeps no longer than that, it wakes in
 * time. If it sleeps longer, it is nudged, and goes through c. If the adder met nobody, it made a
 * searcher, or there was one; that one fires the timer, or sleeps, and so goes through a. If no
 * Processor was idle, whoever made one idle has gone through a. or 3. afterwards. proofs-notes 07
 * has all cases.
 *
 * <p><b>S7, one in the poller.</b> Who is popped as the watcher counts as a searcher at once, and
 * may be in the poller for a while yet. Nobody becomes the watcher while somebody searches: two
 * would take each other's wakeups. A searcher goes through a. itself before it sleeps, or finds a
 * task and calls {@link IdleSet#wake}.
 *
 * <p>Any thread calls these methods.
 */
final class Watching {
  /** There is nothing to watch. */
  static final long NOTHING = -1;

  private static final VarHandle POLLED;

  static {
    try {
      POLLED = MethodHandles.lookup().findVarHandle(Watching.class, "polled", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Scheduler scheduler;

  /** Whether anybody has polled since the Monitor has looked. */
  @SuppressWarnings("unused") // POLLED
  private boolean polled;

  /** Null if there is none. */
  private final Poller poller;

  /** The poller's own thread, or null: then Workers poll. */
  private final PollLoop loop;

  Watching(Scheduler scheduler, SchedulerBuilder settings) {
    this.scheduler = scheduler;
    poller = settings.poller;
    boolean isAffine = poller != null && poller.isOwnerAffine();
    loop = isAffine ? new PollLoop(scheduler, poller, settings) : null;
  }

  /** Once, when everything is there: starts the poller's own thread, if it has one. */
  void start() {
    if (loop != null) {
      loop.start();
    }
  }

  /** Whether Workers poll. */
  boolean hasPoller() {
    return poller != null && loop == null;
  }

  /** Whether the poller has a thread of its own. */
  boolean hasThread() {
    return loop != null;
  }

  /** At termination: lets who polls see it. */
  void end() {
    wakePoller();
    if (loop != null) {
      loop.unpark();
    }
  }

  /** Makes the poll that is blocked, or the next one, return. */
  private void wakePoller() {
    if (poller != null) {
      try {
        poller.wakeup();
      } catch (RuntimeException | Error e) {
        scheduler.reports.uncaught(null, e);
      }
    }
  }

  /** The Scheduler has ended. */
  void closePoller() {
    if (poller != null) {
      try {
        poller.close();
      } catch (Throwable e) {
        scheduler.reports.uncaught(null, e);
      }
    }
  }

  /**
   * Until when somebody has to watch, in ns: a timer's time; {@link TimerHeap#NEVER}, if for events
   * only; or NOTHING.
   */
  long until(IdleState s) {
    long earliest =
        s.timed && s.idle != null ? scheduler.timers.earliest() : TimerHeap.NEVER; // HB-5 observe
    return earliest != TimerHeap.NEVER || hasWaiters() ? earliest : NOTHING;
  }

  /** Who has added a timer. */
  void timerAdded(long when) {
    boolean first = scheduler.idle.withTimers();
    tell(scheduler.idle.state(), when);
    if (first) {
      scheduler.idleStateMoved();
    }
  }

  /** Who has given the poller a waiter from outside, or has made a Processor idle. */
  void lookAgain() {
    IdleState s = scheduler.idle.state();
    long until = until(s);
    if (until != NOTHING) {
      tell(s, until);
    }
  }

  private void tell(IdleState s, long until) {
    if (s.watcher == null) {
      scheduler.idle.wake();
    } else if (s.idle != null && s.until > until) {
      nudge(s.watcher);
    }
  }

  /** Makes a Worker that watches, or did, look again. */
  void nudge(Worker watcher) {
    watcher.parking.unpark();
    wakePoller();
  }

  /** Whether tasks wait for events that a Worker has to poll for. */
  boolean hasWaiters() {
    if (!hasPoller()) {
      return false;
    }
    try {
      return poller.hasWaiters();
    } catch (RuntimeException | Error e) {
      scheduler.reports.uncaught(null, e);
      return true; // a poll too many does no harm
    }
  }

  void poll(long timeoutNanos, Poller.Sink sink) throws IOException {
    POLLED.setOpaque(this, true); // no edge: a hint
    poller.poll(timeoutNanos, sink);
  }

  /** The Monitor: whether anybody has polled since it has asked last. A hint. */
  boolean hasPolled() {
    boolean has = (boolean) POLLED.getOpaque(this); // no edge: a hint
    if (has) {
      POLLED.setOpaque(this, false); // no edge: a poll that comes between is as good as overlooked
    }
    return has;
  }

  /** Whether a poll by who is busy may find something: whoever blocks in a poll will be told. */
  boolean mayPoll() {
    return hasWaiters() && scheduler.idle.state().watcher == null;
  }
}
