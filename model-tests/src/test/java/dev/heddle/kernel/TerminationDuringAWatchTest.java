package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The last timer is cancelled after a shutdown, while the Worker that watches it does some rounds:
 * between the moment in which who cancels sees that all is quiet, and the one in which it closes
 * the IdleSet. The watcher's move makes that fail, and so it has to look itself.
 */
@Checks(Invariant.S8)
class TerminationDuringAWatchTest {
  private final SimulatedHost host = new SimulatedHost(0);
  private final Scheduler scheduler =
      Scheduler.builder().processors(1).monitor(false).host(host).build();

  /** Happens at the next look at the global queue. */
  private Runnable meanwhile = () -> {};

  /**
   * @param before rounds of the Worker before the cancel; in the last ones it sleeps
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void endsAllTheSame(int before) {
    new HookedInbox() {
      @Override
      public boolean isEmpty() {
        Runnable hook = meanwhile;
        meanwhile = () -> {};
        hook.run();
        return super.isEmpty();
      }
    }.putInto(scheduler);
    Task ended = new Ended();
    scheduler.execute(ended);
    host.runUntilQuiet(100);
    Timer timer = scheduler.schedule(() -> {}, Duration.ofDays(1));
    scheduler.readyAfter(ended, Duration.ofDays(2)); // watched, but nothing to wait for
    scheduler.shutdown();
    for (int i = 0; i < before; i++) {
      host.step(0);
    }
    meanwhile =
        () -> {
          host.step(0);
          host.step(0);
        };
    assertTrue(timer.cancel());
    host.runUntilQuiet(100);
    assertTrue(scheduler.isTerminated(), scheduler::toString);
  }

  private static final class Ended extends Task {
    @Override
    protected Step step() {
      return Step.DONE;
    }
  }
}
