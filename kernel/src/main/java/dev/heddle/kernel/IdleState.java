package dev.heddle.kernel;

/**
 * One moment of the protocol that {@link IdleSet} keeps. The methods are its moves: each returns
 * the moment after, in a fresh copy. Only they write fields, before anybody else sees the copy.
 *
 * <p>Nobody waits beside an idle Processor: while {@code returning} is not empty, {@code idle} is.
 */
final class IdleState {
  /** Processors that nobody holds; the top is given away next. Its queue may hold tasks. */
  Stack<Processor> idle;

  /** Spare Processors, in place of those whose Workers are found blocked ({@link Monitor}). */
  Stack<Processor> bench;

  /** Workers that sleep, without a Processor; the top is woken next. */
  Stack<Worker> parked;

  /** Workers for which no thread was to be had; asked for again when none is parked. */
  Stack<Worker> threadless;

  /**
   * Workers that came back from a blocking call too late for their Processor, and wait for one with
   * a task in their hands; the first to come is the top ({@link BlockingCall}).
   */
  Stack<Worker> returning;

  /** How many more Workers may be made. */
  int unmade;

  /** How many Workers are searchers. */
  int searching;

  /**
   * How many Workers hold a task without a Processor: in a blocking call after a retake, or in
   * {@code returning}. Less those Processors that were retaken and are on their way to {@link
   * #release}; so it can be negative for a moment, but not while nobody holds a Processor.
   */
  int away;

  /** How many of the held Processors are too many: their Workers were blocked, and are back. */
  int excess;

  /** Whether the Monitor sleeps until it is woken: who sets the first Processor to work does it. */
  boolean monitorSleeps;

  private IdleState() {}

  private IdleState(IdleState before) {
    idle = before.idle;
    bench = before.bench;
    parked = before.parked;
    threadless = before.threadless;
    returning = before.returning;
    unmade = before.unmade;
    searching = before.searching;
    away = before.away;
    excess = before.excess;
    monitorSleeps = before.monitorSleeps;
  }

  /** The first moment: nobody searches, nobody is away. */
  static IdleState of(Stack<Processor> idle, Stack<Processor> bench, Stack<Worker> parked) {
    IdleState first = new IdleState();
    first.idle = idle;
    first.bench = bench;
    first.parked = parked;
    return first;
  }

  IdleState withUnmade(int workers) {
    IdleState next = new IdleState(this);
    next.unmade = workers;
    return next;
  }

  /** The last moment: nobody is ever woken again. */
  static IdleState closed() {
    return new IdleState();
  }

  /** How many Processors nobody holds. */
  int unheld() {
    return Stack.size(idle) + Stack.size(bench);
  }

  /** Whether a Worker could be woken, if need be one that is still to be made. */
  boolean hasSleeper() {
    return parked != null || threadless != null || unmade > 0;
  }

  /** Who is woken next: with a thread, or lacking one; or null: a new one. */
  Worker sleeper() {
    return parked != null ? parked.top : threadless != null ? threadless.top : null;
  }

  /** Whether a Processor that is held ought to be given up, for its turn or for good. */
  boolean wantsRoom() {
    return returning != null || excess > 0;
  }

  // ---------------------------------------------------------------- moves

  /** The first Processor goes to the first sleeper, who is a searcher. */
  IdleState handOut() {
    IdleState next = new IdleState(this);
    next.idle = idle.below;
    next.searching++;
    next.monitorSleeps = false;
    if (parked != null) {
      next.parked = parked.below;
    } else if (threadless != null) {
      next.threadless = threadless.below;
    } else {
      next.unmade--;
    }
    return next;
  }

  IdleState withSearching(int now) {
    IdleState next = new IdleState(this);
    next.searching = now;
    return next;
  }

  /**
   * A Worker gives its Processor up and sleeps.
   *
   * @param empty whether the Processor's queue is empty, so that it may be benched
   */
  IdleState park(Worker worker, Processor processor, boolean searcher, boolean empty) {
    IdleState next = new IdleState(this);
    next.parked = Stack.push(worker, parked);
    next.searching -= searcher ? 1 : 0;
    if (empty && excess > 0) {
      next.bench = Stack.push(processor, bench);
      next.excess--;
    } else {
      next.put(processor);
    }
    return next;
  }

  /** A searcher that was to be woken has no thread: it is put aside. */
  IdleState giveBack(Worker worker, Processor processor) {
    IdleState next = new IdleState(this);
    next.threadless = Stack.push(worker, threadless);
    next.searching--;
    next.put(processor);
    return next;
  }

  /** A Processor is given up whose Worker is in a blocking call. */
  IdleState release(Processor processor) {
    IdleState next = new IdleState(this);
    next.away++;
    next.put(processor);
    return next;
  }

  /** A Worker comes back too late: takes the first idle Processor, or waits for one. */
  IdleState comeBack(Worker worker) {
    IdleState next = new IdleState(this);
    if (idle == null) {
      next.returning = Stack.append(returning, worker);
    } else {
      next.idle = idle.below;
      next.away--;
      next.monitorSleeps = false;
    }
    return next;
  }

  /** A held Processor's Worker is blocked: a spare one takes part, or one that was too many. */
  IdleState rescue() {
    IdleState next = new IdleState(this);
    if (excess > 0) {
      next.excess--;
    } else {
      next.bench = bench.below;
      next.put(bench.top);
    }
    return next;
  }

  /** A Worker that was blocked is back: there is a Processor too many. */
  IdleState rescued() {
    IdleState next = new IdleState(this);
    next.excess++;
    return next;
  }

  /** The Monitor will sleep until it is woken. */
  IdleState monitorAsleep() {
    IdleState next = new IdleState(this);
    next.monitorSleeps = true;
    return next;
  }

  /** The Worker that has slept longest leaves. There must be one. */
  IdleState retire() {
    IdleState next = new IdleState(this);
    next.parked = Stack.withoutLast(parked);
    next.unmade++;
    return next;
  }

  /** A Processor goes to who waits for one, or is idle. */
  private void put(Processor processor) {
    if (returning != null) {
      returning = returning.below;
      away--;
    } else {
      idle = Stack.push(processor, idle);
    }
  }
}
