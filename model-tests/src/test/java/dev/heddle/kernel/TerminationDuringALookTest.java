package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Scheduler at rest is shut down while the Monitor looks: between the moment in which shutdown
 * sees that all is quiet and the one in which it closes the IdleSet. Each of the Monitor's looks is
 * tried, from the first to the one after which it sleeps.
 */
@Checks(Invariant.S8)
class TerminationDuringALookTest {
  private static final int MONITOR = 1;

  private final SimulatedHost host = new SimulatedHost(0);
  private final Scheduler scheduler =
      Scheduler.builder().processors(1).keepAlive(Duration.ofMillis(1)).host(host).build();

  /** Something that happens at the next look at the global queue. */
  private Runnable meanwhile;

  private boolean hasSpareWorker;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsAllTheSame(boolean spareWorker) {
    int looks = 0;
    while (looks < 1_000 && new TerminationDuringALookTest().endsAfter(looks, spareWorker)) {
      looks++;
    }
    assertTrue(looks > 50 && looks < 1_000, "looks: " + looks);
  }

  /** Returns whether there was another look. */
  private boolean endsAfter(int looks, boolean spareWorker) {
    hookInbox();
    scheduler.execute(spareWorker ? this::needASpareWorker : () -> {});
    runWorkers();
    for (int i = 0; i < looks; i++) {
      if (!look()) {
        return false;
      }
      runWorkers();
    }
    boolean[] looked = new boolean[1];
    meanwhile = () -> looked[0] = look();
    scheduler.shutdown();
    host.runUntilQuiet(100);
    while (host.advanceToNext()) {
      host.runUntilQuiet(100);
    }
    assertTrue(scheduler.isTerminated(), () -> "after " + looks + " looks: " + scheduler);
    return looked[0];
  }

  private void hookInbox() {
    new HookedInbox() {
      @Override
      public boolean isEmpty() {
        Runnable hook = meanwhile;
        meanwhile = null;
        if (hook != null) {
          hook.run();
        }
        return super.isEmpty();
      }
    }.putInto(scheduler);
  }

  private void needASpareWorker() {
    hasSpareWorker = true;
    Blocking.enterLong();
    scheduler.execute(() -> {});
    host.step(MONITOR + 1);
    Blocking.exit();
  }

  /** Returns false if it sleeps. */
  private boolean look() {
    return (host.isRunnable(MONITOR) || host.advanceToNext()) && host.step(MONITOR);
  }

  private void runWorkers() {
    while (host.step(0) || (hasSpareWorker && host.step(MONITOR + 1))) {
      // until both sleep
    }
  }
}
