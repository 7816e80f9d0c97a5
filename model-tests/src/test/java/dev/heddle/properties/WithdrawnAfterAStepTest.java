package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A counterexample, found by a refinement property: a submission meets a shutdown, and the task
 * does a step, uses its slice up and yields before its submitter looks whether it was too late. It
 * was in the global queue again, and was taken back and rejected.
 */
@Checks(Invariant.S8)
class WithdrawnAfterAStepTest {
  private final SimulatedHost host = new SimulatedHost(0);
  private Scheduler scheduler;
  private int steps;

  @Test
  void aTaskThatHasRunIsNotRejected() {
    Task task = new Yielding();
    Events atShutdown =
        new Events() {
          @Override
          public void injected(Runnable injected) { // the submitter has not gone on
            if (injected == task) {
              scheduler.execute(() -> {}); // who yields alone just goes on
              scheduler.shutdown();
              assertTrue(host.step(0));
              assertEquals(1, steps);
            }
          }
        };
    scheduler =
        Scheduler.builder().processors(1).monitor(false).host(host).events(atShutdown).build();
    scheduler.execute(task);
    host.runUntilQuiet(100);
    assertEquals(2, steps);
    assertTrue(task.isDone());
  }

  /** Uses its slice up and yields; then it is done. */
  private final class Yielding extends Task {
    @Override
    protected Step step() {
      steps++;
      while (!Scheduler.shouldYield()) {
        host.advance(Duration.ofMillis(10));
      }
      return steps == 1 ? Step.YIELD : Step.DONE;
    }
  }
}
