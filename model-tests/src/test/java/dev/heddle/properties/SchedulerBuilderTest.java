package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.SimulatedHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link SchedulerBuilder} takes what is in range, and says what is wrong with the rest. */
class SchedulerBuilderTest {
  private final SchedulerBuilder builder = Scheduler.builder();

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_025, Integer.MAX_VALUE})
  void refusesProcessorsOutOfRange(int count) {
    assertRefused("processors must be from 1 to 1024, but is " + count, builder::processors, count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_024})
  void takesProcessorsInRange(int count) {
    Scheduler scheduler = builder.processors(count).host(new SimulatedHost(0)).build();
    assertEquals(count, scheduler.processorCount());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 32_769, Integer.MAX_VALUE})
  void refusesSpareWorkersOutOfRange(int count) {
    assertRefused(
        "spareWorkers must be from 0 to 32768, but is " + count, builder::spareWorkers, count);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 1_025, Integer.MAX_VALUE})
  void refusesRescuesOutOfRange(int most) {
    assertRefused("rescues must be from 0 to 1024, but is " + most, builder::rescues, most);
  }

  @Test
  void refusesAKeepAliveThatIsNoTime() {
    assertRefused(
        "keepAlive must be at least 1 ns, but is PT0S", builder::keepAlive, Duration.ZERO);
    assertRefused(
        "keepAlive must be at least 1 ns, but is PT-0.01S",
        builder::keepAlive,
        Duration.ofMillis(-10));
  }

  @Test
  void takesWhatIsInRange() {
    builder.spareWorkers(0).spareWorkers(32_768).rescues(0).rescues(1_024);
    builder.keepAlive(Duration.ofNanos(1)).keepAlive(Duration.ofSeconds(Long.MAX_VALUE));
    Scheduler scheduler = builder.processors(1).host(new SimulatedHost(0)).build();
    assertEquals(1, scheduler.processorCount(), "spare Processors don't count");
  }

  @Test
  void refusesABlankName() {
    assertRefused("name must not be blank", builder::name, " \t");
  }

  @Test
  void namesWhatMustNotBeNull() {
    assertNullRefused("limits", () -> builder.limits(null));
    assertNullRefused("host", () -> builder.host(null));
    assertNullRefused("factory", () -> builder.threadFactory(null));
    assertNullRefused("events", () -> builder.events(null));
    assertNullRefused("uncaught", () -> builder.uncaught(null));
    assertNullRefused("cancelled", () -> builder.cancelled(null));
    assertNullRefused("blocked", () -> builder.blocked(null));
    assertThrows(NullPointerException.class, () -> builder.keepAlive(null));
    assertThrows(NullPointerException.class, () -> builder.name(null));
    try (Scheduler scheduler = builder.build()) {
      assertNullRefused("task", () -> scheduler.execute(null));
    }
  }

  @Test
  void hasTheDefaultsOfItsDocumentation() {
    Scheduler scheduler = builder.build();
    assertEquals(Runtime.getRuntime().availableProcessors(), scheduler.processorCount());
    assertEquals(Limits.DEFAULT, scheduler.limits());
    scheduler.shutdown();
    assertEquals(
        "heddle is shut down; rejected a task",
        assertThrows(RejectedExecutionException.class, () -> scheduler.execute(named("a task")))
            .getMessage());
  }

  @Test
  void changesNothingOfASchedulerThatIsBuilt() {
    SimulatedHost host = new SimulatedHost(0);
    List<String> told = new ArrayList<>();
    builder.processors(2).ringCapacity(8).host(host).uncaught((task, error) -> told.add("first"));
    Scheduler scheduler = builder.build();
    builder.processors(3).ringCapacity(16).uncaught((task, error) -> told.add("second"));

    scheduler.execute(
        () -> {
          throw new IllegalStateException();
        });
    host.runUntilQuiet(100);

    assertEquals(2, scheduler.processorCount());
    assertEquals(8, scheduler.limits().ringCapacity());
    assertEquals(List.of("first"), told);
  }

  private static Runnable named(String name) {
    return new Runnable() {
      @Override
      public void run() {}

      @Override
      public String toString() {
        return name;
      }
    };
  }

  private static <T> void assertRefused(
      String message, Function<T, SchedulerBuilder> setter, T value) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> setter.apply(value)).getMessage());
  }

  private static void assertNullRefused(String name, Executable setter) {
    assertEquals(name, assertThrows(NullPointerException.class, setter).getMessage());
  }
}
