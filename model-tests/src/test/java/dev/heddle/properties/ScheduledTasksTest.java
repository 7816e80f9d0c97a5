package dev.heddle.properties;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Host;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.embed.SchedulerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link SchedulerExecutor} runs tasks later, in virtual time, so to the nanosecond. It has one
 * Processor. The behaviours are those that the JSR-166 tests expect of a ScheduledExecutorService,
 * in our own words.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what they do is looked at
class ScheduledTasksTest {
  private static final int ROUNDS = 1_000;

  private final IllegalStateException failure = new IllegalStateException("failed");

  private final SimulatedHost host = new SimulatedHost(0);
  private final SchedulerExecutor executor =
      SchedulerExecutor.of(Scheduler.builder().processors(1).monitor(false).host(host));

  /** When tasks have begun. */
  private final List<Long> begun = new ArrayList<>();

  private void task() {
    begun.add(host.nanoTime());
  }

  private void pass(long nanos) {
    long end = host.nanoTime() + nanos;
    host.runUntilQuiet(ROUNDS);
    while (host.nanoTime() < end) {
      host.advance(Duration.ofNanos(1));
      host.runUntilQuiet(ROUNDS);
    }
  }

  private Runnable lasting(long nanos) {
    return () -> {
      task();
      host.advance(Duration.ofNanos(nanos));
    };
  }

  private void assertBegun(Long... times) {
    assertEquals(List.of(times), begun);
  }

  /** Nothing is left that it would have to wait for. */
  private void assertEnds() {
    executor.shutdown();
    host.runUntilQuiet(ROUNDS);
    assertTrue(executor.isTerminated(), executor::toString);
  }

  // ---------------------------------------------------------------- once

  @Test
  void runsATaskOnceAfterItsDelay() throws Exception {
    ScheduledFuture<?> future = executor.schedule(this::task, 10, NANOSECONDS);
    pass(9);
    assertBegun();
    assertFalse(future.isDone());
    pass(20);
    assertBegun(10L);
    assertNull(future.get());
    assertEnds();
  }

  @Test
  void theFutureHasTheResult() throws Exception {
    ScheduledFuture<String> future = executor.schedule(() -> "done", 1, MICROSECONDS);
    pass(999);
    assertFalse(future.isDone());
    pass(1);
    assertEquals("done", future.get());
  }

