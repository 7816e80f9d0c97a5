package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ten million tasks on real threads, each exactly once. Four producers submit groups; the first
 * task of a group submits the others from inside. After every round all is done and all Workers
 * sleep, so each round wakes them anew.
 *
 * <p>At most one round of tasks exists at a time, which bounds the memory.
 */
@Checks({Invariant.S1, Invariant.S2, Invariant.S6, Invariant.S8})
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
          .threadFactory(crew)
          .events(counters)
          .uncaught((task, error) -> error.printStackTrace())
          .build();

  private int roundsDone;
  private final CyclicBarrier roundEnds = new CyclicBarrier(PRODUCERS, this::awaitQuiet);

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void eachOfTenMillionTasksRunsExactlyOnce() throws Exception {
    List<FutureTask<Void>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      int number = i;
      FutureTask<Void> producer = new FutureTask<>(() -> produce(number), null);
      producers.add(producer);
      new Thread(producer, "producer" + i).start();
    }
    for (FutureTask<Void> producer : producers) {
      producer.get();
    }
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
    assertTrue(crew.size() <= PROCESSORS, () -> crew.size() + " threads");
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
      if (round < ROUNDS - 1) { // close() shall find the last round under way
        awaitOthers();
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

  /** The last producer of a round: waits until all of it has run, and all Workers sleep. */
  private void awaitQuiet() {
    roundsDone++;
    Eventually.is(
        () ->
            scheduler.snapshot().idle().size() == PROCESSORS
                && counters.tasks() == (long) roundsDone * SHARE * PRODUCERS,
        () -> "S6: round " + roundsDone + ", " + counters.tasks() + " tasks, " + scheduler);
  }

  private void awaitOthers() {
    try {
      roundEnds.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError("another producer has failed", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
