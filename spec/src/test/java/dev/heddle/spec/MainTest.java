package dev.heddle.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The command line says what it has found, and its exit code agrees. */
class MainTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void allIsWell() {
    assertEquals(0, run("FEW_THREADS"));
    assertTrue(said("exhausted: 520 states"), this::text);
    assertTrue(said("in all of them: S1 S2 S3 S4 S5 S6 S8 L4"), this::text);
  }

  @Test
  void anInvariantIsBroken() {
    assertEquals(1, run("FEW_THREADS", "--fault", "NO_WAKE_AFTER_INJECT"));
    assertTrue(said("#  W0  W1  T0"), this::text);
    assertTrue(said("injected t0"), this::text);
    assertTrue(said("broken: S6 No lost wakeup: global holds a task, P0 is idle"), this::text);
  }

  @Test
  void theWalkIsNotFinished() {
    assertEquals(2, run("SPAWNING", "--most", "100"));
    assertTrue(said("NOT exhausted"), this::text);
  }

  @Test
  void theArgumentsAreWrong() {
    assertEquals(3, run("--fault"));
    assertEquals(3, run("NOWHERE"));
    assertTrue(said("usage:"), this::text);
  }

  @Test
  void theListIsComplete() {
    assertEquals(0, run("--list"));
    for (Fault fault : Fault.values()) {
      assertTrue(said(fault + " (" + fault.twin()), this::text);
    }
  }

  private int run(String... args) {
    return new Main(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(args);
  }

  private boolean said(String part) {
    return text().contains(part);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
