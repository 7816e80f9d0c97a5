package dev.heddle.kernel;

/**
 * A Worker in a blocking call: its Processor may go on without it (Go: {@code entersyscall}, {@code
 * exitsyscall}, {@code retake}; the talk: hand-off).
 *
 * <h2>The protocol</h2>
 *
 * Who may use a Processor is decided by one word, its lease. (Go arbitrates by the scan bit of the
 * goroutine's status since 1.26, and did by the status of the P before; here the Processor carries
 * the number, so that a plain Runnable needs no state word.)
 *
 * <pre>
 *   the Worker                                anybody: the {@link Monitor}
 *   enter: lease even -> odd: lent
 *   ... the call ...                          retake: CAS odd -> even. It has the Processor;
 *                                               {@link IdleSet#release}: to who waits for one, or idle;
 *                                               then rule K: look at every queue, and wake
 *   exit:  CAS from the number of enter to
 *          even: it has its Processor still
 *          otherwise it takes an idle one, or
 *          waits in {@code returning}
 * </pre>
 *
 * The lease only grows, so a CAS from a remembered number succeeds only if nobody has taken the
 * Processor meanwhile, even if it is lent again by another. A call that is known to be long doesn't
 * lend: the Worker itself releases its Processor first ({@code entersyscallblock}).
 *
 * <p>A Worker that waits in {@code returning} holds a task, in the middle of a step. It is handed a
 * Processor, in the order of coming, by whoever gives one up: a Worker that found nothing, a
 * retaker, and a busy Worker, which makes room at a due look, once between two looks at the global
 * queue (L3).
 *
 * <p>Inside the call the Worker holds no Processor for certain, so it touches none: what its task
 * submits or wakes goes the way from outside. Nested calls count; only the outermost does anything.
 *
 * <p>All methods are the Worker's own thread's.
 */
final class BlockingCall {
  /** A call that was handed off is long from here on: the Monitor's shortest look. */
  private static final long LONG_NANOS = Monitor.SHORTEST_NANOS;

  private final Worker worker;

  /** How many calls the task is in. */
  private int depth;

  /** The lease of the Processor that was lent, if the Worker still believes to have one. */
  private int lease;

  /** Whether the outermost call was said to be long. */
  private boolean announced;

  /** Whether it was only expected to be long, and since when, in ns. */
  private boolean expected;

  private long since;

  BlockingCall(Worker worker) {
    this.worker = worker;
  }

  /** Whether the task is in a call, so that the Worker must not touch its Processor. */
  boolean isActive() {
    return depth > 0;
  }

  /**
   * The call may be short: lends the Processor. If the last calls here were long, and others wait,
   * that is handing it off at once: else it would idle until the Monitor has looked twice. Then the
   * clock tells whether it was so again, which costs nothing beside the hand-off.
   */
  void enter() {
    depth++;
    if (depth > 1) {
      return;
    }
    Processor processor = worker.processor();
    announced = false;
    expected = processor.expectsLongCall() && worker.scheduler.someoneWaits();
    if (expected) {
      since = worker.scheduler.nanoTime();
      handOff(processor);
    } else {
      lease = processor.lend();
      worker.events().lent(worker.id, processor.id);
    }
  }

  /** The call is long: releases the Processor at once, if a call around this one hasn't yet. */
  void enterLong() {
    depth++;
    Processor processor = worker.processor();
    if (depth == 1) {
      announced = true;
      expected = false; // the clock need not tell
      handOff(processor);
    } else if (processor != null && processor.reclaim(lease)) {
      handOff(processor);
    } // else released by an outer call, or retaken
  }

  private void handOff(Processor processor) {
    worker.dropProcessor();
    processor.release(worker);
    worker.scheduler.retook(worker.id, processor);
  }

  /**
   * Ends the innermost call.
   *
   * @throws IllegalStateException if there is none
   */
  void exit() {
    if (depth == 0) {
      throw new IllegalStateException("Blocking.exit without Blocking.enter in this task");
    }
    depth--;
    if (depth > 0) {
      return;
    }
    Processor processor = worker.processor();
    if (processor != null && processor.reclaim(lease)) {
      processor.callEnded(false);
      worker.events().reclaimed(worker.id, processor.id);
    } else {
      worker.dropProcessor();
      boolean wasLong = !expected || worker.scheduler.nanoTime() - since >= LONG_NANOS;
      worker.comeBack();
      if (!announced) {
        worker.processor().callEnded(wasLong);
      }
    }
  }

  /** Ends what calls a step has left open. Returns whether there were any. */
  boolean exitAll() {
    if (depth == 0) {
      return false;
    }
    depth = 1;
    exit();
    return true;
  }
}
