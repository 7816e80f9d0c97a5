package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Lifecycle;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Scheduler on real threads ends, step by step. It has one Processor. */
@Checks(Invariant.S8)
@EndsInTime
class ShutdownTest {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final Crew crew = new Crew();
  private final Gate gate = new Gate();
  private final List<Lifecycle> phases = new CopyOnWriteArrayList<>();
  private final List<Runnable> cancelled = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Events watcher =
      new Events() {
        @Override
        public void lifecycle(Lifecycle phase) {
          phases.add(phase);
        }
      };
  private final Scheduler scheduler =
      Scheduler.builder()
          .name("loom")
          .processors(1)
          .rescues(0)
          .threadFactory(crew)
          .events(watcher)
          .cancelled(cancelled::add)
          .uncaught((task, error) -> failures.add(error))
          .build();

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    gate.open();
    scheduler.close();
    crew.assertGone();
  }

  @Test
  void aSchedulerThatWasNeverUsedClosesAtOnce() throws Exception {
    scheduler.close();
    assertTrue(scheduler.isTerminated());
    assertTrue(scheduler.awaitTermination(Duration.ZERO));
    assertEquals(0, crew.size(), "threads");
    assertEquals(List.of(), scheduler.shutdownNow());
    assertEquals(List.of(Lifecycle.SHUTDOWN, Lifecycle.TERMINATED), phases);
  }

  @Test
  void shutdownRunsWhatWasAcceptedAndWhatThatSpawns() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    scheduler.execute(gate);
    scheduler.execute(
        () -> {
          scheduler.execute(runs::incrementAndGet);
          runs.incrementAndGet();
        });
    gate.awaitReached();
    scheduler.shutdown();
    scheduler.shutdown();

    assertTrue(scheduler.isShutdown());
    assertFalse(scheduler.isTerminated());
    assertEquals(
        "loom is shut down; rejected Idle[name=late]",
        assertThrows(RejectedExecutionException.class, () -> scheduler.execute(new Idle("late")))
            .getMessage());
    gate.open();
    scheduler.awaitTermination();
    assertEquals(2, runs.get());
    assertEquals(List.of(Lifecycle.SHUTDOWN, Lifecycle.TERMINATED), phases);
  }

  @Test
  void shutdownNowReturnsWhatNeverRanAndInterruptsWhatRuns() throws Exception {
    scheduler.execute(gate);
    gate.awaitReached();
    List<Runnable> queued = List.of(new Idle("first"), new Idle("second"));
    queued.forEach(scheduler::execute);

    assertEquals(queued, scheduler.shutdownNow());
    assertEquals(List.of(), scheduler.shutdownNow(), "reported once");
    scheduler.awaitTermination();
    assertTrue(gate.wasInterrupted());
    assertEquals(List.of(), cancelled);
    assertEquals(List.of(Lifecycle.STOP, Lifecycle.TERMINATED), phases);
  }

  @Test
  void aTaskThatStopsItsSchedulerIsInterruptedItself() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    List<Runnable> returned = new CopyOnWriteArrayList<>();
    List<Throwable> rejections = new CopyOnWriteArrayList<>();
    Runnable spawned = new Idle("spawned");
    scheduler.execute(
        () -> {
          scheduler.execute(spawned);
          returned.addAll(scheduler.shutdownNow());
          interrupted.set(Thread.currentThread().isInterrupted());
          try {
            scheduler.execute(new Idle("late"));
          } catch (RejectedExecutionException e) {
            rejections.add(e);
          }
        });
    scheduler.awaitTermination();
    assertEquals(List.of(spawned), returned);
    assertTrue(interrupted.get());
    assertEquals(1, rejections.size());
  }

  @Test
  void anInterruptTurnsCloseIntoShutdownNow() throws Exception {
    scheduler.execute(gate);
    gate.awaitReached();
    Runnable queued = new Idle("queued");
    scheduler.execute(queued);
    AtomicBoolean kept = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              scheduler.close();
              kept.set(Thread.currentThread().isInterrupted());
            });
    closer.start();
    Eventually.waits(closer);
    assertFalse(gate.wasInterrupted());
    closer.interrupt();
    closer.join();

    assertTrue(kept.get(), "the interrupt is kept");
    assertTrue(gate.wasInterrupted());
    assertEquals(List.of(queued), cancelled);
    assertTrue(scheduler.isTerminated());
  }

  @Test
  void aHandlerOfCancelledTasksThatThrowsIsToldToTheOtherHandler() throws Exception {
    IllegalStateException error = new IllegalStateException("in the handler");
    Crew threads = new Crew();
    Scheduler other =
        Scheduler.builder()
            .processors(1)
            .rescues(0)
            .threadFactory(threads)
            .uncaught((task, e) -> failures.add(e))
            .cancelled(
                task -> {
                  cancelled.add(task);
                  throw error;
                })
            .build();
    other.execute(gate);
    gate.awaitReached();
    List<Runnable> queued = List.of(new Idle("first"), new Idle("second"));
    queued.forEach(other::execute);
    Thread.currentThread().interrupt();
    other.close();
    assertTrue(Thread.interrupted());
    assertEquals(queued, cancelled);
    assertEquals(List.of(error, error), failures);
    threads.assertGone();
  }

  @Test
  void noTaskCanWaitForTheEndOfItsOwnScheduler() throws Exception {
    List<Executable> waits =
        List.of(
            scheduler::awaitTermination,
            () -> scheduler.awaitTermination(Duration.ofNanos(1)),
            scheduler::close);
    for (Executable wait : waits) {
      FutureTask<String> task =
          new FutureTask<>(() -> assertThrows(IllegalStateException.class, wait).getMessage());
      scheduler.execute(task);
      assertEquals("a task can't wait for the end of its own Scheduler", task.get());
    }
    assertFalse(scheduler.isShutdown(), "who is refused has changed nothing");
  }

  @Test
  void aTaskCanCloseAnotherScheduler() throws Exception {
    Crew threads = new Crew();
    Scheduler other = Scheduler.builder().processors(1).threadFactory(threads).build();
    AtomicInteger runs = new AtomicInteger();
    other.execute(runs::incrementAndGet);
    FutureTask<Void> task = new FutureTask<>(other::close, null);
    scheduler.execute(task);
    task.get();
    assertEquals(1, runs.get());
    threads.assertGone();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_000_000_000, -1, 0, 1, 1_000_000})
  void awaitTerminationGivesUpWhenTheTimeIsOver(long nanos) throws Exception {
    scheduler.execute(gate);
    scheduler.shutdown();
    assertFalse(scheduler.awaitTermination(Duration.ofNanos(nanos)));
    gate.open();
    scheduler.awaitTermination();
    assertTrue(scheduler.awaitTermination(Duration.ofNanos(nanos)));
  }

  @Test
  void theMostNegativeTimeIsOver() throws Exception {
    scheduler.execute(gate);
    scheduler.shutdown();
    assertFalse(scheduler.awaitTermination(Duration.ofSeconds(Long.MIN_VALUE)));
  }

  @Test
  void aRejectionDoesNotNeedTheTasksName() {
    class Nameless implements Runnable {
      @Override
      public void run() {}

      @Override
      public String toString() {
        throw new IllegalStateException("no name");
      }
    }

    scheduler.shutdown();
    String message =
        assertThrows(RejectedExecutionException.class, () -> scheduler.execute(new Nameless()))
            .getMessage();
    assertTrue(
        message.endsWith("Nameless whose toString throws java.lang.IllegalStateException"),
        message);
  }

  @Test
  void awaitTerminationNeedsATime() {
    assertEquals(
        "timeout",
        assertThrows(NullPointerException.class, () -> scheduler.awaitTermination(null))
            .getMessage());
  }

  @Test
  void theLongestTimeIsNotOverAtOnce() throws Exception {
    scheduler.execute(gate);
    scheduler.shutdown();
    FutureTask<Boolean> waiter = new FutureTask<>(() -> scheduler.awaitTermination(FOREVER));
    Thread thread = start(waiter);
    Eventually.is(
        () -> waiter.isDone() || thread.getState() == Thread.State.TIMED_WAITING,
        () -> "it neither waits nor returns");
    assertFalse(waiter.isDone());
    gate.open();
    assertTrue(waiter.get());
  }

  @Test
  void allWhoWaitLearnOfTheEnd() throws Exception {
    scheduler.execute(gate);
    List<FutureTask<Boolean>> waiters = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      FutureTask<Boolean> waiter = new FutureTask<>(() -> scheduler.awaitTermination(FOREVER));
      waiters.add(waiter);
      threads.add(start(waiter));
    }
    threads.forEach(Eventually::waits);
    scheduler.shutdown();
    gate.open();
    for (FutureTask<Boolean> waiter : waiters) {
      assertTrue(waiter.get());
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Thread waiter =
        new Thread(
            () -> {
              assertThrows(InterruptedException.class, scheduler::awaitTermination);
              told.countDown();
            });
    waiter.start();
    Eventually.waits(waiter);
    waiter.interrupt();
    Eventually.opens(told);
    assertFalse(scheduler.isShutdown());
  }

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
