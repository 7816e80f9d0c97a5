package dev.heddle.properties;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.embed.SchedulerExecutor;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * How a {@link SchedulerExecutor} ends while tasks are to run later, in virtual time. It has one
 * Processor, and no monitor.
 */
@Checks(Invariant.S8)
@SuppressWarnings("FutureReturnValueIgnored") // what they do is looked at
class ScheduledShutdownTest {
  private static final int ROUNDS = 1_000;

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<String> log = new ArrayList<>();
  private final List<Runnable> told = new ArrayList<>();

  /** Happens once, between the pick of a task and its run. */
  private Runnable atPick;

  private final Events picks =
      new Events() {
        @Override
        public void picked(int worker, int processor, Runnable task, Source source, int moved) {
          Runnable hook = atPick;
          atPick = null;
          if (hook != null) {
            hook.run();
          }
        }
      };
  private final SchedulerExecutor executor =
      SchedulerExecutor.of(
          Scheduler.builder()
              .processors(1)
              .monitor(false)
              .host(host)
              .events(picks)
              .uncaught((task, error) -> log.add(error.toString())),
          told::add);

  private Runnable named(String name) {
    return () -> log.add(name + " at " + host.nanoTime());
  }

  private void pass(long nanos) {
    long end = host.nanoTime() + nanos;
    host.runUntilQuiet(ROUNDS);
    while (host.nanoTime() < end) {
      host.advance(Duration.ofNanos(1));
      host.runUntilQuiet(ROUNDS);
    }
  }

  @Test
  void shutdownWaitsForDelayedTasksAndCancelsPeriodicOnes() throws Exception {
    ScheduledFuture<?> once = executor.schedule(named("once"), 10, NANOSECONDS);
    ScheduledFuture<?> rate = executor.scheduleAtFixedRate(named("rate"), 5, 20, NANOSECONDS);
    ScheduledFuture<?> delay = executor.scheduleWithFixedDelay(named("delay"), 5, 20, NANOSECONDS);
    pass(7);
    executor.shutdown();
    assertTrue(executor.isShutdown());
    assertTrue(rate.isCancelled(), "at once");
    assertTrue(delay.isCancelled(), "at once");
    pass(2);
    assertFalse(executor.isTerminated());
    pass(1);
    assertNull(once.get());
    assertTrue(executor.isTerminated());
    assertEquals(List.of("rate at 5", "delay at 5", "once at 10"), log);
    assertEquals(List.of(), told, "it was no shutdownNow");
  }

  @Test
  void aPeriodicTaskThatRunsEndsItsRunFirst() {
    List<ScheduledFuture<?>> self = new ArrayList<>();
    self.add(
        executor.scheduleAtFixedRate(
            () -> {
              executor.shutdown();
              log.add("cancelled " + self.get(0).isDone());
            },
            5,
            1_000_000_000,
            NANOSECONDS));
    pass(5);
    assertEquals(List.of("cancelled false"), log);
    assertTrue(self.get(0).isCancelled());
    assertTrue(executor.isTerminated());
  }

  @Test
  void aPeriodicTaskThatThrowsAfterAShutdownHasFailed() {
    ScheduledFuture<?> future =
        executor.scheduleAtFixedRate(
            () -> {
              executor.shutdown();
              throw new IllegalStateException("failed");
            },
            5,
            5,
            NANOSECONDS);
    pass(5);
    assertTrue(future.isDone());
    assertFalse(future.isCancelled());
    assertTrue(executor.isTerminated());
  }

  @Test
  void aPeriodicTaskInAQueueIsCancelledAtOnce() {
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(named("rate"), 1, 1, NANOSECONDS);
    executor.schedule(
        () -> {
          executor.shutdown();
          log.add("cancelled " + future.isCancelled());
        },
        0,
        NANOSECONDS);
    host.advance(Duration.ofNanos(1)); // both fire in the same look, the other one first
    pass(0);
    assertEquals(List.of("cancelled true"), log);
    assertTrue(executor.isTerminated());
  }

