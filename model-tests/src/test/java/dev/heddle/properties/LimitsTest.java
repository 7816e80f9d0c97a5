package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.kernel.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** {@link Limits} takes what is in range, and says what is wrong with the rest. */
class LimitsTest {
  private static final Map<String, IntFunction<Limits>> SETTERS =
      Map.of(
          "ringCapacity", Limits.DEFAULT::withRingCapacity,
          "globalInterval", Limits.DEFAULT::withGlobalInterval,
          "runNextStreak", Limits.DEFAULT::withRunNextStreak,
          "stealRounds", Limits.DEFAULT::withStealRounds);

  @TestFactory
  List<DynamicTest> refusesWhatIsOutOfRange() {
    return SETTERS.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertRange(name)))
        .toList();
  }

  private static void assertRange(String name) {
    IntFunction<Limits> setter = SETTERS.get(name);
    int least = name.equals("ringCapacity") ? 2 : 1;
    assertDoesNotThrow(() -> setter.apply(least));
    assertDoesNotThrow(() -> setter.apply(65_536));
    for (int value : new int[] {Integer.MIN_VALUE, -1, 0, least - 1, 65_537, Integer.MAX_VALUE}) {
      assertRefused(
          name + " must be from " + least + " to 65536, but is " + value,
          () -> setter.apply(value));
    }
  }

  @Test
  void refusesARingThatIsNoPowerOfTwo() {
    for (int slots = 2; slots <= 65_536; slots = slots * 2) {
      assertEquals(slots, Limits.DEFAULT.withRingCapacity(slots).ringCapacity());
    }
    for (int slots : new int[] {3, 6, 255, 65_535}) {
      assertRefused(
          "ringCapacity must be a power of two, but is " + slots,
          () -> Limits.DEFAULT.withRingCapacity(slots));
    }
  }

  @Test
  void refusesASliceThatIsNoTime() {
    assertEquals(1, Limits.DEFAULT.withSlice(Duration.ofNanos(1)).slice().toNanos());
    assertRefused(
        "slice must be at least 1 ns, but is PT0S", () -> Limits.DEFAULT.withSlice(Duration.ZERO));
    assertRefused(
        "slice must be at least 1 ns, but is PT-0.01S",
        () -> Limits.DEFAULT.withSlice(Duration.ofMillis(-10)));
  }

  @Test
  void changesOneBoundAndKeepsTheOthers() {
    Limits all =
        Limits.DEFAULT
            .withRingCapacity(4)
            .withGlobalInterval(5)
            .withRunNextStreak(6)
            .withStealRounds(7)
            .withSlice(Duration.ofMillis(8));
    assertEquals(new Limits(4, 5, 6, 7, Duration.ofMillis(8)), all);
    assertEquals(new Limits(256, 61, 16, 4, Duration.ofMillis(10)), Limits.DEFAULT);
  }

  private static void assertRefused(String message, Executable setter) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, setter).getMessage());
  }
}
