package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.EndsInTime;
import dev.heddle.threads.Eventually;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On real threads: after Workers were blocked, and rescued, as many tasks run at the same time as
 * there are Processors, no more. For that there must be work: who has none keeps its Processor from
 * nobody.
 */
@Checks({Invariant.S3, Invariant.S5})
@EndsInTime
class ParallelismTest {
  private static final int RESCUES = 3;
  private static final int BATCH = 1_000;

  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void comesBackToTheLimitAfterRescues(int processors) {
    Scheduler scheduler =
        Scheduler.builder()
            .processors(processors)
            .rescues(RESCUES)
            .limits(Limits.DEFAULT.withSlice(Duration.ofMillis(1)))
            .blocked(worker -> {})
            .build();
    try (scheduler) {
      blockAll(scheduler, processors + RESCUES);
      Eventually.is(() -> isBalanced(scheduler), () -> "excess " + scheduler.idle.state().excess);
      most.set(0);
      runBatch(scheduler);
      assertTrue(most.get() <= processors, () -> most + " ran at the same time");
    }
  }

  /** So many tasks are blocked without saying so until the last of them runs. */
  private static void blockAll(Scheduler scheduler, int tasks) {
    CyclicBarrier barrier = new CyclicBarrier(tasks);
    AtomicInteger passed = new AtomicInteger();
    for (int i = 0; i < tasks; i++) {
      scheduler.execute(
          () -> {
            try {
              barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
              throw new AssertionError(e);
            }
            passed.incrementAndGet();
          });
    }
    Eventually.is(() -> passed.get() == tasks, () -> "stuck: " + scheduler);
  }

  /** Gives the Scheduler some work, and looks whether all spare Processors are back. */
  private boolean isBalanced(Scheduler scheduler) {
    runBatch(scheduler);
    IdleState s = scheduler.idle.state();
    return s.excess == 0 && Stack.size(s.bench) == RESCUES;
  }

  private void runBatch(Scheduler scheduler) {
    int before = runs.get();
    for (int i = 0; i < BATCH; i++) {
      scheduler.execute(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            runs.incrementAndGet();
          });
    }
    Eventually.is(() -> runs.get() == before + BATCH, () -> "too few: " + runs);
  }
}
