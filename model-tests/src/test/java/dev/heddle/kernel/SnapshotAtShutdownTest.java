package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** To look at a Scheduler must not change how it ends. */
@Checks(Invariant.S8)
class SnapshotAtShutdownTest {
  private final SimulatedHost host = new SimulatedHost(0);
  private final Scheduler scheduler = Scheduler.builder().processors(2).host(host).build();

  @Test
  void shutdownInTheMiddleOfASnapshotEndsTheScheduler() {
    new HookedInbox() {
      @Override
      public Iterator<Runnable> iterator() {
        scheduler.shutdown();
        return super.iterator();
      }
    }.putInto(scheduler);

    scheduler.snapshot();
    host.runUntilQuiet(100);

    assertTrue(scheduler.isTerminated(), scheduler::toString);
  }
}
