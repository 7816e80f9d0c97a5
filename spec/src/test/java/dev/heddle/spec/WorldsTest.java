package dev.heddle.spec;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The design keeps its promises in every state of every world. */
class WorldsTest {

  /** A count that changes means that a world, or what can happen in it, has changed. */
  private static final Map<World, Integer> STATES =
      Map.ofEntries(
          entry(World.INJECTION, 6_684),
          entry(World.TWO_SUBMITTERS, 19_866),
          entry(World.SPAWNING, 12_333),
          entry(World.OVERFLOW, 21_062),
          entry(World.BATCH, 22_734),
          entry(World.YIELDING, 59_278),
          entry(World.OVERRUNNING, 44_217),
          entry(World.PARKING, 42_965),
          entry(World.THREE, 62_335),
          entry(World.TWO_ROUNDS, 6_977),
          entry(World.FEW_THREADS, 520),
          entry(World.GLOBAL_WAIT, 2_062),
          entry(World.RUN_NEXT_WAIT, 11_916),
          entry(World.SHUTDOWN, 55_604),
          entry(World.SHUTDOWN_SEARCHING, 2_592),
          entry(World.SHUTDOWN_YIELD, 850),
          entry(World.SHUTDOWN_PARKED, 111_605),
          entry(World.SHUTDOWN_NOW, 3_271),
          entry(World.SHUTDOWN_NOW_READY, 5_235),
          entry(World.BLOCKING, 2_764),
          entry(World.BLOCKED_TWICE, 49_361),
          entry(World.LENT_QUEUE, 34_094),
          entry(World.HAND_OFF, 8_017),
          entry(World.HAND_OFF_AGAIN, 990),
          entry(World.HAND_OFF_WITHOUT_THREAD, 322),
          entry(World.MAKING_ROOM, 98_947),
          entry(World.RETURN_WAIT, 48_081),
          entry(World.RETAKE_WAIT, 22_709),
          entry(World.RETAKE_AT_SHUTDOWN, 5_710),
          entry(World.RETAKE_AFTER_SHUTDOWN, 28_674),
          entry(World.RETAKE_AT_SHUTDOWN_NOW, 8_796),
          entry(World.HAND_OFF_AT_SHUTDOWN_NOW, 19_345),
          entry(World.RESCUE, 13_757),
          entry(World.RESCUE_RETURNING, 23_571),
          entry(World.RESCUE_BUSY, 9_497),
          entry(World.RESCUE_WAIT, 31_486),
          entry(World.RESCUE_AT_SHUTDOWN, 73_811),
          entry(World.RESCUE_IN_VAIN, 58_976),
          entry(World.TIMERS, 3_743),
          entry(World.TIMERS_OF_TWO, 22_491),
          entry(World.TIMER_INSIDE, 21_812),
          entry(World.TIMER_AFTER_WORK, 430),
          entry(World.TIMER_WHILE_BUSY, 734),
          entry(World.TIMER_CANCELLED, 497),
          entry(World.TIMER_RETAKEN, 10_692),
          entry(World.TIMER_RESCUE, 7_635),
          entry(World.TIMER_BESIDE_BUSY, 32_636),
          entry(World.TIMER_FEW_THREADS, 2_642),
          entry(World.TIMER_SHUTDOWN, 48_773),
          entry(World.TIMER_SHUTDOWN_NOW, 24_515),
          entry(World.TIMER_AT_THE_END, 8_336),
          entry(World.EVENT, 1_315),
          entry(World.EVENT_OF_TWO, 12_733),
          entry(World.EVENT_AND_WORK, 51_170),
          entry(World.EVENT_OUTSIDE, 819),
          entry(World.EVENT_WHILE_BUSY, 26_052),
          entry(World.EVENT_OR_TIME, 964),
          entry(World.EVENT_SHUTDOWN, 2_280),
          entry(World.EVENT_SHUTDOWN_NOW, 70_876));

  @ParameterizedTest
  @EnumSource
  void everyPromiseIsKept(World world) {
    Report report = new Explorer(world.setup()).walk();
    assertTrue(report.holds(), report::toString);
    assertEquals(STATES.get(world), report.states());
  }

  @Test
  void anUnfinishedWalkHoldsNothing() {
    Report report = new Explorer(World.SPAWNING.setup()).atMost(1_000).walk();
    assertTrue(report.counterexample().isEmpty());
    assertEquals(false, report.holds());
  }

  /** Otherwise the promise would be kept easily. */
  @ParameterizedTest
  @EnumSource(names = {"GLOBAL_WAIT", "RUN_NEXT_WAIT"})
  void boundsOfWaitsAreTight(World world) {
    int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE};
    new Explorer(world.setup())
        .watchedBy(
            step -> {
              Model now = step.after();
              now.global().forEach(task -> least[0] = Math.min(least[0], patience(now, task)));
              now.queues().stream()
                  .flatMap(queue -> queue.ring().stream())
                  .forEach(task -> least[1] = Math.min(least[1], patience(now, task)));
            })
        .walk();
    assertEquals(1, least[0], "picks left to the global task that waited longest");
    assertEquals(1, least[1], "picks left to the task of a ring that waited longest");
  }

  @Test
  void boundOfTheWayBackIsTight() {
    int[] least = {Integer.MAX_VALUE};
    new Explorer(World.RETURN_WAIT.setup())
        .watchedBy(
            step -> {
              Model now = step.after();
              for (int worker : now.returning()) {
                least[0] = Math.min(least[0], patience(now, now.agents().get(worker).task()));
              }
            })
        .walk();
    assertEquals(1, least[0], "picks left to the Worker that waited longest");
  }

  private static int patience(Model model, int task) {
    return model.tasks().get(task).patience().stream().mapToInt(i -> i).min().orElseThrow();
  }
}
