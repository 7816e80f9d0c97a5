package dev.heddle.kernel;

/**
 * One moment of the protocol that {@link IdleSet} keeps; immutable. The methods are its moves: each
 * returns the moment after.
 *
 * <p>Nobody waits beside an idle Processor: while {@code returning} is not empty, {@code idle} is.
 */
final class IdleState {
  /** Processors that nobody holds; the top is given away next. Its queue may hold tasks. */
  final Stack<Processor> idle;

  /** Workers that sleep, without a Processor; the top is woken next. */
  final Stack<Worker> parked;

  /** Workers for which no thread was to be had; asked for again when none is parked. */
  final Stack<Worker> threadless;

  /**
   * Workers that came back from a blocking call too late for their Processor, and wait for one with
   * a task in their hands; the first to come is the top ({@link Blocking}).
   */
  final Stack<Worker> returning;

  /** How many more Workers may be made. */
  final int unmade;

  /** How many Workers are searchers. */
  final int searching;

  /**
   * How many Workers hold a task without a Processor: in a blocking call after a retake, or in
   * {@code returning}. Less those Processors that were retaken and are on their way to {@link
   * #release}; so it can be negative for a moment, but not while all Processors are idle.
   */
  final int away;

  /** Whether the Monitor sleeps until it is woken: who hands out a Processor does it. */
  final boolean monitorSleeps;

  private IdleState(
      Stack<Processor> idle,
      Stack<Worker> parked,
      Stack<Worker> threadless,
      Stack<Worker> returning,
      int unmade,
      int searching,
      int away,
      boolean monitorSleeps) {
    this.idle = idle;
    this.parked = parked;
    this.threadless = threadless;
    this.returning = returning;
    this.unmade = unmade;
    this.searching = searching;
    this.away = away;
    this.monitorSleeps = monitorSleeps;
  }

  /** The first moment: nobody searches, nobody is away. */
  static IdleState of(Stack<Processor> idle, Stack<Worker> parked, int unmade, boolean monitor) {
    return new IdleState(idle, parked, null, null, unmade, 0, 0, monitor);
  }

  /** The last moment: nobody is ever woken again. */
  static IdleState closed() {
    return of(null, null, 0, false);
  }

  int idleProcessors() {
    return Stack.size(idle);
  }

  /** Whether a Worker could be woken, if need be one that is still to be made. */
  boolean hasSleeper() {
    return parked != null || threadless != null || unmade > 0;
  }

  /** Who is woken next: with a thread, or lacking one; or null: a new one. */
  Worker sleeper() {
    return parked != null ? parked.top : threadless != null ? threadless.top : null;
  }

  // ---------------------------------------------------------------- moves

  /** The first Processor goes to the first sleeper, who is a searcher. */
  IdleState handOut() {
    Stack<Worker> others = threadless;
    int toMake = unmade;
    if (parked == null && threadless != null) {
      others = threadless.below;
    } else if (parked == null) {
      toMake--;
    }
    Stack<Worker> asleep = parked == null ? null : parked.below;
    return new IdleState(idle.below, asleep, others, returning, toMake, searching + 1, away, false);
  }

  IdleState withSearching(int now) {
    return new IdleState(idle, parked, threadless, returning, unmade, now, away, monitorSleeps);
  }

  /** A Worker gives its Processor up, to who waits for one or to be idle, and sleeps. */
  IdleState park(Worker worker, Processor processor, boolean searcher) {
    return new IdleState(
        returning == null ? Stack.push(processor, idle) : idle,
        Stack.push(worker, parked),
        threadless,
        returning == null ? null : returning.below,
        unmade,
        searcher ? searching - 1 : searching,
        returning == null ? away : away - 1,
        monitorSleeps);
  }

  /** A Processor whose Worker is in a blocking call goes to who waits for one, or is idle. */
  IdleState release(Processor processor) {
    return new IdleState(
        returning == null ? Stack.push(processor, idle) : idle,
        parked,
        threadless,
        returning == null ? null : returning.below,
        unmade,
        searching,
        returning == null ? away + 1 : away, // one more, and perhaps one less
        monitorSleeps);
  }

  /** A Worker comes back too late: takes the first idle Processor, or waits for one. */
  IdleState comeBack(Worker worker) {
    return new IdleState(
        idle == null ? null : idle.below,
        parked,
        threadless,
        idle == null ? Stack.append(returning, worker) : returning,
        unmade,
        searching,
        idle == null ? away : away - 1,
        monitorSleeps);
  }

  /** A searcher that was to be woken has no thread: it is put aside, its Processor idle again. */
  IdleState giveBack(Worker worker, Processor processor) {
    return new IdleState(
        returning == null ? Stack.push(processor, idle) : idle,
        parked,
        Stack.push(worker, threadless),
        returning == null ? null : returning.below,
        unmade,
        searching - 1,
        returning == null ? away : away - 1,
        monitorSleeps);
  }

  /** The Monitor will sleep until it is woken. */
  IdleState monitorAsleep() {
    return new IdleState(idle, parked, threadless, returning, unmade, searching, away, true);
  }
}
