package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an explorer wrote, and what that is worth as evidence of completeness. */
class ReportTest {
  private static final String WHOLE =
      "error=none\nmessage=\ncutoff=none\nconstraints=0\nstates=12\nend=3\noutcomes=b;a;\n";

  @TempDir private Path folder;

  private Optional<Report> report(String text) throws IOException {
    return Report.read(Files.writeString(folder.resolve("result"), text));
  }

  private String cutoff(String text) throws IOException {
    return JpfEngine.cutoff(report(text).orElseThrow());
  }

  @Test
  void aWholeReportIsComplete() throws IOException {
    Report whole = report(WHOLE).orElseThrow();
    assertEquals(Optional.empty(), whole.violation());
    assertEquals(12, whole.number("states"));
    assertEquals(List.of("a", "b"), whole.list("outcomes"));
    assertEquals("", JpfEngine.cutoff(whole));
  }

  @ParameterizedTest
  @CsvSource({
    "cutoff=none,      cutoff=states (max), states (max)",
    "constraints=0,    constraints=2,       search constraints were hit: 2",
    "constraints=0,    gone=1,              search constraints were hit: (not reported)",
    "states=12,        states=0,            no states: 0",
    "states=12,        gone=1,              no states: (not reported)",
    "states=12,        states=many,         no states: many",
    "end=3,            end=0,               no end state: the driver never ends",
    "end=3,            gone=1,              no end state: the driver never ends"
  })
  void whatIsMissingOrLimitedIsACutOff(String line, String other, String cutoff)
      throws IOException {
    assertEquals(cutoff, cutoff(WHOLE.replace(line, other)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "error=aborted\nmessage=died\n", "message=half a report\n"})
  void aReportThatIsNotWholeIsNone(String text) throws IOException {
    assertTrue(report(text).isEmpty());
  }

  @Test
  void noFileIsNone() {
    assertTrue(Report.read(folder.resolve("nothing")).isEmpty());
  }

  @Test
  void aViolationIsItsTextOrElseItsKind() throws IOException {
    assertEquals(
        Optional.of("S2: twice"), report("error=x\nmessage=S2: twice\n").orElseThrow().violation());
    assertEquals(Optional.of("x"), report("error=x\n").orElseThrow().violation());
  }

  @Test
  void aMessageOfSeveralLinesStaysOneValue() {
    Path file = folder.resolve("written");
    Report.write(file, Map.of("error", "violation", "message", "one\ntwo=2"));
    assertEquals(Optional.of("one two=2"), Report.read(file).orElseThrow().violation());
  }
}
