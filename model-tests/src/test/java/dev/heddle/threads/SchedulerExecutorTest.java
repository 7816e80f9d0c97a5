package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.embed.SchedulerExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** {@link SchedulerExecutor} runs tasks as an ExecutorService must. It has two Processors. */
@EndsInTime
class SchedulerExecutorTest {
  private final IllegalStateException failure = new IllegalStateException("failed");

  private final Crew crew = new Crew();
  private final Gate gate = new Gate();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private final SchedulerExecutor executor =
      SchedulerExecutor.of(
          Scheduler.builder()
              .processors(2)
              .rescues(0)
              .threadFactory(crew)
              .uncaught((task, error) -> uncaught.add(error)));

  @AfterEach
  @EndsInTime
  void closeEndsAllThreads() throws InterruptedException {
    gate.open();
    executor.close();
    assertTrue(executor.isTerminated());
    crew.assertGone();
  }

  private <T> Callable<T> failing() {
    return () -> {
      throw failure;
    };
  }

  /** A task that waits for the gate, and tells whether it was interrupted there. */
  private final Callable<Boolean> waiting =
      () -> {
        gate.run();
        return gate.wasInterrupted();
      };

  @Test
  void runsWhatItExecutes() throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    executor.execute(() -> ran.complete(Thread.currentThread()));
    assertEquals("heddle-0", ran.get().getName());
    assertTrue(executor.toString().startsWith("heddle SCHED RUNNING: processors=2"));
  }

  @Test
  void tellsTheHandlerWhatAnExecutedTaskThrows() {
    executor.execute(
        () -> {
          throw failure;
        });
    executor.close();
    assertEquals(List.of(failure), uncaught);
  }

  @Test
  void aFutureHasTheResult() throws Exception {
    assertEquals("done", executor.submit(() -> "done").get());
    assertEquals("given", executor.submit(runs::incrementAndGet, "given").get());
    assertNull(executor.submit((Runnable) runs::incrementAndGet).get());
    assertEquals(2, runs.get());
  }

  @Test
  void aFutureHasTheFailure() {
    Future<?> future = executor.submit(failing());
    assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
    assertEquals(List.of(), uncaught, "it is the Future's");
  }

  @Test
  void aFutureCanBeWaitedForInVain() throws Exception {
    Future<Boolean> future = executor.submit(waiting);
    assertThrows(TimeoutException.class, () -> future.get(1, TimeUnit.NANOSECONDS));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, future::get);
    gate.open();
    assertFalse(future.get());
  }

  @Test
  void whatHappensBeforeTheSubmitHappensBeforeTheRun() throws Exception {
    int[] plain = new int[1];
    for (int i = 1; i <= 10_000; i++) {
      plain[0] = i;
      executor.submit(() -> plain[0]++).get();
      assertEquals(i + 1, plain[0]);
    }
  }

  @Test
  void aCancelledFutureDoesNotRun() throws Exception {
    Gate other = new Gate();
    executor.execute(gate);
    executor.execute(other);
    gate.awaitReached();
    other.awaitReached(); // both Processors are taken
    Future<?> future = executor.submit(runs::incrementAndGet);
    assertTrue(future.cancel(false));
    other.open();
    gate.open();
    executor.close();
    assertThrows(CancellationException.class, future::get);
    assertEquals(0, runs.get());
  }

  @Test
  void cancelInterruptsTheTaskAndOnlyThat() throws Exception {
    Future<Boolean> future = executor.submit(waiting);
    gate.awaitReached();
    assertTrue(future.cancel(true));
    Callable<Boolean> look = () -> Thread.currentThread().isInterrupted();
    for (Future<Boolean> later : executor.invokeAll(List.of(look, look, look))) {
      assertFalse(later.get());
    }
    executor.close();
    assertTrue(gate.wasInterrupted());
  }

  @Test
  void invokeAllWaitsForAllAndKeepsTheirOrder() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      tasks.add(() -> number);
    }
    tasks.set(500, failing());
    List<Future<Integer>> futures = executor.invokeAll(tasks);
    for (int i = 0; i < futures.size(); i++) {
      Future<Integer> future = futures.get(i);
      assertTrue(future.isDone());
      if (i == 500) {
        assertThrows(ExecutionException.class, future::get);
      } else {
        assertEquals(i, future.get());
      }
    }
    assertEquals(List.of(), executor.invokeAll(List.of()));
  }

  @Test
  void invokeAllCancelsWhatIsLate() throws Exception {
    List<Future<Boolean>> futures =
        executor.invokeAll(List.of(waiting, waiting, waiting), 1, TimeUnit.MILLISECONDS);
    assertEquals(3, futures.size());
    for (Future<Boolean> future : futures) {
      assertTrue(future.isCancelled());
    }
  }

  @Test
  void invokeAnyReturnsASuccess() throws Exception {
    assertEquals("ok", executor.invokeAny(List.of(failing(), () -> "ok", failing())));
    assertEquals("ok", executor.invokeAny(List.of(() -> "ok"), 1, TimeUnit.MINUTES));
  }

  @Test
  void invokeAnyCancelsTheOthers() throws Exception {
    List<Callable<Object>> tasks =
        List.of(
            () -> waiting.call(),
            () -> {
              gate.awaitReached();
              return "ok";
            });
    assertEquals("ok", executor.invokeAny(tasks));
    executor.close();
    assertTrue(gate.wasInterrupted());
  }

  @Test
  void invokeAnyFailsIfNoneSucceeds() {
    ExecutionException thrown =
        assertThrows(
            ExecutionException.class, () -> executor.invokeAny(List.of(failing(), failing())));
    assertSame(failure, thrown.getCause());
    assertThrows(
        TimeoutException.class,
        () -> executor.invokeAny(List.of(waiting), 1, TimeUnit.MILLISECONDS));
  }

  @Test
  void tasksCanSubmitAndWaitForOthers() throws Exception {
    Future<Integer> outer = executor.submit(() -> executor.submit(() -> 20).get() + 1);
    assertEquals(21, outer.get());
  }

  @Test
  void carriesACompletableFuture() throws Exception {
    CompletableFuture<Integer> chain = CompletableFuture.supplyAsync(() -> 1, executor);
    for (int i = 0; i < 1_000; i++) {
      chain = chain.thenApplyAsync(n -> n + 1, executor);
    }
    assertEquals(1_001, chain.get());
  }

  @Test
  void aTaskRunsInStepsButHasNoFuture() throws Exception {
    Task task =
        new Task() {
          @Override
          protected Step step() {
            return runs.incrementAndGet() == 1 ? Step.PARK : Step.DONE;
          }

          @Override
          public String toString() {
            return "two steps";
          }
        };
    String refusal = "a Task has no Future; pass it to execute: two steps";
    assertEquals(
        refusal,
        assertThrows(IllegalArgumentException.class, () -> executor.submit(task)).getMessage());
    assertEquals(
        refusal,
        assertThrows(IllegalArgumentException.class, () -> executor.submit(task, "result"))
            .getMessage());
    executor.execute(task);
    task.ready();
    executor.close();
    assertTrue(task.isDone());
    assertEquals(2, runs.get());
  }

  @Test
  void refusesWhatIsMissing() {
    assertMissing("task", () -> executor.execute(null));
    assertMissing("builder", () -> SchedulerExecutor.of(null));
    assertMissing("cancelled", () -> SchedulerExecutor.of(Scheduler.builder(), null));
    assertMissing("unit", () -> executor.awaitTermination(1, null));
    assertThrows(NullPointerException.class, () -> executor.submit((Runnable) null));
    assertThrows(NullPointerException.class, () -> executor.submit((Callable<?>) null));
    assertThrows(NullPointerException.class, () -> executor.invokeAll(null));
    assertThrows(NullPointerException.class, () -> executor.invokeAny(null));
    assertThrows(IllegalArgumentException.class, () -> executor.invokeAny(List.of()));
    List<Callable<Boolean>> holes = Arrays.asList(waiting, null);
    assertThrows(NullPointerException.class, () -> executor.invokeAll(holes));
    assertThrows(NullPointerException.class, () -> executor.invokeAny(holes));
  }

  private static void assertMissing(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }
}
