package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;

/**
 * Ten million tasks on real threads, each exactly once. Four producers submit groups; the first
 * task of a group submits the others from inside. After every round all is done and all Workers
 * sleep, so each round wakes them anew.
 *
 * <p>At most one round of tasks exists at a time, which bounds the memory.
 */
@Checks({Invariant.S1, Invariant.S2, Invariant.S6, Invariant.S8})
@EndsInTime
class TenMillionTasksTest {
  private static final int TASKS = 10_000_000;
  private static final int PROCESSORS = 4;
  private static final int PRODUCERS = 4;
  private static final int ROUNDS = 500;
  private static final int SHARE = TASKS / ROUNDS / PRODUCERS;

  /** A group of two uses runNext, one of this size overflows the ring. */
  private static final int LARGE_GROUP = 1_000;

  private static final VarHandle BYTES = MethodHandles.arrayElementVarHandle(byte[].class);

  /** How often each task ran. */
  private final byte[] runs = new byte[TASKS];

  private final Counters counters = new Counters();
  private final Crew crew = new Crew();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(PROCESSORS)
          .rescues(0) // all is quiet when as many as there are Processors are idle
          .threadFactory(crew)
          .events(counters)
          .uncaught((task, error) -> error.printStackTrace())
          .build();

  /** The producers, and the test: it lets them go on when all is quiet. */
  private final Phaser phaser = new Phaser(PRODUCERS + 1);

  @Test
  void eachOfTenMillionTasksRunsExactlyOnce() throws Exception {
    Crew producers = new Crew();
    for (int i = 0; i < PRODUCERS; i++) {
      int number = i;
      producers.newThread(() -> produce(number)).start();
    }
    for (int round = 1; round < ROUNDS; round++) { // close() shall find the last one under way
      phaser.arriveAndAwaitAdvance();
      awaitQuiet(round);
      phaser.arriveAndAwaitAdvance();
    }
    producers.assertGone();
    scheduler.close();

    for (int id = 0; id < TASKS; id++) {
      if (runs[id] != 1) {
        assertEquals(1, runs[id], "runs of task " + id);
      }
    }
    assertEquals(TASKS, counters.tasks());
    assertTrue(counters.parks() >= ROUNDS, () -> "only " + counters.parks() + " parks");
    assertTrue(counters.wakes() >= ROUNDS, () -> "only " + counters.wakes() + " wakes");
    assertTrue(counters.steals() >= ROUNDS, () -> "only " + counters.steals() + " steals");
    assertTrue(counters.spills() > 0, "no ring was ever full");
    assertTrue(crew.size() <= PROCESSORS + 1, () -> crew.size() + " threads");
    crew.assertGone();
  }

  private void produce(int number) {
    for (int round = 0; round < ROUNDS; round++) {
      int first = (round * PRODUCERS + number) * SHARE;
      int end = first + SHARE;
      for (int id = first, size; id < end; id += size) {
        size = id == first ? LARGE_GROUP : 2;
        submit(id, size, id == first + LARGE_GROUP && number == 0);
      }
      if (round < ROUNDS - 1) {
        phaser.arriveAndAwaitAdvance(); // all have submitted
        phaser.arriveAndAwaitAdvance(); // all is quiet
      }
    }
  }

  /**
   * Submits a group.
   *
   * @param meeting whether its first task waits for the second, which then must be stolen; one of
   *     them at a time leaves Processors enough
   */
  private void submit(int first, int size, boolean meeting) {
    scheduler.execute(
        () -> {
          CountDownLatch met = new CountDownLatch(1);
          for (int id = first + 1; id < first + size; id++) {
            int member = id;
            scheduler.execute(
                () -> {
                  ran(member);
                  met.countDown();
                });
          }
          if (meeting) {
            await(met);
          }
          ran(first);
        });
  }

  private void ran(int id) {
    BYTES.getAndAdd(runs, id, (byte) 1);
  }

  private void awaitQuiet(int rounds) {
    Eventually.is(
        () ->
            scheduler.snapshot().idle().size() == PROCESSORS
                && counters.tasks() == (long) rounds * SHARE * PRODUCERS,
        () -> "S6: round " + rounds + ", " + counters.tasks() + " tasks, " + scheduler);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
