package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Monitor does on real threads: everything here happens at last, whenever that is. */
@Checks({Invariant.S6, Invariant.S8})
@EndsInTime
class MonitorTest {
  private final Crew crew = new Crew();
  private final CallLog log = new CallLog();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private Scheduler scheduler;

  private SchedulerBuilder settings(int processors) {
    return Scheduler.builder()
        .name("loom")
        .processors(processors)
        .threadFactory(crew)
        .events(log)
        .uncaught((task, error) -> told.add(error));
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    scheduler.close();
    crew.assertGone();
  }

  // ---------------------------------------------------------------- preempt

  @Test
  void aTaskThatHasNeverAskedIsToldToYieldWhenItFirstAsks() {
    Limits limits = Limits.DEFAULT.withSlice(Duration.ofMillis(1));
    scheduler = settings(1).limits(limits).build();
    Eventually.is(this::firstAnswer, () -> "never asked to yield");
  }

  /** A task works for many slices, and then asks for the first time. */
  private boolean firstAnswer() {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              long start = System.nanoTime();
              while (System.nanoTime() - start < 30_000_000) {
                Thread.onSpinWait();
              }
              return Scheduler.shouldYield();
            });
    scheduler.execute(task);
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  // ---------------------------------------------------------------- threads

  @Test
  void itsThreadIsNamedAndEndsWithTheScheduler() throws Exception {
    scheduler = settings(1).build();
    scheduler.execute(runs::incrementAndGet);
    Eventually.is(() -> runs.get() == 1, () -> "it does not run");
    assertTrue(crew.thread("loom-monitor").isAlive());
    scheduler.close();
    crew.assertGone();
    assertEquals(2, crew.size(), "threads");
  }

  @Test
  void withoutAThreadForItTheSchedulerWorks() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    scheduler =
        settings(1)
            .threadFactory(body -> calls.getAndIncrement() == 0 ? null : crew.newThread(body))
            .build();
    for (int i = 0; i < 100; i++) {
      scheduler.execute(runs::incrementAndGet);
      scheduler.execute(
          Call.task(
              () -> {
                Call.SHORT.around(runs::incrementAndGet);
                return null;
              }));
      int soFar = 2 * (i + 1);
      Eventually.is(
          () -> runs.get() == soFar && scheduler.snapshot().idle().size() == 1,
          () -> "no rest: " + scheduler);
    }
    scheduler.close();
    assertEquals(
        List.of("the thread factory returned null for loom-monitor"),
        told.stream().map(Throwable::getMessage).toList());
    assertFalse(crew.names().contains("loom-monitor"), "it is not asked for again");
  }

  @Test
  void spareThreadsLeaveAfterTheKeepAliveTimeAndComeBackWhenNeeded() throws Exception {
    int tasks = 20;
    scheduler = settings(1).spareWorkers(tasks - 1).keepAlive(Duration.ofMillis(1)).build();
    for (int round = 1; round <= 3; round++) {
      CyclicBarrier barrier = new CyclicBarrier(tasks); // needs every Worker that may be made
      for (int i = 0; i < tasks; i++) {
        scheduler.execute(
            Call.task(
                () -> {
                  Call.CALLABLE.around(Call.task(barrier::await));
                  return runs.incrementAndGet();
                }));
      }
      int soFar = round * tasks;
      Eventually.is(() -> runs.get() == soFar, () -> "too few: " + runs + scheduler);
      Eventually.is(() -> crew.alive() == 2, () -> "threads: " + crew.alive());
    }
    assertTrue(log.count("exited") >= 3L * (tasks - 1), log::toString);
    assertEquals(List.of(), told);
  }
}
