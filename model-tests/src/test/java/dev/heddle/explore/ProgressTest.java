package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A terminal shows one line that changes; a file gets a line for what is done. */
class ProgressTest {
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsALineForEach() {
    Progress progress = new Progress(out, Terminal.NONE);
    Configuration some = Sample.whole();
    progress.start(2, 9, some, EngineName.JPF);
    progress.tick(EngineName.JPF, 10);
    progress.end(Sample.finding(some, Sample.violated("S2")));
    assertEquals("[2/9] some (jpf): VIOLATED, 7 states, 1.5 s\n", said().replace("\r", ""));
  }

  @Test
  void aTerminalKeepsOnlyWhatIsNotAsExpected() {
    Progress progress = new Progress(out, new Terminal(true, 60));
    Configuration some = Sample.configuration("states: 5");
    progress.start(1, 2, some, EngineName.JPF);
    progress.end(Sample.finding(some, Sample.complete(5)));
    assertEquals(ERASE + "[1/2] some (jpf)" + ERASE, said());
    progress.start(2, 2, some, EngineName.JPF);
    progress.end(Sample.finding(some, Sample.complete(6)));
    assertTrue(said().endsWith(ERASE + "[2/2] some (jpf): STATE COUNT, 6 states, 1.5 s\n"), said());
  }

  @Test
  void theLineNeverWraps() {
    Progress progress = new Progress(out, new Terminal(true, 40));
    progress.start(10, 31, Sample.whole(), EngineName.LINCHECK);
    progress.tick(EngineName.LINCHECK, 123_456_789_012L);
    for (String line : said().split(ERASE.replace("[", "\\["), -1)) {
      assertTrue(line.length() < 40, line);
    }
    assertTrue(said().endsWith("…"), said());
  }
}
