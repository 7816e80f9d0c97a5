package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who sleeps, who searches, and which Processors are free: the submit/park protocol.
 *
 * <p>Everything that the protocol decides on is one immutable {@link IdleState} behind one
 * reference. Every change is one CAS of that reference, so the counters equal what they count (S5),
 * and taking a Processor, waking a Worker and counting it as searching are one step. There is no
 * ABA: a state is never reused while somebody holds it. (Go keeps a lock, two lists and a counter;
 * its bugs #5586, #45867 and #55160 are windows between them.)
 *
 * <h2>The protocol</h2>
 *
 * <pre>
 *   publisher                              a Worker that found nothing
 *   1. publish the task in some queue      a. {@link #park}: Processor to idle, itself to parked,
 *   2. full fence                             no longer searching
 *   3. {@link #wake}: if nobody searches       b. full fence
 *      and a Processor is idle: hand it    c. look at every queue; if there is a task: {@link #wake},
 *      to a parked Worker, searching          as if it had just published it
 *                                          d. park until it is handed a Processor
 *
 *   a searcher that found a task
 *   i.  {@link #stopSearching}
 *   ii. full fence
 *   iii.{@link #wake}: there may be more, and publishers relied on it
 * </pre>
 *
 * <b>Everybody who puts a task into a queue calls {@code wake} afterwards</b>, also when the task
 * only moves (a batch, a spill, a steal). That rule is the whole proof obligation of the other
 * classes.
 *
 * <p><b>Without a thread.</b> A waker whose Worker gets no thread puts it aside and tries another.
 * Those are tried again when no Worker is parked, one per {@code wake}: it ends there, for now
 * every Worker is busy, and will look before it sleeps, or has no thread. If none has, nothing
 * happens by itself: the next publisher tries, and so does who waits for the end ({@link
 * #lacksThreads}).
 *
 * <p>The fences are the CAS of the state and the volatile writes of the queues: all accesses named
 * HB-5 are sequentially consistent.
 *
 * <p><b>S6, no lost wakeup</b>, in short; proofs-notes 05 has all cases. Let a publisher read state
 * s in step 3 and go away. If s had a searcher, that searcher ends in a. or i., after the
 * publication, so it sees the task in c., or it wakes another in iii., which takes its place. If s
 * had no idle Processor, every Processor had a Worker, and each of them goes through c., after the
 * publication, before it sleeps.
 */
final class IdleSet {
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(IdleSet.class, "state", IdleState.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int processors;
  private final Crew crew;
  private final Monitor monitor;

  @SuppressWarnings("unused") // STATE
  private IdleState state;

  /**
   * All Processors idle, all Workers parked, nobody searching.
   *
   * @param spares how many of the Processors, the last ones, are on the bench
   * @param unmade how many more Workers may be made
   * @param monitor who watches while Processors are held, or null
   */
  IdleSet(Processor[] processors, int spares, Crew crew, int unmade, Monitor monitor) {
    this.processors = processors.length;
    this.crew = crew;
    this.monitor = monitor;
    int benched = processors.length - spares;
    state =
        IdleState.of(
            stack(processors, 0, benched),
            stack(processors, benched, processors.length),
            stack(crew.workers(), 0, crew.workers().length),
            unmade,
            monitor != null);
  }

  /** The elements from one index to another, the first on top. */
  private static <T> Stack<T> stack(T[] elements, int from, int to) {
    Stack<T> stack = null;
    for (int i = to - 1; i >= from; i--) {
      stack = Stack.push(elements[i], stack);
    }
    return stack;
  }

  /** Any thread: this moment's state. */
  IdleState state() {
    return (IdleState) STATE.getVolatile(this); // HB-5 observe
  }

  /**
   * Any thread, after it has published a task: if nobody searches and a Processor is idle, hands
   * the Processor to a parked Worker, as a searcher (Go: {@code wakep}).
   */
  void wake() {
    for (; ; ) {
      IdleState s = state();
      if (s.searching != 0 || s.idle == null || !s.hasSleeper()) {
        return;
      }
      if (replace(s, s.handOut()) && resume(s)) {
        return;
      }
    }
  }

  /**
   * A waker that has popped the first Processor, and the first sleeper or the right to make one.
   *
   * @return false if the Worker has no thread, and another is there to be woken instead
   */
  private boolean resume(IdleState s) {
    wakeMonitor(s);
    Worker worker = s.sleeper() == null ? crew.make() : s.sleeper();
    if (worker.parking.resume(s.idle.top)) {
      if (worker == s.watcher) {
        worker.scheduler.watching.nudge(worker);
      }
      return true;
    }
    boolean others = giveBack(worker, s.idle.top);
    worker.scheduler.threadIsMissing();
    return !others;
  }

  /**
   * A Worker without work: becomes a searcher, if fewer than half of the busy ones search (Go: the
   * limit on spinning Ms).
   */
  boolean startSearching() {
    for (; ; ) {
      IdleState s = state();
      if (2 * s.searching >= processors - s.unheld()) {
        return false;
      }
      if (replace(s, s.withSearching(s.searching + 1))) {
        return true;
      }
    }
  }

  /** A searcher that found a task. It calls {@link #wake} next. */
  void stopSearching() {
    IdleState s;
    do {
      s = state();
    } while (!replace(s, s.withSearching(s.searching - 1)));
  }

  /**
   * A Worker that found nothing, or makes room for who waits: gives up its Processor and goes to
   * sleep. It looks at every queue next.
   *
   * @param searching whether it is a searcher; it no longer is
   * @param empty whether the Processor's queue is empty
   */
  void park(Worker worker, Processor processor, boolean searching, boolean empty) {
    IdleState s;
    IdleState next;
    do {
      s = state();
      next = s.park(worker, processor, searching, empty);
    } while (!replace(s, next));
    passOn(s, next, processor);
  }

  /**
   * A waker whose Worker has no thread: the Processor is idle again, the Worker is put aside.
   *
   * @return whether another Worker is there to be woken instead
   */
  private boolean giveBack(Worker worker, Processor processor) {
    IdleState s;
    IdleState next;
    do {
      s = state();
      next = s.giveBack(worker, processor);
    } while (!replace(s, next));
    passOn(s, next, processor);
    return s.parked != null || s.watcher != null;
  }

  // ---------------------------------------------------------------- timers and events

  /** Who has added a timer, and looks at the state next. Returns whether it was the first. */
  boolean withTimers() {
    for (; ; ) {
      IdleState s = state();
      if (s.timed || s == IdleState.CLOSED) {
        return false;
      }
      if (replace(s, s.withTimers())) {
        return true;
      }
    }
  }

  /**
   * The watcher, or a parked Worker when there is none: sleeps until some time, in ns. It looks
   * again whether that is right.
   *
   * @return false if the state has changed
   */
  boolean watch(IdleState s, Worker worker, long until) {
    return replace(s, s.watch(worker, until));
  }

  /**
   * The watcher has something to do: becomes a searcher, or is parked.
   *
   * @return the Processor that it takes, or null if none is idle, or if it is handed one
   */
  Processor stopWatching(Worker watcher) {
    for (; ; ) {
      IdleState s = state();
      if (s.watcher != watcher) {
        return null;
      }
      if (replace(s, s.stopWatching())) {
        if (s.idle == null) {
          return null;
        }
        wakeMonitor(s);
        return s.idle.top;
      }
    }
  }

  // ---------------------------------------------------------------- blocking calls

  /**
   * Any thread that has taken a Processor from a Worker in a blocking call: gives it to who waits
   * for one, or leaves it idle. It looks at every queue next.
   */
  void release(Processor processor) {
    IdleState s;
    IdleState next;
    do {
      s = state();
      next = s.release(processor);
    } while (!replace(s, next));
    passOn(s, next, processor);
  }

  /** Whoever gave a Processor up: who waited for one, and waits no longer, got it. */
  private static void passOn(IdleState s, IdleState next, Processor processor) {
    if (s.returning != next.returning) {
      s.returning.top.parking.handOver(processor);
    }
  }

  /**
   * A Worker that is back from a blocking call, too late for its Processor.
   *
   * @return the idle one that it takes, or null: it waits until it is handed one
   */
  Processor comeBack(Worker worker) {
    for (; ; ) {
      IdleState s = state();
      if (replace(s, s.comeBack(worker))) {
        if (s.idle == null) {
          return null;
        }
        wakeMonitor(s);
        return s.idle.top;
      }
    }
  }

  // ---------------------------------------------------------------- the Monitor

  /** Who has set a Processor to work: the Monitor watches from now on. */
  private void wakeMonitor(IdleState s) {
    if (s.monitorSleeps) {
      monitor.wakeUp();
    }
  }

  /** The Monitor, before it sleeps until it is woken. Returns false if there is work to watch. */
  boolean letMonitorSleep() {
    for (; ; ) {
      IdleState s = state();
      if (s.unheld() != processors) {
        return false;
      }
      if (s.monitorSleeps || replace(s, s.monitorAsleep())) {
        return true;
      }
    }
  }

  /**
   * The Monitor has found a Worker blocked: another Processor takes part in its place. The Monitor
   * looks at every queue next.
   *
   * @return false if there is none to spare
   */
  boolean rescue() {
    for (; ; ) {
      IdleState s = state();
      if (s.excess == 0 && s.bench == null) {
        return false;
      }
      IdleState next = s.rescue();
      if (replace(s, next)) {
        if (s.excess == 0) {
          passOn(s, next, s.bench.top);
        }
        return true;
      }
    }
  }

  /** The Monitor has found a rescued Worker back: a Processor is too many. */
  void rescued() {
    IdleState s;
    do {
      s = state();
    } while (!replace(s, s.rescued()));
  }

  /** The Monitor: lets the Worker that has slept longest leave, if more than so many sleep. */
  boolean retire(int most) {
    for (; ; ) {
      IdleState s = state();
      if (Stack.size(s.parked) <= most) {
        return false;
      }
      if (replace(s, s.retire())) {
        Stack.last(s.parked).parking.dismiss();
        return true;
      }
    }
  }

  // ---------------------------------------------------------------- the end

  /** Any thread: whether a Processor is idle for want of a thread. */
  boolean lacksThreads() {
    IdleState s = state();
    return s.parked == null && s.threadless != null && s.idle != null;
  }

  /** Any thread: whether no Worker held a task in a state, nor a Processor. */
  boolean isQuiet(IdleState s) {
    return s.unheld() == processors && s.away == 0;
  }

  /** Shutdown: if nothing has changed since a state, nobody is ever woken again. */
  boolean close(IdleState quiet) {
    return replace(quiet, IdleState.CLOSED);
  }

  /** Any thread: whether nobody is ever woken again. */
  boolean isClosed() {
    return state() == IdleState.CLOSED;
  }

  private boolean replace(IdleState expected, IdleState next) {
    return STATE.compareAndSet(this, expected, next); // HB-5, HB-6 publish and observe
  }
}
