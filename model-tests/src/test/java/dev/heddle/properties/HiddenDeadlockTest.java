package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Deadlock;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.Timer;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A counterexample, found by {@code DeadlockProperties}: a timer is cancelled while a Worker sleeps
 * until then. It stayed the watcher of nothing, and hid that all tasks are parked.
 */
@Checks(Invariant.S8)
class HiddenDeadlockTest {
  private static final int MOST_ROUNDS = 1_000;

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<Deadlock> reports = new ArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder().processors(2).monitor(false).host(host).deadlock(reports::add).build();
  private Timer timer;

  @Test
  void aWatcherOfNothingHidesNoDeadlock() {
    scheduler.execute(new Sleeper());
    scheduler.schedule(this::cancelWhileTheOtherWatches, Duration.ofMillis(3));
    scheduler.shutdown();
    do {
      host.runUntilQuiet(MOST_ROUNDS);
    } while (host.advanceToNext());
    assertEquals(1, reports.size());
  }

  private void cancelWhileTheOtherWatches() {
    scheduler.execute(() -> {}); // so that the other Worker is woken, finds nothing, and watches
    while (host.step(0) || host.step(1)) {
      // one of the two is this one, which is in a round and can't be stepped
    }
    timer.cancel();
  }

  private final class Sleeper extends Task {
    @Override
    protected Step step() {
      timer = scheduler.readyAfter(this, Duration.ofMillis(5));
      return Step.PARK;
    }
  }
}
