package dev.heddle.refinement;

import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Lending;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Snapshot;
import java.util.function.LongSupplier;

/**
 * The tasks' blocking calls, and an account, kept beside the kernel's own, of which of them are
 * expected to be long: two in a row were, on that Processor, and others wait. The model has no
 * clock; where the kernel hands a Processor off for that, the model is told to.
 */
final class Calls {
  private static final int LONG_CALLS = 2;
  private static final long LONG_NANOS = 20_000;

  /**
   * A call that has begun.
   *
   * @param lease the number of the lent Processor's lease; odd, or 0 if it was handed off
   * @param announced whether it was said to be long
   * @param since when, in ns
   */
  private record Open(int processor, int lease, boolean announced, long since) {}

  private final Scheduler scheduler;
  private final LongSupplier clock;
  private final int[] longCalls;
  private final Open[] open;

  Calls(Scheduler scheduler, LongSupplier clock, int processors, int tasks) {
    this.scheduler = scheduler;
    this.clock = clock;
    longCalls = new int[processors];
    open = new Open[tasks];
  }

  /** A task, before a call: whether it should hand its Processor off at once. */
  boolean foresees() {
    return longCalls[Lending.processor()] >= LONG_CALLS && someoneWaits();
  }

  private boolean someoneWaits() {
    Snapshot now = scheduler.snapshot();
    return !now.global().isEmpty()
        || now.processors().stream().anyMatch(q -> q.next() != null || !q.ring().isEmpty())
        || !Lending.returning(scheduler).isEmpty();
  }

  void enter(int task, boolean foreseen) {
    int processor = Lending.processor();
    Blocking.enter();
    int lease = foreseen ? 0 : Lending.lease(scheduler, processor);
    open[task] = new Open(processor, lease, false, clock.getAsLong());
  }

  void handOff(int task) {
    open[task] = new Open(Lending.processor(), 0, true, clock.getAsLong());
    Blocking.enterLong();
  }

  void exit(int task) {
    Open call = open[task];
    boolean lent = call.lease != 0;
    boolean kept = lent && Lending.lease(scheduler, call.processor) == call.lease;
    boolean wasLong = !kept && (lent || clock.getAsLong() - call.since >= LONG_NANOS);
    Blocking.exit();
    if (!call.announced) {
      int processor = Lending.processor();
      longCalls[processor] = wasLong ? longCalls[processor] + 1 : 0;
    }
  }
}
