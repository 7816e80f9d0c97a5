package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a task throws: the handler is told, the task has ended, and its Worker goes on. There is
 * one Worker, so what runs later runs on the same thread.
 */
@Checks({Invariant.S3, Invariant.S8})
@EndsInTime
class ThrowingTasksTest {
  /** What the handler was told. */
  private record Told(Runnable task, Throwable error) {}

  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Counters counters = new Counters();
  private final Crew crew = new Crew();
  private Scheduler scheduler =
      settings().uncaught((task, error) -> told.add(new Told(task, error))).build();

  private SchedulerBuilder settings() {
    return Scheduler.builder().processors(1).monitor(false).threadFactory(crew).events(counters);
  }

  @AfterEach
  @EndsInTime
  void theOneWorkerLivedUntilTheEnd() throws InterruptedException {
    scheduler.close();
    assertEquals(1, crew.size(), "threads");
    crew.assertGone();
  }

  static Stream<Throwable> whateverATaskThrows() {
    return Stream.of(
        new IllegalStateException("a RuntimeException"),
        new AssertionError("an Error"),
        new StackOverflowError("by hand"),
        new OutOfMemoryError("by hand"),
        new ThrowableOfItsOwn(),
        new IOException("a checked exception"),
        new InterruptedException("another one"));
  }

  @ParameterizedTest
  @MethodSource("whateverATaskThrows")
  void aRunnableThatThrowsIsReportedAndItsWorkerLives(Throwable error) throws Exception {
    Runnable task = () -> ThrowingTasksTest.<RuntimeException>sneak(error);
    scheduler.execute(task);
    assertTheWorkerLives();
    assertToldOnce(task, error);
  }

  @ParameterizedTest
  @MethodSource("whateverATaskThrows")
  void aStepThatThrowsIsReportedAndEndsItsTask(Throwable error) throws Exception {
    Task task =
        task(
            () -> {
              ThrowingTasksTest.<RuntimeException>sneak(error);
              return Step.YIELD;
            });
    scheduler.execute(task);
    assertTheWorkerLives();
    assertToldOnce(task, error);
    assertEnded(task);
  }

  @Test
  void aStackThatReallyOverflowsLeavesTheWorkerAlive() throws Exception {
    scheduler.execute(() -> recurse(1));
    assertTheWorkerLives();
    assertEquals(StackOverflowError.class, told.get(0).error.getClass());
  }

  @Test
  void aNullStepIsAnErrorAndEndsItsTask() throws Exception {
    Task task = task(() -> null);
    scheduler.execute(task);
    assertTheWorkerLives();
    assertEquals("step() returned null, not DONE, YIELD or PARK", told.get(0).error.getMessage());
    assertToldOnce(task, told.get(0).error);
    assertEnded(task);
  }

  @Test
  void aTaskThatThrowsAfterAParkLeavesNothingThatShutdownWaitsFor() throws Exception {
    IllegalStateException error = new IllegalStateException("second step");
    AtomicBoolean parked = new AtomicBoolean();
    Task task =
        task(
            () -> {
              if (parked.compareAndSet(false, true)) {
                return Step.PARK;
              }
              throw error;
            });
    scheduler.execute(task);
    assertTrue(task.ready());
    assertTheWorkerLives();
    assertToldOnce(task, error);
    assertEnded(task);
  }

  @Test
  void aHandlerThatThrowsIsReportedToTheThreadsOwnHandler() throws Exception {
    IllegalStateException inTask = new IllegalStateException("in the task");
    AssertionError inHandler = new AssertionError("in the handler");
    List<Throwable> toldToThread = new CopyOnWriteArrayList<>();
    scheduler =
        settings()
            .threadFactory(
                body -> {
                  Thread thread = crew.newThread(body);
                  thread.setUncaughtExceptionHandler((t, error) -> toldToThread.add(error));
                  return thread;
                })
            .uncaught(
                (task, error) -> {
                  throw inHandler;
                })
            .build();
    scheduler.execute(
        () -> {
          throw inTask;
        });
    assertTheWorkerLives();
    assertEquals(List.of(inHandler), toldToThread);
    assertSame(inTask, inHandler.getSuppressed()[0]);
  }

  @Test
  void aThreadsOwnHandlerThatThrowsKillsNothing() throws Exception {
    scheduler =
        Scheduler.builder()
            .processors(1)
            .monitor(false)
            .threadFactory(
                body -> {
                  Thread thread = crew.newThread(body);
                  thread.setUncaughtExceptionHandler(
                      (t, error) -> {
                        throw new AssertionError("in the thread's handler", error);
                      });
                  return thread;
                })
            .build();
    scheduler.execute(
        () -> {
          throw new IllegalStateException("in the task");
        });
    assertTheWorkerLives();
  }

  @Test
  void anInterruptThatATaskLeavesBehindIsNotTheNextOnes() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean(true);
    scheduler.execute(() -> Thread.currentThread().interrupt());
    CountDownLatch looked = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          interrupted.set(Thread.currentThread().isInterrupted());
          looked.countDown();
        });
    Eventually.opens(looked);
    assertFalse(interrupted.get());
    assertTheWorkerLives();
    assertEquals(List.of(), told);
  }

  @Test
  void anInterruptThatAParkingStepLeavesBehindDoesNotKeepTheWorkerAwake() throws Exception {
    Task task =
        task(
            () -> {
              Thread.currentThread().interrupt();
              return Step.PARK;
            });
    scheduler.execute(task);
    assertTheWorkerLives();
    assertTheWorkerLives();
    scheduler.shutdownNow();
    assertTrue(task.isCancelled());
    assertEquals(List.of(), told);
  }

  /** A task that is submitted now runs, and all that was submitted before has ended. */
  private void assertTheWorkerLives() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    scheduler.execute(ran::countDown);
    Eventually.opens(ran);
    Eventually.is(
        () -> scheduler.snapshot().idle().size() == 1, () -> "no rest: " + scheduler.snapshot());
  }

  private void assertToldOnce(Runnable task, Throwable error) {
    assertEquals(List.of(new Told(task, error)), told);
    assertEquals(1, counters.failures());
  }

  private static void assertEnded(Task task) {
    assertTrue(task.isDone());
    assertFalse(task.isCancelled());
    assertFalse(task.ready(), "no step follows");
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int recurse(int depth) {
    return recurse(depth + 1) + depth;
  }

  @SuppressWarnings("unchecked") // that is the trick: nobody checks
  private static <E extends Throwable> void sneak(Throwable error) throws E {
    throw (E) error;
  }

  private static Task task(Callable<Step> body) {
    return new Task() {
      @Override
      protected Step step() throws Exception {
        return body.call();
      }
    };
  }

  private static final class ThrowableOfItsOwn extends Throwable {
    private static final long serialVersionUID = 1;
  }
}
