package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The Monitor makes a spare Processor idle for a task that is gone when it looks again. There are
 * timers, and nobody has watched them, since no Processor was idle: somebody has to, from now on.
 */
@Checks(Invariant.S6)
class RescueAndTimersTest {
  private static final int BUSY = 1;
  private static final int MONITOR = 2;
  private static final int SPARE = 3;
  private static final Duration FAR = Duration.ofHours(1);

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<String> log = new ArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(2)
          .rescues(1)
          .limits(Limits.DEFAULT.withGlobalInterval(1))
          .host(host)
          .blocked(worker -> log.add("blocked"))
          .uncaught((task, error) -> log.add(error.toString()))
          .events(
              new Events() {
                @Override
                public void rescued(int processor) {
                  log.add("rescued");
                  host.step(BUSY); // the short task, which is gone with that
                  host.step(BUSY); // and the other one again, so that no queue holds it
                }
              })
          .build();

  @Test
  void somebodyWatches() {
    scheduler.execute(this::blockedStep);
    host.step(0);
    assertEquals(List.of("rescued", "short", "blocked", "fired"), log);
  }

  /** Waits, and hasn't said so: the others do their rounds meanwhile. */
  private void blockedStep() {
    scheduler.execute(new Busy());
    while (scheduler.idle.state().searching > 0) {
      host.step(BUSY);
    }
    assertNull(scheduler.idle.state().idle);
    scheduler.timers.add(null, () -> log.add("fired"), FAR.toNanos(), true);
    scheduler.global.push(() -> log.add("short"));
    host.step(BUSY); // lets the short one go first next time
    for (int i = 0; i < 1_000 && log.isEmpty(); i++) {
      assertTrue(host.isRunnable(MONITOR) || host.advanceToNext());
      host.step(MONITOR);
    }
    host.advance(FAR);
    while (host.step(SPARE)) {
      // until it sleeps
    }
  }

  private static final class Busy extends Task {
    @Override
    protected Step step() {
      return Step.YIELD;
    }
  }
}
