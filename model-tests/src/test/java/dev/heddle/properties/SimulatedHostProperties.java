package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The same seed and the same calls give the same run; that is what a reproduced failure needs. */
class SimulatedHostProperties {

  @Property(tries = 200)
  void sameSeedSameRun(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int processors) {
    assertEquals(run(seed, processors), run(seed, processors));
  }

  @Test
  void otherSeedsGiveOtherRuns() {
    Set<List<String>> runs = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      runs.add(run(seed, 3));
    }
    assertTrue(runs.size() > 10, "20 seeds gave only " + runs.size() + " runs");
  }

  @Test
  void doesWhatItIsToldTo() {
    SimulatedHost host = new SimulatedHost(0);
    List<String> log = new ArrayList<>();
    Scheduler scheduler = Scheduler.builder().processors(2).host(host).build();
    assertTrue(host.isQuiet(), "nothing is started before there is work");
    assertFalse(host.step(0));

    scheduler.execute(() -> log.add("ran"));

    assertTrue(host.isRunnable(0));
    assertFalse(host.isRunnable(1));
    assertEquals(List.of(), log, "nothing runs by itself");
    assertTrue(host.step(0));
    assertEquals(List.of("ran"), log);
    host.runUntilQuiet(10);
    assertTrue(host.isQuiet());
    assertEquals(0, host.runUntilQuiet(0));
  }

  @Test
  void givesUpOnWorkWithoutEnd() {
    SimulatedHost host = new SimulatedHost(0);
    Scheduler.builder().processors(1).host(host).build().execute(Load.YIELDER.make(host));
    assertEquals(
        "not quiet after 100 rounds",
        assertThrows(IllegalStateException.class, () -> host.runUntilQuiet(100)).getMessage());
  }

  @Test
  void timeStandsStillUntilItIsAdvanced() {
    SimulatedHost host = new SimulatedHost(0);
    long start = host.nanoTime();
    host.advance(Duration.ofNanos(5));
    assertEquals(start + 5, host.nanoTime());
    assertEquals(
        "time doesn't run backwards: PT-1S",
        assertThrows(IllegalArgumentException.class, () -> host.advance(Duration.ofSeconds(-1)))
            .getMessage());
    assertEquals(start + 5, host.nanoTime());
  }

  /** A run with steals, spills, parks and wakes; returns what happened, in order. */
  private static List<String> run(long seed, int processors) {
    SimulatedHost host = new SimulatedHost(seed);
    List<String> log = new ArrayList<>();
    Scheduler scheduler =
        Scheduler.builder()
            .processors(processors)
            .ringCapacity(4)
            .host(host)
            .events(new Recorder(log))
            .build();
    for (int i = 0; i < 3; i++) {
      scheduler.execute(Load.FAN.make(host));
      scheduler.execute(Load.SHORT.make(host));
    }
    host.runUntilQuiet(10_000);
    return log;
  }

  private record Recorder(List<String> log) implements Events {
    @Override
    public void picked(int worker, int processor, Runnable task, Source source, int moved) {
      log.add(
          "W%d P%d picked %s from %s, %d moved".formatted(worker, processor, task, source, moved));
    }

    @Override
    public void stole(int worker, int processor, int victim, int count) {
      log.add("W%d P%d stole %d from P%d".formatted(worker, processor, count, victim));
    }

    @Override
    public void stepped(int worker, Runnable task, Step step) {
      log.add("W%d %s %s".formatted(worker, task, step));
    }

    @Override
    public void parked(int worker, int processor) {
      log.add("W%d gave up P%d".formatted(worker, processor));
    }

    @Override
    public void woke(int worker, int processor) {
      log.add("W%d got P%d".formatted(worker, processor));
    }
  }
}
