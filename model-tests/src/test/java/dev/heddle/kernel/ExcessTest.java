package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * How a Scheduler gets rid of the Processor that is too many once a rescued Worker is back. One
 * Processor, one spare: W0 is rescued and W1 is the one that helps.
 */
@Checks({Invariant.S3, Invariant.S5})
class ExcessTest {
  private static final int INTERVAL = 5;
  private static final int MONITOR = 1;
  private static final int HELPER = 2;

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<Throwable> told = new ArrayList<>();
  private final AtomicInteger reports = new AtomicInteger();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(1)
          .limits(Limits.DEFAULT.withGlobalInterval(INTERVAL))
          .host(host)
          .blocked(worker -> reports.incrementAndGet())
          .uncaught((task, error) -> told.add(error))
          .build();

  private IdleState state() {
    return scheduler.idle.state();
  }

  private void look() {
    if (!host.isRunnable(MONITOR)) {
      assertTrue(host.advanceToNext());
    }
    assertTrue(host.step(MONITOR));
  }

  /** A task is found blocked, while others wait; then others go on, and then it. */
  private void rescue(Runnable meanwhile) {
    scheduler.execute(
        () -> {
          look();
          host.advance(Duration.ofMillis(10));
          look();
          look(); // the first one may have met the moment in which it waits for a lock
          meanwhile.run();
        });
  }

  /** A task that yields for ever, to the end of its queue. */
  private Task yielder() {
    return new Task() {
      @Override
      protected Step step() {
        return Step.YIELD;
      }
    };
  }

  private void assertBalance(int benched, int excess) {
    assertEquals(List.of(), told);
    assertEquals(excess, state().excess, "excess");
    assertEquals(benched, Stack.size(state().bench), "on the bench");
  }

  @Test
  void nothingIsTooManyWhileTheRescuedWorkerIsBlocked() {
    assertBalance(1, 0);
    rescue(
        () -> {
          assertBalance(0, 0);
          host.step(HELPER);
          for (int i = 0; i < 100; i++) {
            look();
          }
          assertBalance(0, 0);
        });
    scheduler.execute(yielder());
    host.step(0);
    assertBalance(0, 0);
    assertEquals(1, reports.get());
  }

  @Test
  void aProcessorIsTooManyFromTheLookThatFindsTheRescuedWorkerBack() {
    rescue(() -> host.step(HELPER));
    scheduler.execute(yielder());
    scheduler.execute(yielder());
    host.step(0);
    assertBalance(0, 0);
    look();
    assertBalance(0, 1);
    look();
    assertBalance(0, 1);
  }

  @Test
  @Checks(Invariant.L4)
  void whoComesToADueLookGivesItsProcessorUpForGoodAndLeavesNoTaskThere() {
    rescue(() -> host.step(HELPER));
    for (int i = 0; i < 4; i++) {
      scheduler.execute(yielder());
    }
    host.step(0);
    look();
    int picks = 0;
    while (state().excess > 0 && picks < 100) {
      assertTrue(host.step(HELPER));
      picks++;
    }
    assertBalance(1, 0);
    assertTrue(picks <= INTERVAL, "after " + picks + " picks");
    assertTrue(state().bench.top.queue.isEmpty(), "on the bench nobody would be made to run it");
    assertEquals(4, scheduler.snapshot().global().size());
  }

  /** A counterexample of the model: else nobody would be there to give a Processor up. */
  @Test
  void whileAllIsIdleNoneIsTooMany() {
    rescue(() -> host.step(HELPER));
    scheduler.execute(() -> {});
    for (int i = 0; i < 10; i++) {
      host.step(0);
      host.step(HELPER);
    }
    assertEquals(2, Stack.size(state().idle), "both sleep, before the Monitor looks");
    look();
    assertBalance(1, 0);
  }
}
