package dev.heddle.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.explore.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantRecordTest {
  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("record.yaml");
    assertEquals(Optional.empty(), MutantRecord.read(file));
    MutantRecord record = MutantRecord.of(trials(1.5, "first"));
    record.write(file);
    assertEquals(Optional.of(record), MutantRecord.read(file));
    assertEquals(
        """
        # What became of each mutant in its last run; 'mvn -Pmutants verify' runs all and writes this,
        # '-Dmutants.only=ID,ID' runs some and leaves the others as they were.
        mutants:
        - id: b
          killed: true
          by: SomeProperties
          engine: tests
        - id: a
          killed: true
          by: explore submit-1
          engine: jpf
        - id: c
          killed: false
          by: ''
          engine: ''
        """,
        Files.readString(file));
  }

  /** Neither how long it took, nor which test of a class failed first, is the same every time. */
  @Test
  void anotherRunGivesTheSame() {
    assertEquals(MutantRecord.of(trials(1.5, "first")), MutantRecord.of(trials(99, "second")));
  }

  private static List<Trial> trials(double seconds, String test) {
    return List.of(
        trial("b", Optional.of(new Kill("SomeProperties", test, "failed", test)), seconds),
        trial("a", Optional.of(new Kill("explore submit-1", "", "jpf", "S6")), seconds),
        trial("c", Optional.empty(), seconds));
  }

  private static Trial trial(String id, Optional<Kill> kill, double seconds) {
    return new Trial(new Mutant(id, "bug", "", "", "", "S1", "", "", List.of()), kill, seconds);
  }
}
