package dev.heddle.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.Report.Counterexample;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every check finds its twins: a design fault that was put in on purpose. */
class FaultsTest {
  /** What they break shows only in a way to go on for ever. */
  private static final Set<Fault> ENDLESS =
      EnumSet.of(
          Fault.MAKES_ROOM_AGAIN_AND_AGAIN,
          Fault.NO_DUE_BENCH,
          Fault.SEARCH_FORGETS_TIMERS,
          Fault.DUE_LOOK_FORGETS_TIMERS);

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFound(Fault fault) {
    Counterexample found = walk(fault.world().setup().withFaults(fault));
    assertEquals(fault.twin(), found.invariant(), found::toString);
    assertEquals(ENDLESS.contains(fault), found.trace().loop() >= 0, found::toString);
    assertTrue(found.trace().rows().size() <= 60, found::toString);
  }

  @Test
  void everyInvariantHasATwin() {
    Set<Invariant> broken = Stream.of(Fault.values()).map(Fault::twin).collect(Collectors.toSet());
    broken.add(Invariant.S10); // its twins are those of the channels' own model
    assertEquals(EnumSet.allOf(Invariant.class), broken);
  }

  /** Where waits aren't counted, waiting for ever still is an error. */
  @ParameterizedTest
  @CsvSource({
    "NO_GLOBAL_TICK, GLOBAL_WAIT, L1",
    "NO_STREAK_BOUND, RUN_NEXT_WAIT, L2",
    "GLOBAL_PICK_RESETS_STREAK, RUN_NEXT_WAIT, L2",
    "NO_DUE_RETURN, RETURN_WAIT, L3"
  })
  void waitingForEverIsFound(Fault fault, World world, Invariant broken) {
    Counterexample found = walk(world.setup().withTimedWaits(false).withFaults(fault));
    assertEquals(broken, found.invariant(), found::toString);
    int loop = found.trace().loop();
    int last = found.trace().rows().size() - 1;
    assertTrue(0 <= loop && loop < last, found::toString);
    assertEquals(
        found.trace().rows().get(loop).state(),
        found.trace().rows().get(last).state(),
        found::toString);
  }

  private static Counterexample walk(Setup setup) {
    Report report = new Explorer(setup).walk();
    return report.counterexample().orElseThrow(() -> new AssertionError(report.toString()));
  }
}
