package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Lincheck says becomes the name of a violation. */
class LincheckMainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "= Failed =|java.lang.AssertionError: S2: twice|at x; violation; S2: twice",
        "= Failed =||java.lang.IllegalStateException: full; violation; java.lang.IllegalStateException: full",
        "= The execution has hung =|All unfinished threads are in deadlock; deadlock; deadlock: all unfinished threads wait",
        "= The execution has hung =|T1 at x; livelock; livelock: threads run and never end"
      })
  void violationsAreNamed(String text, String error, String message) {
    assertEquals(
        Map.of("error", error, "message", message),
        LincheckMain.violation(text.replace("|", "\n")));
  }

  @Test
  void theTraceIsGivenOnce() {
    assertEquals("the trace\n", LincheckMain.compact("the trace\n\nDetailed trace:\nthe trace"));
    assertEquals("the trace\n", LincheckMain.compact("the trace\n"));
  }
}
