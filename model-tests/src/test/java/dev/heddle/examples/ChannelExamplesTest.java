package dev.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.examples.Search.Service;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.threads.EndsInTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples print what they should. */
@EndsInTime
class ChannelExamplesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theSieveFindsPrimes() throws Exception {
    PrimeSieve.print(100, out);
    assertEquals(
        Stream.iterate(BigInteger.TWO, BigInteger::nextProbablePrime)
            .limit(100)
            .map(BigInteger::toString)
            .toList(),
        lines());
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "3, 10", "50, 1000", "3, 0"})
  void thePoolDoesAllJobs(int workers, int jobs) throws Exception {
    WorkerPool.print(workers, jobs, out);
    assertEquals(jobs, lines().size());
    for (int i = 0; i < jobs; i++) {
      assertTrue(lines().get(i).startsWith(i + 1 + " takes "), lines().get(i));
    }
    if (jobs == 10) {
      assertEquals("9 takes 19 steps to 1", lines().get(8));
    }
  }

  @Test
  void theSearchTakesWhatComesFirst() {
    search(201);
    assertEquals(
        List.of(
            "web by its first server", "image by its second server", "video by its first server"),
        lines());
  }

  @Test
  void theSearchEndsWhenItsTimeIsOver() {
    search(80);
    assertEquals(
        List.of("web by its first server", "image by its second server", "time is over"), lines());
  }

  /** In virtual time. */
  private void search(long millis) {
    SimulatedHost host = new SimulatedHost(1);
    Scheduler scheduler = Scheduler.builder().processors(2).host(host).build();
    Search.start(
        scheduler,
        Duration.ofMillis(millis),
        out,
        new Service("web", Duration.ofMillis(10), Duration.ofMillis(30)),
        new Service("image", Duration.ofMillis(90), Duration.ofMillis(50)),
        new Service("video", Duration.ofMillis(120), Duration.ofMillis(200)));
    scheduler.shutdown();
    host.runUntilQuiet(1_000);
    while (host.advanceToNext()) {
      host.runUntilQuiet(1_000);
    }
    assertTrue(scheduler.isTerminated());
  }
}
