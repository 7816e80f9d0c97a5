package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When spare Workers leave, in virtual time: exactly. There is one Processor, and one Worker stays;
 * so no Worker is made that finds nothing to do.
 */
@Checks(Invariant.S6)
class RetirementTest {
  private static final int PROCESSORS = 1;
  private static final int MONITOR = PROCESSORS;
  private static final Duration LOOK = Duration.ofNanos(20_000);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<Throwable> told = new ArrayList<>();

  /** When a Worker has left, in ms. */
  private final List<Long> exits = new ArrayList<>();

  private int inCall;

  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(PROCESSORS)
          .keepAlive(KEEP_ALIVE)
          .host(host)
          .events(
              new Events() {
                @Override
                public void exited(int worker) {
                  exits.add(host.nanoTime() / 1_000_000);
                }
              })
          .uncaught((task, error) -> told.add(error))
          .build();

  @AfterEach
  void nothingWasThrown() {
    assertEquals(List.of(), told);
  }

  /** So many tasks are in calls at the same time; then something happens, and they return. */
  private Runnable calls(int count, Runnable inAll) {
    return () -> {
      Blocking.enterLong();
      inCall++;
      if (count == 1) {
        inAll.run();
      } else {
        scheduler.execute(calls(count - 1, inAll));
        stepNewest();
      }
      Blocking.exit();
    };
  }

  /** The Worker that was woken, or made, for the task that was just submitted. */
  private void stepNewest() {
    int before = inCall;
    for (int carrier = 0; inCall == before; carrier++) {
      if (carrier != MONITOR) {
        host.step(carrier);
      }
    }
  }

  private void runUntil(Duration time) {
    host.runUntilQuiet(1_000);
    while (host.nanoTime() < time.toNanos()) {
      host.advance(LOOK);
      host.runUntilQuiet(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void sparesThatNobodyNeedsLeaveTogetherAfterTheKeepAliveTime(int spares) {
    scheduler.execute(calls(PROCESSORS + spares, () -> {}));
    runUntil(Duration.ofSeconds(10));
    assertEquals(Collections.nCopies(spares, 1_000L), exits);
    assertEquals(PROCESSORS, scheduler.snapshot().parked().size());
  }

  @Test
  void spareWorkersThatWereNeededMeanwhileLeaveOneKeepAliveTimeLater() {
    scheduler.execute(calls(PROCESSORS + 3, () -> {}));
    runUntil(Duration.ofMillis(500));
    scheduler.execute(calls(2, () -> runUntil(Duration.ofMillis(600))));
    runUntil(Duration.ofSeconds(10));
    assertEquals(List.of(1_000L, 2_000L, 2_000L), exits);
  }

  @Test
  void whoIsNeededAllTheTimeStays() {
    scheduler.execute(calls(PROCESSORS + 1, () -> runUntil(Duration.ofSeconds(5))));
    runUntil(Duration.ofSeconds(5));
    assertEquals(List.of(), exits);
    runUntil(Duration.ofSeconds(10));
    assertEquals(List.of(6_000L), exits);
  }

  @Test
  void othersAreMadeInTheirPlaceWhenTheyAreNeeded() {
    for (int round = 1; round <= 3; round++) {
      inCall = 0;
      scheduler.execute(calls(PROCESSORS + 4, () -> {}));
      runUntil(Duration.ofSeconds(3L * round));
      assertEquals(PROCESSORS + 4, inCall);
      assertEquals(4 * round, exits.size());
    }
  }
}