  @Test
  void aPeriodicTaskThatWasPickedIsCancelledInsteadOfRun() {
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(named("rate"), 1, 1, NANOSECONDS);
    atPick = executor::shutdown;
    pass(1);
    assertTrue(future.isCancelled());
    assertEquals(List.of(), log);
    assertTrue(executor.isTerminated());
  }

  @Test
  void afterAShutdownAllIsRejected() {
    executor.schedule(this::assertAllIsRejected, 10, NANOSECONDS);
    executor.shutdown();
    assertAllIsRejected();
    pass(10);
    assertEquals(List.of("rejected", "rejected"), log, "from outside and from inside");
    assertTrue(executor.isTerminated());
    assertAllIsRejected();
    executor.shutdownNow();
    assertAllIsRejected();
  }

  private void assertAllIsRejected() {
    Runnable late = named("late");
    for (Executable call :
        List.<Executable>of(
            () -> executor.schedule(late, 0, NANOSECONDS),
            () -> executor.schedule(() -> "late", 1, NANOSECONDS),
            () -> executor.scheduleAtFixedRate(late, 0, 1, NANOSECONDS),
            () -> executor.scheduleWithFixedDelay(late, 1, 1, NANOSECONDS))) {
      String message = assertThrows(RejectedExecutionException.class, call).getMessage();
      assertTrue(message.startsWith("the executor is shut down; rejected "), message);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> executor.scheduleAtFixedRate(late, 0, 0, NANOSECONDS));
    log.add("rejected");
  }

  @Test
  void shutdownNowReturnsWhatWasToRunLater() {
    ScheduledFuture<?> once = executor.schedule(named("once"), 10, NANOSECONDS);
    ScheduledFuture<?> rate = executor.scheduleAtFixedRate(named("rate"), 5, 20, NANOSECONDS);
    ScheduledFuture<?> delay = executor.scheduleWithFixedDelay(named("delay"), 5, 15, NANOSECONDS);
    pass(7);
    List<Runnable> returned = executor.shutdownNow();
    assertEquals(List.of(once, delay, rate), returned);
    pass(100);
    assertTrue(executor.isTerminated());
    executor.close();
    for (Runnable task : returned) {
      assertFalse(((ScheduledFuture<?>) task).isDone(), "it is the caller's");
    }
    assertEquals(List.of(), told);

    returned.forEach(Runnable::run);
    assertEquals(List.of("rate at 5", "delay at 5", "once at 107"), log);
    assertTrue(once.isDone());
    assertFalse(once.isCancelled());
    assertTrue(rate.isCancelled(), "there is no again");
    assertTrue(delay.isCancelled(), "there is no again");
  }

  @Test
  void aPeriodicTaskThatRunsAtAShutdownNowIsCancelledAfterwards() {
    ScheduledFuture<?> future =
        executor.scheduleAtFixedRate(
            () -> log.add("returned " + executor.shutdownNow()), 1, 1, NANOSECONDS);
    pass(1);
    assertEquals(List.of("returned []"), log);
    assertTrue(future.isCancelled());
    assertTrue(executor.isTerminated());
  }

  @Test
  void whatShutdownNowCouldNotReturnIsCancelledAndTold() {
    ScheduledFuture<?> future = executor.schedule(named("once"), 3, NANOSECONDS);
    atPick = () -> log.add("returned " + executor.shutdownNow());
    pass(3);
    assertEquals(List.of("returned []"), log);
    assertTrue(future.isCancelled());
    assertEquals(List.of(future), told);
    assertTrue(executor.isTerminated());
  }

  @Test
  void aCloseThatIsRefusedCancelsNothing() {
    ScheduledFuture<?> periodic = executor.scheduleAtFixedRate(named("rate"), 2, 2, NANOSECONDS);
    executor.execute(executor::close);
    pass(3);
    assertFalse(periodic.isCancelled());
    assertEquals(
        List.of(
            "java.lang.IllegalStateException: a task can't wait for the end of its own Scheduler",
            "rate at 2"),
        log);
  }
}