  @Test
  void theFutureHasTheFailure() {
    Callable<String> failing =
        () -> {
          throw failure;
        };
    ScheduledFuture<String> future = executor.schedule(failing, 3, NANOSECONDS);
    pass(3);
    assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void runsWhatIsDueAtOnce(long delay) {
    executor.schedule(this::task, delay, NANOSECONDS);
    executor.schedule(this::task, delay, DAYS);
    executor.scheduleWithFixedDelay(this::task, delay, 10, NANOSECONDS);
    pass(0);
    assertBegun(0L, 0L, 0L);
    pass(10);
    assertBegun(0L, 0L, 0L, 10L);
  }

  @Test
  void equalsRunInTheOrderInWhichTheyCame() {
    for (long i = 0; i < 10; i++) {
      long number = i;
      executor.schedule(() -> begun.add(number), 5, NANOSECONDS);
    }
    pass(5);
    assertBegun(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  // ---------------------------------------------------------------- again and again

  @Test
  void atAFixedRateRunsFollowTheClock() {
    executor.scheduleAtFixedRate(lasting(3), 5, 10, NANOSECONDS);
    pass(40);
    assertBegun(5L, 15L, 25L, 35L);
  }

  @Test
  void atAFixedRateLateRunsCatchUpOneAfterTheOther() {
    executor.scheduleAtFixedRate(
        () -> {
          task();
          if (begun.size() == 1) {
            host.advance(Duration.ofNanos(34));
          }
        },
        5,
        10,
        NANOSECONDS);
    pass(5);
    assertBegun(5L, 39L, 39L, 39L);
    pass(16);
    assertBegun(5L, 39L, 39L, 39L, 45L, 55L);
  }

  @Test
  void withAFixedDelayRunsFollowEachOther() {
    executor.scheduleWithFixedDelay(lasting(3), 5, 10, NANOSECONDS);
    pass(40);
    assertBegun(5L, 18L, 31L);
  }

  @Test
  void aPeriodicTaskThatThrowsHasRunForTheLastTime() {
    ScheduledFuture<?> future =
        executor.scheduleAtFixedRate(
            () -> {
              task();
              if (begun.size() == 2) {
                throw failure;
              }
            },
            0,
            10,
            NANOSECONDS);
    pass(5);
    assertFalse(future.isDone());
    pass(50);
    assertBegun(0L, 10L);
    assertTrue(future.isDone());
    assertFalse(future.isCancelled());
    assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
    assertEnds();
  }

  @Test
  void tellsWhatIsPeriodic() {
    assertPeriodic(false, executor.schedule(this::task, 1, NANOSECONDS));
    assertPeriodic(false, executor.schedule(() -> "", 1, NANOSECONDS));
    assertPeriodic(true, executor.scheduleAtFixedRate(this::task, 1, 1, NANOSECONDS));
    assertPeriodic(true, executor.scheduleWithFixedDelay(this::task, 1, 1, NANOSECONDS));
  }

  private static void assertPeriodic(boolean expected, ScheduledFuture<?> future) {
    assertEquals(expected, assertInstanceOf(RunnableScheduledFuture.class, future).isPeriodic());
  }

  // ---------------------------------------------------------------- cancelled

  @Test
  void aCancelledTaskDoesNotRunAndLeavesNoTimer() {
    ScheduledFuture<?> once = executor.schedule(this::task, 10, NANOSECONDS);
    ScheduledFuture<?> periodic = executor.scheduleAtFixedRate(this::task, 10, 10, NANOSECONDS);
    assertTrue(once.cancel(false));
    assertTrue(periodic.cancel(true));
    assertFalse(once.cancel(false));
    assertTrue(once.isCancelled());
    assertThrows(CancellationException.class, once::get);
    assertEnds();
    pass(20);
    assertBegun();
  }

  @Test
  void aPeriodicTaskMayCancelItself() {
    List<ScheduledFuture<?>> self = new ArrayList<>();
    self.add(
        executor.scheduleWithFixedDelay(
            () -> {
              task();
              if (begun.size() == 3) {
                assertTrue(self.get(0).cancel(false));
              }
            },
            0,
            10,
            NANOSECONDS));
    pass(100);
    assertBegun(0L, 10L, 20L);
    assertEnds();
  }

  @Test
  void aCancelBetweenARunAndTheNextTimerLeavesNone() {
    List<Runnable> atNextLook = new ArrayList<>();
    Host hooked =
        new Host() {
          @Override
          public Carrier newCarrier(String name, Loop loop) {
            return host.newCarrier(name, loop);
          }

          @Override
          public long nanoTime() {
            List<Runnable> hooks = List.copyOf(atNextLook);
            atNextLook.clear();
            hooks.forEach(Runnable::run);
            return host.nanoTime();
          }
        };
    SchedulerExecutor other =
        SchedulerExecutor.of(Scheduler.builder().processors(1).monitor(false).host(hooked));
    List<ScheduledFuture<?>> self = new ArrayList<>();
    self.add(
        other.scheduleWithFixedDelay(
            () -> {
              task();
              atNextLook.add(() -> assertTrue(self.get(0).cancel(false)));
            },
            0,
            1,
            DAYS));
    host.runUntilQuiet(ROUNDS);
    assertTrue(self.get(0).isCancelled());
    assertBegun(0L);
    other.shutdown();
    host.runUntilQuiet(ROUNDS);
    assertTrue(other.isTerminated(), other::toString);
  }

  @Test
  void aTaskThatIsDueMayStillBeCancelled() {
    executor.execute(lasting(5));
    ScheduledFuture<?> future = executor.schedule(this::task, 3, NANOSECONDS);
    executor.execute(() -> assertTrue(future.cancel(false)));
    pass(10);
    assertBegun(0L);
    assertTrue(future.isCancelled());
  }

  // ---------------------------------------------------------------- what a Future tells

  @Test
  void theDelayShrinksAndBeginsAgain() {
    ScheduledFuture<?> once = executor.schedule(this::task, 2_500, NANOSECONDS);
    assertEquals(2_500, once.getDelay(NANOSECONDS));
    assertEquals(2, once.getDelay(MICROSECONDS));
    ScheduledFuture<?> periodic = executor.scheduleAtFixedRate(this::task, 10, 20, NANOSECONDS);
    pass(4);
    assertEquals(2_496, once.getDelay(NANOSECONDS));
    assertEquals(6, periodic.getDelay(NANOSECONDS));
    pass(6);
    assertEquals(20, periodic.getDelay(NANOSECONDS));
    host.advance(Duration.ofNanos(3_000)); // and nobody runs
    assertEquals(-510, once.getDelay(NANOSECONDS));
    assertEquals(-2_980, periodic.getDelay(NANOSECONDS));
    assertThrows(NullPointerException.class, () -> once.getDelay(null));
  }

  @Test
  void futuresAreOrderedByWhenTheyAreDue() {
    ScheduledFuture<?> overdue = executor.schedule(this::task, -5, DAYS);
    host.advance(Duration.ofNanos(1));
    ScheduledFuture<?> five = executor.schedule(this::task, 5, NANOSECONDS);
    ScheduledFuture<?> ten = executor.scheduleAtFixedRate(this::task, 10, 1, NANOSECONDS);
    ScheduledFuture<?> never = executor.schedule(this::task, Long.MAX_VALUE, DAYS);
    List<ScheduledFuture<?>> order = List.of(overdue, five, ten, never);
    for (int i = 0; i < order.size(); i++) {
      for (int j = 0; j < order.size(); j++) {
        assertEquals(Integer.compare(i, j), order.get(i).compareTo(order.get(j)), i + ", " + j);
      }
    }
    assertEquals(0, five.compareTo(executor.schedule(this::task, 5, NANOSECONDS)));
    assertThrows(NullPointerException.class, () -> five.compareTo(null));
  }

  @Test
  void futuresAreComparedWithOthersByTheirDelays() {
    SchedulerExecutor later =
        SchedulerExecutor.of(Scheduler.builder().monitor(false).host(new SimulatedHost(1)));
    host.advance(Duration.ofDays(1)); // another clock
    ScheduledFuture<?> ten = executor.schedule(this::task, 10, NANOSECONDS);
    assertEquals(1, ten.compareTo(later.schedule(this::task, 9, NANOSECONDS)));
    assertEquals(0, ten.compareTo(new Fixed(10)));
    assertEquals(-1, ten.compareTo(new Fixed(11)));
  }

  private record Fixed(long nanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos, NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(nanos, other.getDelay(NANOSECONDS));
    }
  }

  // ---------------------------------------------------------------- far away

  @Test
  void theLongestDelayIsNotOverAtOnceAndHoldsNobodyUp() {
    ScheduledFuture<?> never = executor.schedule(this::task, Long.MAX_VALUE, NANOSECONDS);
    executor.scheduleAtFixedRate(this::task, Long.MAX_VALUE, Long.MAX_VALUE, DAYS);
    executor.schedule(this::task, 7, NANOSECONDS);
    pass(20);
    assertBegun(7L);
    host.advance(Duration.ofDays(100 * 365));
    host.runUntilQuiet(ROUNDS);
    assertBegun(7L);
    assertTrue(never.getDelay(DAYS) > 46 * 365);
  }

  @Test
  void theLongestPeriodIsNotOverAtOnce() {
    ScheduledFuture<?> rate =
        executor.scheduleAtFixedRate(this::task, 10, Long.MAX_VALUE, NANOSECONDS);
    ScheduledFuture<?> delay =
        executor.scheduleWithFixedDelay(this::task, 10, Long.MAX_VALUE, NANOSECONDS);
    ScheduledFuture<?> seven = executor.schedule(this::task, 7, NANOSECONDS);
    pass(20);
    assertBegun(7L, 10L, 10L);
    for (ScheduledFuture<?> next : List.of(rate, delay)) {
      assertTrue(next.getDelay(DAYS) > 100 * 365);
      assertEquals(1, next.compareTo(seven), "no overflow");
    }
  }

  // ---------------------------------------------------------------- refused

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void refusesAPeriodThatIsNone(long period) {
    assertEquals(
        "period must be at least 1, but is " + period,
        assertThrows(
                IllegalArgumentException.class,
                () -> executor.scheduleAtFixedRate(this::task, 0, period, DAYS))
            .getMessage());
    assertEquals(
        "delay must be at least 1, but is " + period,
        assertThrows(
                IllegalArgumentException.class,
                () -> executor.scheduleWithFixedDelay(this::task, 0, period, DAYS))
            .getMessage());
  }

  @Test
  void refusesWhatIsMissing() {
    assertMissing("command", () -> executor.schedule((Runnable) null, 1, DAYS));
    assertMissing("callable", () -> executor.schedule((Callable<?>) null, 1, DAYS));
    assertMissing("command", () -> executor.scheduleAtFixedRate(null, 1, 1, DAYS));
    assertMissing("command", () -> executor.scheduleWithFixedDelay(null, 1, 1, DAYS));
    assertMissing("unit", () -> executor.schedule(this::task, 1, null));
    assertMissing("unit", () -> executor.schedule(() -> "", 1, null));
    assertMissing("unit", () -> executor.scheduleAtFixedRate(this::task, 1, 1, null));
    assertMissing("unit", () -> executor.scheduleWithFixedDelay(this::task, 1, 1, null));
    assertEnds();
  }

  private static void assertMissing(String name, Executable call) {
    assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
  }

  @Test
  void refusesATaskInSteps() {
    Task stepwise =
        new Task() {
          @Override
          protected Step step() {
            return Step.DONE;
          }

          @Override
          public String toString() {
            return "steps";
          }
        };
    for (Executable call :
        List.<Executable>of(
            () -> executor.schedule(stepwise, 1, DAYS),
            () -> executor.scheduleAtFixedRate(stepwise, 1, 1, DAYS),
            () -> executor.scheduleWithFixedDelay(stepwise, 1, 1, DAYS))) {
      assertEquals(
          "a Task has no Future; pass it to execute: steps",
          assertThrows(IllegalArgumentException.class, call).getMessage());
    }
    assertEnds();
  }
}
