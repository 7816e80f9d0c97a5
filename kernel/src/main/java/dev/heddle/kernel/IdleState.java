package dev.heddle.kernel;

/**
 * One moment of the protocol that {@link IdleSet} keeps. The methods are its moves: each returns
 * the moment after. Immutable: its fields are read without an edge but the one by which it is got,
 * and explorers need no scheduling point there.
 *
 * <p>Nobody waits beside an idle Processor: while {@code returning} is not empty, {@code idle} is.
 */
final class IdleState {
  /** The last moment: nobody is ever woken again. */
  static final IdleState CLOSED = new IdleState(new Draft());

  /** Processors that nobody holds; the top is given away next. Its queue may hold tasks. */
  final Stack<Processor> idle;

  /** Spare Processors, in place of those whose Workers are found blocked ({@link Monitor}). */
  final Stack<Processor> bench;

  /** Workers that sleep, without a Processor; the top is woken next. */
  final Stack<Worker> parked;

  /** The Worker that sleeps no longer than {@link #until}, or until an event comes; or null. */
  final Worker watcher;

  /** Until when the watcher sleeps, in ns of the {@link Timers}' clock ({@link Watching}). */
  final long until;

  /** Whether a timer was ever set. */
  final boolean timed;

  /** Workers for which no thread was to be had; asked for again when none is parked. */
  final Stack<Worker> threadless;

  /**
   * Workers that came back from a blocking call too late for their Processor, and wait for one with
   * a task in their hands; the first to come is the top ({@link BlockingCall}).
   */
  final Stack<Worker> returning;

  /** How many more Workers may be made. */
  final int unmade;

  /** How many Workers are searchers. */
  final int searching;

  /**
   * How many Workers hold a task without a Processor: in a blocking call after a retake, or in
   * {@code returning}. Less those Processors that were retaken and are on their way to {@link
   * #release}; so it can be negative for a moment, but not while nobody holds a Processor.
   */
  final int away;

  /** How many of the held Processors are too many: their Workers were blocked, and are back. */
  final int excess;

  /** Whether the Monitor sleeps until it is woken: who sets the first Processor to work does it. */
  final boolean monitorSleeps;

  private IdleState(Draft draft) {
    idle = draft.idle;
    bench = draft.bench;
    parked = draft.parked;
    watcher = draft.watcher;
    until = draft.until;
    timed = draft.timed;
    threadless = draft.threadless;
    returning = draft.returning;
    unmade = draft.unmade;
    searching = draft.searching;
    away = draft.away;
    excess = draft.excess;
    monitorSleeps = draft.monitorSleeps;
  }

  /**
   * The first moment: nobody searches, nobody is away.
   *
   * @param unmade how many more Workers may be made
   * @param monitorSleeps whether there is a Monitor to be woken
   */
  static IdleState of(
      Stack<Processor> idle,
      Stack<Processor> bench,
      Stack<Worker> parked,
      int unmade,
      boolean monitorSleeps) {
    Draft first = new Draft();
    first.idle = idle;
    first.bench = bench;
    first.parked = parked;
    first.unmade = unmade;
    first.monitorSleeps = monitorSleeps;
    return new IdleState(first);
  }

  /** How many Processors nobody holds. */
  int unheld() {
    return Stack.size(idle) + Stack.size(bench);
  }

  /** Whether a Worker could be woken, if need be one that is still to be made. */
  boolean hasSleeper() {
    return parked != null || watcher != null || threadless != null || unmade > 0;
  }

  /** Who is woken next: with a thread, or lacking one; or null: a new one. */
  Worker sleeper() {
    if (parked != null) {
      return parked.top;
    }
    return watcher != null ? watcher : threadless != null ? threadless.top : null;
  }

  /** Whether a Processor that is held ought to be given up, for its turn or for good. */
  boolean wantsRoom() {
    return returning != null || excess > 0;
  }

  // ---------------------------------------------------------------- moves

  /** The first Processor goes to the first sleeper, who is a searcher. */
  IdleState handOut() {
    Draft next = new Draft(this);
    next.idle = idle.below;
    next.searching++;
    next.monitorSleeps = false;
    if (parked != null) {
      next.parked = parked.below;
    } else if (watcher != null) {
      next.watcher = null;
    } else if (threadless != null) {
      next.threadless = threadless.below;
    } else {
      next.unmade--;
    }
    return new IdleState(next);
  }

  IdleState withSearching(int now) {
    Draft next = new Draft(this);
    next.searching = now;
    return new IdleState(next);
  }

