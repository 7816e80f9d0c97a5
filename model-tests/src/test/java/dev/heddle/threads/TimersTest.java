package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.Timer;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Timers on real threads. S9: those that nobody but the sleeping Workers could fire do fire. No
 * monitor, no spare Processors: nothing else wakes anybody.
 */
@Checks({Invariant.S8, Invariant.S9})
@EndsInTime
class TimersTest {
  private static final Duration FAR = Duration.ofHours(1);
  private static final Duration NEAR = Duration.ofMillis(5);

  private final Crew crew = new Crew();
  private final Gate gate = new Gate();
  private final AtomicInteger runs = new AtomicInteger();
  private final Scheduler scheduler =
      Scheduler.builder().processors(2).monitor(false).threadFactory(crew).build();

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    gate.open();
    scheduler.shutdownNow();
    scheduler.awaitTermination();
    crew.assertGone();
  }

  // ---------------------------------------------------------------- they fire

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 100_000, 5_000_000})
  void beginsATaskNotBeforeItsTime(long delay) throws Exception {
    for (int i = 0; i < 20; i++) { // each time all Workers sleep
      CountDownLatch ran = new CountDownLatch(1);
      AtomicBoolean early = new AtomicBoolean();
      long start = System.nanoTime();
      Timer timer =
          scheduler.schedule(
              () -> {
                early.set(System.nanoTime() - start < delay);
                ran.countDown();
              },
              Duration.ofNanos(delay));
      Eventually.opens(ran);
      assertFalse(early.get());
      assertFalse(timer.isPending());
      assertFalse(timer.cancel());
    }
  }

  @Test
  void anEarlierTimerIsNotHeldUpByALaterOne() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Timer far = scheduler.schedule(runs::incrementAndGet, FAR);
    Eventually.is(() -> crew.size() > 0, () -> "nobody watches");
    Eventually.waits(crew.thread("heddle-0"));
    scheduler.schedule(ran::countDown, NEAR);
    Eventually.opens(ran);
    assertTrue(far.isPending());
    assertEquals(0, runs.get());
  }

  @Test
  void theTimerOfABusyProcessorIsFiredByAnother() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    FutureTask<Boolean> setter =
        new FutureTask<>(
            () -> {
              scheduler.schedule(ran::countDown, NEAR);
              Eventually.opens(ran); // and it doesn't return before
              return Thread.currentThread() == crew.thread("heddle-0");
            });
    scheduler.execute(setter);
    assertTrue(setter.get());
  }

  @Test
  void aTaskMaySetTheNextTimer() throws Exception {
    CountDownLatch left = new CountDownLatch(100);
    Runnable chain =
        new Runnable() {
          @Override
          public void run() {
            left.countDown();
            if (left.getCount() > 0) {
              scheduler.schedule(this, Duration.ofNanos(100_000));
            }
          }
        };
    scheduler.execute(chain);
    scheduler.close(); // after a shutdown the Scheduler still accepts what comes from inside
    assertEquals(0, left.getCount());
  }

  @Test
  void aTaskCanSleep() throws Exception {
    Sleeper sleeper = new Sleeper(50, Duration.ofNanos(200_000));
    scheduler.execute(sleeper);
    scheduler.close();
    assertTrue(sleeper.isDone());
    assertEquals(51, sleeper.steps);
    assertFalse(sleeper.early);
  }

  @Test
  void aTaskThatHasNotParkedKeepsThePermit() throws Exception {
    CountDownLatch fired = new CountDownLatch(1);
    Task task =
        new Task() {
          @Override
          protected Step step() throws Exception {
            if (runs.incrementAndGet() == 1) {
              Timer timer = scheduler.readyAfter(this, Duration.ZERO);
              Eventually.is(() -> !timer.isPending(), () -> "nobody fires it");
              fired.countDown();
              return Step.PARK;
            }
            return Step.DONE;
          }
        };
    scheduler.execute(task);
    scheduler.close();
    assertEquals(2, runs.get());
  }

  // ---------------------------------------------------------------- or are cancelled

  @Test
  void eachOf100000TimersFiresOnceOrIsCancelled() throws Exception {
    int setters = 4;
    int each = 25_000;
    List<Alarms> all = new ArrayList<>();
    List<FutureTask<Void>> threads = new ArrayList<>();
    for (int i = 0; i < setters; i++) {
      Alarms alarms = new Alarms(scheduler, each, i);
      all.add(alarms);
      FutureTask<Void> thread = new FutureTask<>(alarms, null);
      threads.add(thread);
      new Thread(thread, "setter" + i).start();
    }
    for (FutureTask<Void> thread : threads) {
      thread.get();
    }
    scheduler.close();
    all.forEach(Alarms::assertOneFateEach);
  }

  @Test
  void anyThreadCancels() throws Exception {
    Timer timer = scheduler.schedule(runs::incrementAndGet, FAR);
    FutureTask<Boolean> inside = new FutureTask<>(timer::cancel);
    assertTrue(timer.isPending());
    scheduler.execute(inside);
    assertTrue(inside.get());
    assertFalse(timer.isPending());
    assertFalse(timer.cancel(), "once");
    scheduler.close(); // and waits for nothing
    assertEquals(0, runs.get());
  }

  @Test
  void aCancelledWakeIsNone() throws Exception {
    Task task =
        new Task() {
          @Override
          protected Step step() {
            return runs.incrementAndGet() == 1 ? Step.PARK : Step.DONE;
          }
        };
    scheduler.execute(task);
    Timer timer = scheduler.readyAfter(task, FAR);
    assertTrue(timer.cancel());
    assertFalse(timer.cancel());
    task.ready();
    scheduler.close();
    assertEquals(2, runs.get());
  }

  @Test
  void aTaskWhoseTimerIsCancelledMayBeSubmittedAgain() throws Exception {
    Sleeper task = new Sleeper(0, Duration.ZERO);
    Timer timer = scheduler.schedule(task, FAR);
    assertThrows(IllegalStateException.class, () -> scheduler.execute(task));
    assertTrue(timer.cancel());
    scheduler.execute(task);
    scheduler.close();
    assertTrue(task.isDone());
  }

  // ---------------------------------------------------------------- the end

  @Test
  void closeWaitsForTasksThatAreToBegin() throws Exception {
    for (int i = 0; i < 10; i++) {
      scheduler.schedule(runs::incrementAndGet, NEAR);
    }
    scheduler.execute(() -> scheduler.schedule(runs::incrementAndGet, NEAR));
    scheduler.close();
    assertEquals(11, runs.get());
  }

  @Test
  void aCancelledTimerIsNotWaitedFor() throws Exception {
    Timer timer = scheduler.schedule(runs::incrementAndGet, FAR);
    FutureTask<Void> closer = new FutureTask<>(scheduler::close, null);
    Thread thread = new Thread(closer, "closer");
    thread.start();
    Eventually.waits(thread);
    assertFalse(scheduler.isTerminated());
    assertTrue(timer.cancel());
    closer.get();
    assertEquals(0, runs.get());
  }

  @Test
  void theWakeOfATaskThatHasEndedIsNotWaitedFor() throws Exception {
    Sleeper task = new Sleeper(0, Duration.ZERO);
    scheduler.execute(task);
    scheduler.readyAfter(task, FAR);
    scheduler.close();
    assertTrue(task.isDone());
  }

  @Test
  void afterAShutdownOnlyTasksSetTimers() throws Exception {
    FutureTask<Timer> inside =
        new FutureTask<>(
            () -> {
              gate.run();
              return scheduler.schedule(runs::incrementAndGet, NEAR);
            });
    scheduler.execute(inside);
    gate.awaitReached();
    scheduler.shutdown();
    assertEquals(
        "heddle is shut down; rejected Idle[name=late]",
        assertThrows(
                RejectedExecutionException.class,
                () -> scheduler.schedule(new Idle("late"), Duration.ZERO))
            .getMessage());
    gate.open();
    scheduler.awaitTermination();
    assertFalse(inside.get().isPending());
    assertEquals(1, runs.get());
  }

  @Test
  void aRejectedTaskMayBeSubmittedElsewhere() throws Exception {
    Sleeper task = new Sleeper(0, Duration.ZERO);
    scheduler.shutdown();
    assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(task, NEAR));
    try (Scheduler other = Scheduler.builder().processors(1).build()) {
      other.execute(task);
    }
    assertTrue(task.isDone());
  }

  @Test
  void shutdownNowReturnsEachTaskThatWasToBegin() throws Exception {
    List<Timer> timers = new ArrayList<>();
    List<Runnable> outside = IntStream.range(0, 100).<Runnable>mapToObj(this::idle).toList();
    outside.forEach(task -> timers.add(scheduler.schedule(task, FAR)));
    Sleeper stepwise = new Sleeper(0, Duration.ZERO);
    FutureTask<Timer> inside = new FutureTask<>(() -> scheduler.schedule(stepwise, FAR));
    scheduler.execute(inside);
    timers.add(inside.get());
    Sleeper asleep = new Sleeper(1, FAR);
    scheduler.execute(asleep);
    Eventually.is(
        () -> asleep.timer != null && scheduler.snapshot().idle().size() == 2,
        () -> "it does not sleep: " + scheduler);

    List<Runnable> returned = new ArrayList<>(scheduler.shutdownNow());
    assertTrue(returned.remove(asleep), "S8: it was parked");
    assertTrue(returned.remove(stepwise));
    assertEquals(outside, returned);
    assertTrue(stepwise.isCancelled());
    for (Timer timer : timers) {
      assertFalse(timer.isPending());
      assertFalse(timer.cancel());
    }
    assertFalse(asleep.timer.isPending());
    assertEquals(List.of(), scheduler.shutdownNow(), "once");
    scheduler.awaitTermination();
  }

  @Test
  void refusesWhatIsMissing() {
    assertThrows(NullPointerException.class, () -> scheduler.schedule(null, NEAR));
    assertThrows(NullPointerException.class, () -> scheduler.schedule(gate, null));
    assertThrows(NullPointerException.class, () -> scheduler.readyAfter(null, NEAR));
    Sleeper task = new Sleeper(0, Duration.ZERO);
    assertThrows(NullPointerException.class, () -> scheduler.readyAfter(task, null));
    assertThrows(NullPointerException.class, () -> scheduler.schedule(task, null));
    scheduler.execute(task); // it was not accepted by the way
  }

  private Runnable idle(int number) {
    return new Idle("t" + number);
  }

  /** Sleeps some times, by parking. */
  private static final class Sleeper extends Task {
    private final int sleeps;
    private final Duration nap;
    private volatile Timer timer;
    private int steps;
    private long asleepSince;
    private boolean early;

    Sleeper(int sleeps, Duration nap) {
      this.sleeps = sleeps;
      this.nap = nap;
    }

    @Override
    protected Step step() {
      long now = System.nanoTime();
      early |= steps > 0 && now - asleepSince < nap.toNanos();
      if (steps++ == sleeps) {
        return Step.DONE;
      }
      asleepSince = System.nanoTime();
      timer = Scheduler.current().readyAfter(this, nap);
      return Step.PARK;
    }
  }
}
