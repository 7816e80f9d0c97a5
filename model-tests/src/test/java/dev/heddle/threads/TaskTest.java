package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that park, on real threads. */
@Checks({Invariant.L4, Invariant.S8})
@EndsInTime
class TaskTest {
  private static final int ROUNDS = 2_000;

  /** One permit for every time that a task has really parked. */
  private final Semaphore parks = new Semaphore(0);

  private final AtomicInteger stepsEnded = new AtomicInteger();

  private final Crew crew = new Crew();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(2)
          .threadFactory(crew)
          .events(
              new Events() {
                @Override
                public void stepped(int worker, Runnable task, Step step) {
                  stepsEnded.incrementAndGet();
                  if (step == Step.PARK) {
                    parks.release();
                  }
                }
              })
          .build();

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    scheduler.shutdownNow();
    scheduler.close();
    crew.assertGone();
  }

  @Test
  void aWakeBeforeTheSubmitIsAPermit() throws Exception {
    Parker task = new Parker();
    assertTrue(task.ready());
    scheduler.execute(task);
    parks.acquire();
    assertEquals(2, task.steps, "the first park used the permit");
  }

  @Test
  void twoWakesLeaveOnePermit() throws Exception {
    Parker task = new Parker();
    assertTrue(task.ready());
    assertTrue(task.ready());
    scheduler.execute(task);
    parks.acquire();
    assertEquals(2, task.steps);
  }

  @Test
  void aWakeDuringTheStepIsAPermit() throws Exception {
    Parker task = new Parker();
    task.body =
        () -> {
          if (task.steps == 1) {
            task.ready();
          }
        };
    scheduler.execute(task);
    parks.acquire();
    assertEquals(2, task.steps);
  }

  @Test
  void aYieldLeavesThePermitForThePark() throws Exception {
    Parker task = new Parker();
    task.ready();
    task.yields = true;
    scheduler.execute(task);
    parks.acquire();
    assertEquals(3, task.steps);
  }

  @Test
  void aWakeOfAParkedTaskIsOneStep() throws Exception {
    Parker task = new Parker();
    scheduler.execute(task);
    parks.acquire();
    for (int wakes = 1; wakes <= 100; wakes++) {
      assertTrue(task.ready());
      parks.acquire();
      assertEquals(1 + wakes, task.steps);
    }
  }

  /** Of two wakes of a parked task, the second is a permit, or comes when it has parked again. */
  @Test
  @Checks(Invariant.S2)
  void twoWakersThatMeetCauseTwoStepsOneAfterTheOther() throws Exception {
    Parker task = new Parker();
    AtomicInteger round = new AtomicInteger();
    Crew wakers = new Crew();
    wakers.newThread(() -> wakeInEveryRound(task, round)).start();
    scheduler.execute(task);
    for (int i = 0; i < ROUNDS; i++) {
      int stepsUntilNow = 1 + 2 * i;
      Eventually.is(() -> stepsEnded.get() >= stepsUntilNow, () -> stepsEnded + " steps"); // parked
      round.incrementAndGet();
      task.ready();
    }
    wakers.assertGone();
    Eventually.is(() -> stepsEnded.get() >= 1 + 2 * ROUNDS, () -> stepsEnded + " steps");
    scheduler.shutdownNow();
    scheduler.close();
    assertEquals(1 + 2 * ROUNDS, task.steps);
    assertFalse(task.overlapped, "two steps at once");
  }

  private static void wakeInEveryRound(Task task, AtomicInteger round) {
    for (int i = 1; i <= ROUNDS; i++) {
      int number = i;
      Eventually.is(() -> round.get() >= number, () -> "no round " + number);
      task.ready();
    }
  }

  @Test
  void whatHappensBeforeTheWakeHappensBeforeTheStep() throws Exception {
    Reader task = new Reader();
    scheduler.execute(task);
    for (int i = 1; i <= 20_000; i++) {
      int value = i;
      task.value = value;
      task.ready();
      Eventually.is(() -> task.seen == value, () -> task.seen + " seen, not " + value);
    }
  }

  @Test
  void aTaskIsSubmittedOnce() throws Exception {
    Parker task = new Parker();
    scheduler.execute(task);
    assertSubmittedBefore(task);
    parks.acquire();
    assertSubmittedBefore(task);
    task.last = true;
    task.ready();
    Eventually.is(task::isDone, () -> "it never ends");
    assertSubmittedBefore(task);
    assertFalse(task.ready());
    assertEquals(2, task.steps);
  }

  private void assertSubmittedBefore(Task task) {
    assertEquals(
        "a Task is submitted once, and this one already was: parker",
        assertThrows(IllegalStateException.class, () -> scheduler.execute(task)).getMessage());
  }

  @Test
  void aTaskThatWasRejectedCanBeSubmittedElsewhere() throws Exception {
    Scheduler closed = Scheduler.builder().processors(1).build();
    closed.close();
    Parker task = new Parker();
    task.ready();
    assertThrows(RejectedExecutionException.class, () -> closed.execute(task));
    assertFalse(task.isDone() || task.isCancelled());
    scheduler.execute(task);
    parks.acquire();
    assertEquals(2, task.steps, "the permit was kept");
  }

  @Test
  void shutdownWaitsForAParkedTask() throws Exception {
    Parker task = new Parker();
    scheduler.execute(task);
    parks.acquire();
    scheduler.shutdown();
    awaitAllIdle();
    assertFalse(scheduler.awaitTermination(Duration.ZERO), "a task is parked");
    assertTrue(task.ready());
    parks.acquire();
    awaitAllIdle();
    assertFalse(scheduler.isTerminated(), "it is parked again");
    task.last = true;
    assertTrue(task.ready());
    scheduler.awaitTermination();
    assertTrue(task.isDone());
    assertEquals(3, task.steps);
  }

  @Test
  void aTaskOfAnotherSchedulerCanWakeTheLastParkedTask() throws Exception {
    Parker task = new Parker();
    scheduler.execute(task);
    parks.acquire();
    scheduler.shutdown();
    task.last = true;
    try (Scheduler other = Scheduler.builder().processors(1).build()) {
      other.execute(task::ready);
      scheduler.awaitTermination();
    }
    assertTrue(task.isDone());
  }

  @Test
  void shutdownNowCancelsAParkedTask() throws Exception {
    Parker parked = new Parker();
    scheduler.execute(parked);
    parks.acquire();
    assertEquals(List.of(parked), scheduler.shutdownNow());
    assertTrue(parked.isCancelled());
    assertFalse(parked.isDone());
    assertFalse(parked.ready(), "no step follows");
    scheduler.awaitTermination();
    assertEquals(1, parked.steps);
  }

  private void awaitAllIdle() {
    Eventually.is(
        () -> scheduler.snapshot().idle().size() == scheduler.processorCount(),
        () -> "no rest: " + scheduler.snapshot());
  }

  /** Parks after every step but the last; if asked to, it yields after the first. */
  private static final class Parker extends Task {
    private final AtomicBoolean inStep = new AtomicBoolean();
    private volatile boolean overlapped;
    private volatile boolean last;
    private boolean yields;
    private Runnable body = () -> {};
    private int steps;

    @Override
    protected Step step() {
      overlapped |= !inStep.compareAndSet(false, true);
      steps++;
      body.run();
      inStep.set(false);
      return last ? Step.DONE : yields && steps == 1 ? Step.YIELD : Step.PARK;
    }

    @Override
    public String toString() {
      return "parker";
    }
  }

  /** Shows what it reads in a plain field. */
  private static final class Reader extends Task {
    private int value;
    private volatile int seen;

    @Override
    protected Step step() {
      seen = value;
      return Step.PARK;
    }
  }
}
