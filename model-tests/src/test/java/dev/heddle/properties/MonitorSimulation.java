package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.SimulatedHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/**
 * A Scheduler and its Monitor in virtual time. A task lets the others do their rounds while it is
 * in a call. Carriers are numbered as they are made: the Processors' first Workers, then the
 * Monitor, then spare Workers.
 */
abstract class MonitorSimulation {
  static final Duration LOOK = Duration.ofNanos(20_000);
  static final Duration TICK = Duration.ofNanos(1);
  static final Duration SLICE = Duration.ofMillis(10);
  static final long LONGEST = 10_000_000;

  final SimulatedHost host = new SimulatedHost(0);
  final CallLog log = new CallLog();
  final List<String> told = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  int monitor;
  Scheduler scheduler;

  SchedulerBuilder settings(int processors) {
    monitor = processors;
    return Scheduler.builder()
        .processors(processors)
        .host(host)
        .events(log)
        .blocked(worker -> told.add("blocked: " + worker.thread()))
        .uncaught((task, error) -> told.add(error.toString()));
  }

  void start(int processors) {
    scheduler = settings(processors).build();
  }

  @AfterEach
  final void nothingWasThrown() {
    told.removeIf(line -> line.startsWith("blocked"));
    assertEquals(List.of(), told);
  }

  /** It is the Monitor's turn, as nobody else parks for a time: lets time pass until then. */
  void look() {
    if (!host.isRunnable(monitor)) {
      assertTrue(host.advanceToNext(), "it sleeps");
    }
    assertTrue(host.step(monitor));
  }

  void lookUntil(long nanos) {
    while (host.nanoTime() < nanos) {
      look();
    }
  }
}
