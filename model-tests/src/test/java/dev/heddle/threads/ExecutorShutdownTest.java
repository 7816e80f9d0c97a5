package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.SchedulerExecutor;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SchedulerExecutor} ends as an ExecutorService must. It has one Processor. */
@Checks(Invariant.S8)
@EndsInTime
class ExecutorShutdownTest {
  private final Crew crew = new Crew();
  private final Gate gate = new Gate();

  /** Stands between the pick of a task and its run. */
  private final Gate picked = new Gate();

  private volatile boolean stopsAtPick;
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Runnable> cancelled = new CopyOnWriteArrayList<>();
  private final Events watcher =
      new Events() {
        @Override
        public void picked(int worker, int processor, Runnable task, Source source, int moved) {
          if (stopsAtPick) {
            picked.run();
          }
        }
      };
  private final SchedulerExecutor executor =
      SchedulerExecutor.of(
          Scheduler.builder().processors(1).rescues(0).threadFactory(crew).events(watcher),
          cancelled::add);

  @AfterEach
  @EndsInTime
  void closeEndsAllThreads() throws InterruptedException {
    gate.open();
    picked.open();
    executor.close();
    crew.assertGone();
  }

  @Test
  void shutdownRunsWhatWasAccepted() throws Exception {
    executor.execute(gate);
    Future<Integer> queued = executor.submit(runs::incrementAndGet);
    assertFalse(executor.isShutdown());
    executor.shutdown();
    assertTrue(executor.isShutdown());
    assertFalse(executor.isTerminated());
    gate.open();
    assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    assertTrue(executor.isTerminated());
    assertEquals(1, queued.get());
  }

  @Test
  void shutdownRejectsWhatComesLater() {
    executor.shutdown();
    executor.shutdown();
    Runnable late = new Idle("late");
    List<Callable<Integer>> tasks = List.of(runs::incrementAndGet);
    assertEquals(
        "the executor is shut down; rejected Idle[name=late]",
        assertRejected(() -> executor.execute(late)).getMessage());
    assertThrows(NullPointerException.class, () -> executor.execute(null));
    assertRejected(() -> executor.submit(late));
    assertRejected(() -> executor.submit(tasks.get(0)));
    assertRejected(() -> executor.submit(late, "result"));
    assertRejected(() -> executor.invokeAll(tasks));
    assertRejected(() -> executor.invokeAny(tasks));
    assertEquals(0, runs.get());
    assertEquals(0, crew.size(), "threads");
  }

  @Test
  void shutdownRejectsWhatItsOwnTasksSubmit() throws Exception {
    Future<String> inside =
        executor.submit(
            () -> {
              gate.run();
              return assertRejected(() -> executor.execute(new Idle("late"))).getMessage();
            });
    gate.awaitReached();
    executor.shutdown();
    gate.open();
    assertEquals("the executor is shut down; rejected Idle[name=late]", inside.get());
  }

  @Test
  void shutdownNowReturnsWhatNeverRanAndInterruptsWhatRuns() throws Exception {
    executor.execute(gate);
    gate.awaitReached();
    Future<Integer> future = executor.submit(runs::incrementAndGet);
    Runnable second = new Idle("second");
    executor.execute(second);

    assertEquals(List.of(future, second), executor.shutdownNow());
    assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    assertTrue(gate.wasInterrupted());
    assertFalse(future.isDone(), "a Future that was returned is the caller's");
    assertEquals(0, runs.get());
    assertEquals(List.of(), cancelled);
    assertRejected(() -> executor.execute(second));
  }

  @Test
  void aFutureThatShutdownNowCannotReturnIsCancelled() throws Exception {
    stopsAtPick = true;
    Future<Integer> future = executor.submit(runs::incrementAndGet);
    picked.awaitReached(); // in the Worker's hands, and not running yet
    assertEquals(List.of(), executor.shutdownNow());
    picked.open();
    assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    assertTrue(future.isCancelled());
    assertEquals(List.of(future), cancelled);
    assertEquals(0, runs.get());
  }

  @Test
  void anInterruptedCloseCancelsWhatNeverRan() throws Exception {
    executor.execute(gate);
    gate.awaitReached();
    Future<Integer> future = executor.submit(runs::incrementAndGet);
    Runnable plain = new Idle("plain");
    executor.execute(plain);
    Thread.currentThread().interrupt();
    executor.close();
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    assertTrue(executor.isTerminated());
    assertTrue(gate.wasInterrupted());
    assertTrue(future.isCancelled());
    assertEquals(List.of(future, plain), cancelled);
  }

  @Test
  void itsTasksCannotWaitForItsEnd() throws Exception {
    List<Executable> waits =
        List.of(() -> executor.awaitTermination(1, TimeUnit.NANOSECONDS), executor::close);
    for (Executable wait : waits) {
      assertEquals(
          "a task can't wait for the end of its own Scheduler",
          executor
              .submit(() -> assertThrows(IllegalStateException.class, wait).getMessage())
              .get());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1})
  void awaitTerminationGivesUp(long timeout) throws Exception {
    executor.execute(gate);
    executor.shutdown();
    assertFalse(executor.awaitTermination(timeout, TimeUnit.NANOSECONDS));
    assertFalse(executor.awaitTermination(timeout, TimeUnit.MICROSECONDS));
  }

  @Test
  void theLongestTimeIsNotOverAtOnce() throws Exception {
    executor.execute(gate);
    executor.shutdown();
    Thread opener = new Thread(openerOf(Thread.currentThread()));
    opener.start();
    assertTrue(executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS));
    opener.join();
  }

  /** Opens the gate when a thread waits. */
  private Runnable openerOf(Thread waiting) {
    return () -> {
      Eventually.waits(waiting);
      gate.open();
    };
  }

  private static RejectedExecutionException assertRejected(Executable call) {
    return assertThrows(RejectedExecutionException.class, call);
  }
}
