package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the Monitor takes Processors, asks to yield, and looks, in virtual time: exactly. */
@Checks(Invariant.S6)
class MonitorSimulationTest extends MonitorSimulation {

  private long retakes() {
    return log.count("monitor retook");
  }

  // ---------------------------------------------------------------- retake

  @Test
  void aLentProcessorWithAQueuedTaskIsRetakenAtTheSecondLook() {
    start(1);
    scheduler.execute(
        () -> {
          scheduler.execute(() -> done.add("queued"));
          Blocking.enter();
          assertTrue(host.step(monitor), "woken by the submission");
          host.advance(LOOK.minus(TICK));
          assertFalse(host.step(monitor), "not before 20 µs");
          assertEquals(0, retakes());
          host.advance(TICK);
          assertTrue(host.step(monitor));
          assertEquals(1, retakes());
          assertTrue(host.step(2), "a new Worker");
          Blocking.exit();
          done.add("call");
        });
    host.step(0);
    assertEquals(List.of("queued", "call"), done);
    assertEquals(
        List.of("W0 lent P0", "monitor retook P0", "W0 waits", "W0 was handed P0"), log.lines());
  }

  @Test
  void anotherCallIsNotRetakenForTheFirst() {
    start(1);
    scheduler.execute(
        () -> {
          scheduler.execute(() -> done.add("queued"));
          for (int i = 0; i < 10; i++) {
            Blocking.enter();
            look();
            Blocking.exit();
          }
        });
    host.step(0);
    assertEquals(0, retakes(), "each look saw a call that was new");
    assertEquals(10, log.count("reclaimed"));
  }

  @Test
  void withAnotherProcessorIdleAndNothingQueuedItIsRetakenAfter10Ms() {
    start(2);
    List<Long> looks = new ArrayList<>();
    scheduler.execute(
        () -> {
          Blocking.enter();
          for (int i = 0; i < 100 && retakes() == 0; i++) {
            look();
            looks.add(host.nanoTime());
          }
          Blocking.exit();
        });
    host.step(0);
    assertEquals(0, looks.get(0));
    assertEquals(11_200_000, looks.get(looks.size() - 1), "the first look after 10 ms");
    assertTrue(looks.get(looks.size() - 2) < LONGEST);
    assertEquals("W0 returned to P0", log.lines().get(2), "the last one to become idle");
  }

  @Test
  void withoutAnotherProcessorIdleItIsRetakenAtTheSecondLookThoughNothingIsQueued() {
    start(1);
    scheduler.execute(
        () -> {
          Blocking.enter();
          look();
          assertEquals(0, retakes());
          look();
          assertEquals(1, retakes());
          Blocking.exit();
        });
    host.step(0);
    assertEquals(List.of("W0 lent P0", "monitor retook P0", "W0 returned to P0"), log.lines());
  }

  @Test
  void whereNobodyCouldTakeItTheProcessorIsLeftToItsWorker() {
    scheduler = settings(1).spareWorkers(0).build();
    scheduler.execute(
        () -> {
          scheduler.execute(() -> done.add("queued"));
          Blocking.enter();
          lookUntil(100_000_000);
          Blocking.exit();
          done.add("call");
        });
    host.step(0);
    host.step(0);
    assertEquals(List.of("call", "queued"), done);
    assertEquals(List.of("W0 lent P0", "W0 reclaimed P0"), log.lines());
  }

  @Test
  void withoutAMonitorNothingIsRetakenAndNoCarrierIsMadeForIt() {
    scheduler = settings(1).monitor(false).build();
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          scheduler.execute(() -> done.add("submitted"));
          assertTrue(host.step(1), "a new Worker");
          assertFalse(host.advanceToNext(), "nobody waits for a time");
          Blocking.exit();
        });
    host.step(0);
    assertEquals(List.of("submitted"), done);
  }

  // ---------------------------------------------------------------- pace

  @Test
  void looksEvery20MicrosecondsThenHalfAsOftenEachTimeDownToEvery10Ms() {
    start(1);
    List<Long> gaps = new ArrayList<>();
    scheduler.execute(
        () -> {
          look();
          for (int i = 0; i < 62; i++) {
            long before = host.nanoTime();
            look();
            gaps.add(host.nanoTime() - before);
          }
        });
    host.step(0);
    List<Long> expected = new ArrayList<>();
    LongStream.generate(() -> 20_000).limit(50).forEach(expected::add);
    LongStream.iterate(40_000, gap -> Math.min(2 * gap, LONGEST)).limit(12).forEach(expected::add);
    assertEquals(expected, gaps);
    assertEquals(LONGEST, gaps.get(61));
  }

  @Test
  void looksOftenAgainOnceItHasDoneSomething() {
    start(1);
    scheduler.execute(
        () -> {
          lookUntil(50_000_000);
          Blocking.enter();
          look();
          look();
          assertEquals(1, retakes());
          long before = host.nanoTime();
          Blocking.exit();
          look();
          assertEquals(LOOK.toNanos(), host.nanoTime() - before);
        });
    host.step(0);
    assertEquals(1, log.count("returned"));
  }

  @Test
  void sleepsWhileNothingIsHeldAndIsWokenByTheNextTask() {
    start(2);
    for (int i = 1; i <= 3; i++) {
      scheduler.execute(() -> done.add("task"));
      assertTrue(host.isRunnable(monitor), "woken");
      host.runUntilQuiet(100);
      while (host.advanceToNext()) {
        host.runUntilQuiet(100);
      }
      assertFalse(host.isRunnable(monitor));
      assertEquals(i, done.size());
    }
  }

  @Test
  void sleepsWhileTheOnlyTaskIsInALongCallAndIsWokenByItsReturn() {
    start(1);
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          while (host.isRunnable(monitor) || host.advanceToNext()) {
            host.step(monitor);
          }
          Blocking.exit();
          assertTrue(host.isRunnable(monitor), "a Processor is held again");
          done.add("task");
        });
    host.step(0);
    assertEquals(List.of("task"), done);
  }

  // ---------------------------------------------------------------- preempt

  @ParameterizedTest
  @CsvSource({"9999999, false", "10000000, true"})
  @Checks(Invariant.L2)
  void whoHasNeverAskedIsToldToYieldOnceHeWasSeenForASlice(long nanos, boolean yield) {
    scheduler = settings(1).rescues(0).build(); // the others wait for this Processor
    scheduler.execute(
        () -> {
          look();
          host.advance(Duration.ofNanos(nanos));
          look();
          assertEquals(yield, Scheduler.shouldYield(), "the first answer");
          scheduler.execute(() -> done.add("next " + Scheduler.shouldYield()));
        });
    scheduler.execute(() -> done.add("another " + Scheduler.shouldYield()));
    host.runUntilQuiet(100);
    assertEquals(List.of("next " + yield, "another false"), done, "the next one shares the slice");
  }
}
