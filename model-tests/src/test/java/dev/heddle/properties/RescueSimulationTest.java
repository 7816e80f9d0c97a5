package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.spec.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a Worker that is blocked without having said so is rescued, in virtual time: exactly. */
@Checks(Invariant.S6)
class RescueSimulationTest extends MonitorSimulation {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerThatPicksNothingForASliceIsRescuedIfWorkWaits(boolean workWaits) {
    start(1);
    scheduler.execute(
        () -> {
          if (workWaits) {
            scheduler.execute(() -> done.add("queued"));
          }
          look();
          host.advance(SLICE.minus(TICK));
          look();
          assertEquals(0, log.count("rescued"), "not before");
          host.advance(TICK);
          host.advance(LOOK);
          look();
          assertEquals(0, log.count("rescued"), "it may be blocked for a moment only");
          long suspected = host.nanoTime();
          look();
          assertEquals(workWaits ? 1 : 0, log.count("rescued"));
          if (workWaits) {
            assertEquals(LOOK.toNanos(), host.nanoTime() - suspected, "looks again at once");
          }
          if (workWaits) {
            assertTrue(host.step(2), "a new Worker takes a spare Processor");
          }
        });
    host.step(0);
    assertEquals(workWaits ? List.of("queued") : List.of(), done);
    assertEquals(workWaits ? 1 : 0, told.size());
  }

  @Test
  void aWorkerThatPicksIsNotRescued() {
    start(1);
    for (int i = 0; i < 10; i++) {
      scheduler.execute(
          () -> {
            look();
            host.advance(SLICE.minus(LOOK));
            look();
            done.add("task");
          });
    }
    for (int i = 0; i < 10; i++) {
      host.step(0);
    }
    assertEquals(10, done.size());
    assertEquals(List.of(), log.lines());
  }

  @ParameterizedTest
  @CsvSource({"0, 512", "1, 0"})
  void withoutSpareProcessorsOrWorkersNobodyIsRescued(int rescues, int spareWorkers) {
    scheduler = settings(1).rescues(rescues).spareWorkers(spareWorkers).build();
    scheduler.execute(
        () -> {
          scheduler.execute(() -> done.add("queued"));
          lookUntil(1_000_000_000);
          done.add("first");
        });
    host.step(0);
    host.step(0);
    assertEquals(List.of("first", "queued"), done);
    assertEquals(List.of(), log.lines());
  }

  @Test
  void whoWaitsForAProcessorAfterACallIsHelpedByARescue() {
    start(1);
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          scheduler.execute(
              () -> {
                assertEquals(1, log.count("W0 waits"));
                lookUntil(host.nanoTime() + LONGEST + LONGEST);
                assertEquals(1, log.count("W0 was handed P1"));
                done.add("blocked");
              });
          Blocking.exit();
          done.add("called");
        });
    host.step(0);
    assertEquals(List.of("blocked", "called"), done);
  }
}