  /**
   * A Worker gives its Processor up and sleeps.
   *
   * @param empty whether the Processor's queue is empty, so that it may be benched
   */
  IdleState park(Worker worker, Processor processor, boolean searcher, boolean empty) {
    Draft next = new Draft(this);
    next.parked = Stack.push(worker, parked);
    next.searching -= searcher ? 1 : 0;
    if (empty && excess > 0) {
      next.bench = Stack.push(processor, bench);
      next.excess--;
    } else {
      next.put(processor);
    }
    return new IdleState(next);
  }

  /** A searcher that was to be woken has no thread: it is put aside. */
  IdleState giveBack(Worker worker, Processor processor) {
    Draft next = new Draft(this);
    next.threadless = Stack.push(worker, threadless);
    next.searching--;
    next.put(processor);
    return new IdleState(next);
  }

  /** A Processor is given up whose Worker is in a blocking call. */
  IdleState release(Processor processor) {
    Draft next = new Draft(this);
    next.away++;
    next.put(processor);
    return new IdleState(next);
  }

  /** A Worker comes back too late: takes the first idle Processor, or waits for one. */
  IdleState comeBack(Worker worker) {
    Draft next = new Draft(this);
    if (idle == null) {
      next.returning = Stack.append(returning, worker);
    } else {
      next.idle = idle.below;
      next.away--;
      next.monitorSleeps = false;
    }
    return new IdleState(next);
  }

  /** A held Processor's Worker is blocked: a spare one takes part, or one that was too many. */
  IdleState rescue() {
    Draft next = new Draft(this);
    if (excess > 0) {
      next.excess--;
    } else {
      next.bench = bench.below;
      next.put(bench.top);
    }
    return new IdleState(next);
  }

  /**
   * A Worker that was blocked is back: there is a Processor too many. If one is idle, that is the
   * one: else the excess would last as long as all is idle, and a while longer.
   */
  IdleState rescued() {
    Draft next = new Draft(this);
    if (idle != null && idle.top.queue.isEmpty()) { // nobody fills it while it is idle
      next.idle = idle.below;
      next.bench = Stack.push(idle.top, bench);
    } else {
      next.excess++;
    }
    return new IdleState(next);
  }

  /** A timer was set. */
  IdleState withTimers() {
    Draft next = new Draft(this);
    next.timed = true;
    return new IdleState(next);
  }

  /** The watcher, or a parked Worker as the watcher, sleeps until some time. */
  IdleState watch(Worker worker, long time) {
    Draft next = new Draft(this);
    next.until = time;
    if (watcher == null) {
      next.parked = Stack.without(parked, worker);
      next.watcher = worker;
    }
    return new IdleState(next);
  }

  /** The watcher has something to do: takes the first idle Processor, or is parked. */
  IdleState stopWatching() {
    Draft next = new Draft(this);
    next.watcher = null;
    if (idle == null) {
      next.parked = Stack.push(watcher, parked);
    } else {
      next.idle = idle.below;
      next.searching++;
      next.monitorSleeps = false;
    }
    return new IdleState(next);
  }

  /** The Monitor will sleep until it is woken. */
  IdleState monitorAsleep() {
    Draft next = new Draft(this);
    next.monitorSleeps = true;
    return new IdleState(next);
  }

  /** The Worker that has slept longest leaves. There must be one. */
  IdleState retire() {
    Draft next = new Draft(this);
    next.parked = Stack.withoutLast(parked);
    next.unmade++;
    return new IdleState(next);
  }

  /**
   * The moment after, while it is being made: it is never shared, so its fields need not be final.
   */
  private static final class Draft {
    private Stack<Processor> idle;
    private Stack<Processor> bench;
    private Stack<Worker> parked;
    private Worker watcher;
    private long until;
    private boolean timed;
    private Stack<Worker> threadless;
    private Stack<Worker> returning;
    private int unmade;
    private int searching;
    private int away;
    private int excess;
    private boolean monitorSleeps;

    Draft() {}

    Draft(IdleState before) {
      idle = before.idle;
      bench = before.bench;
      parked = before.parked;
      watcher = before.watcher;
      until = before.until;
      timed = before.timed;
      threadless = before.threadless;
      returning = before.returning;
      unmade = before.unmade;
      searching = before.searching;
      away = before.away;
      excess = before.excess;
      monitorSleeps = before.monitorSleeps;
    }

    /** A Processor goes to who waits for one, or is idle. */
    void put(Processor processor) {
      if (returning != null) {
        returning = returning.below;
        away--;
      } else {
        idle = Stack.push(processor, idle);
      }
    }
  }
}
