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
          entry(World.INJECTION, 6_084),
          entry(World.TWO_SUBMITTERS, 10_901),
          entry(World.SPAWNING, 6_169),
          entry(World.OVERFLOW, 10_534),
          entry(World.BATCH, 22_295),
          entry(World.YIELDING, 54_378),
          entry(World.OVERRUNNING, 40_827),
          entry(World.PARKING, 53_945),
          entry(World.THREE, 31_170),
          entry(World.TWO_ROUNDS, 3_491),
          entry(World.FEW_THREADS, 401),
          entry(World.GLOBAL_WAIT, 2_041),
          entry(World.RUN_NEXT_WAIT, 14_506),
          entry(World.SHUTDOWN, 37_814),
          entry(World.SHUTDOWN_PARKED, 163_925),
          entry(World.SHUTDOWN_NOW, 1_626),
          entry(World.SHUTDOWN_NOW_READY, 11_060),
          entry(World.BLOCKING, 1_969),
          entry(World.BLOCKED_TWICE, 47_327),
          entry(World.LENT_QUEUE, 32_594),
          entry(World.HAND_OFF, 7_317),
          entry(World.HAND_OFF_AGAIN, 844),
          entry(World.HAND_OFF_WITHOUT_THREAD, 278),
          entry(World.MAKING_ROOM, 49_476),
          entry(World.RETURN_WAIT, 44_333),
          entry(World.RETAKE_WAIT, 21_528),
          entry(World.RETAKE_AT_SHUTDOWN, 6_714),
          entry(World.RETAKE_AFTER_SHUTDOWN, 28_311),
          entry(World.RETAKE_AT_SHUTDOWN_NOW, 4_047),
          entry(World.HAND_OFF_AT_SHUTDOWN_NOW, 8_095),
          entry(World.RESCUE, 11_315),
          entry(World.RESCUE_RETURNING, 21_054),
          entry(World.RESCUE_BUSY, 9_504),
          entry(World.RESCUE_WAIT, 24_881),
          entry(World.RESCUE_AT_SHUTDOWN, 101_141),
          entry(World.RESCUE_IN_VAIN, 69_229));

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
