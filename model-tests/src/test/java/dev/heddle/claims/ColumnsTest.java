package dev.heddle.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.claims.Evidence.Word;
import dev.heddle.explore.Manifest;
import dev.heddle.explore.Mutant;
import dev.heddle.explore.MutantCatalogue;
import dev.heddle.mutants.MutantRecord;
import dev.heddle.mutants.MutantRecord.Fate;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each column says no more than its source does. */
class ColumnsTest {
  private static final String BASE =
      """
      configurations:
        - id: small
          checks: [S1, S2]
          what: it works
          bounds: 1 thread
          driver: some.Driver
          engines: [jpf, lincheck]
        - {id: large, like: small, bounds: 2 threads, lincheck: {exhausted: false}}
        - {id: twin, twin-of: small, message: S1}
      """;

  @TempDir private Path folder;

  private Configurations manifest(String text) throws IOException {
    return new Configurations(
        Manifest.read(Files.writeString(folder.resolve("manifest.yaml"), text)));
  }

  @Test
  void withoutAStateCountNothingIsExhausted() throws IOException {
    Evidence none = new JpfColumn(manifest(BASE)).of(Invariant.S1);
    assertEquals("assumed: 2 configurations without a count", none.cell());
    assertEquals("", none.brief());
    assertEquals("interleavings within a step", none.gap());
  }

  @Test
  void theLargestStateCountNamesTheBounds() throws IOException {
    String counted =
        BASE.replace("{id: large,", "{id: large, states: 12345,")
            .replace("bounds: 1 thread\n", "bounds: 1 thread\n    states: 77\n");
    Evidence some = new JpfColumn(manifest(counted)).of(Invariant.S1);
    assertEquals(
        "exhausted to bound: 2 configurations, the largest 12,345 states (2 threads);"
            + " 1 twin caught",
        some.cell());
    assertEquals("JPF: 2 configurations, up to 12,345 states", some.brief());
    assertEquals("more than 2 threads", some.gap());
    assertEquals(
        "assumed: no configuration", new JpfColumn(manifest(counted)).of(Invariant.S3).cell());
  }

  @Test
  void oneCountOfTwoIsSaid() throws IOException {
    String counted = BASE.replace("{id: large,", "{id: large, states: 5,");
    assertEquals(
        "exhausted to bound: 1 configuration, the largest 5 states (2 threads); 1 without a count;"
            + " 1 twin caught",
        new JpfColumn(manifest(counted)).of(Invariant.S2).cell());
  }

  @Test
  void lincheckIsExhaustedOnlyWhereTheManifestSaysSo() throws IOException {
    Evidence both = new LincheckColumn(manifest(BASE)).of(Invariant.S2);
    assertEquals("exhausted to bound: 1 configuration; sampled: 1", both.cell());
    assertEquals("Lincheck: 1 exhausted, 1 sampled", both.brief());
    String sampled = BASE.replace("    engines", "    lincheck: {exhausted: false}\n    engines");
    Evidence one = new LincheckColumn(manifest(sampled)).of(Invariant.S2);
    assertEquals("sampled: 2 configurations", one.cell());
  }

  @Test
  void testsAreFoundByTheirAnnotation() {
    PropertiesColumn some = new PropertiesColumn("dev.heddle.properties");
    Evidence fairness = some.of(Invariant.L1);
    assertEquals(Word.SAMPLED, fairness.word());
    assertTrue(fairness.text().contains("`FairnessProperties#"), fairness::text);
  }

  @Test
  void aClassWithoutTestsChecksNothing() {
    PropertiesColumn here = new PropertiesColumn("dev.heddle.claims");
    assertEquals("assumed: no test names it", here.of(Invariant.S3).cell());
  }

  @Checks(Invariant.S3)
  static class SaysSo {}

  @Test
  void stressTestsAreForWhatRestsOnTheirEdge() throws IOException {
    Files.writeString(
        folder.resolve("Fence.java"), "@Edge(\n value = \"HB-5\",\n promise = \"no miss\")");
    Files.writeString(folder.resolve("Ring.java"), "@Edge(value = \"S4\", promise = \"fits\")");
    Files.writeString(folder.resolve("Helper.java"), "/** For S8 and HB-9. */ class Helper {}");
    Path record = folder.resolve("record");
    Files.writeString(
        record, "| HB-5 | `Fence` | no miss | 1,234 | (1) 1,234: met | clean |\n| HB-5 | `Twin` |");
    WeakMemoryColumn column = new WeakMemoryColumn(folder, record);
    assertEquals("sampled: `Fence`; clean in 1,234 samples", column.of(Invariant.S6).cell());
    assertEquals(
        "sampled: `Ring`; 0 of 1 clean in 0 samples, others not run",
        column.of(Invariant.S4).cell());
    assertEquals(List.of("`Ring` (S4): fits"), column.of(Invariant.S4).details());
    assertEquals(Word.ASSUMED, column.of(Invariant.S8).word());
    assertEquals(
        Word.ASSUMED,
        new WeakMemoryColumn(folder.resolve("none"), folder.resolve("record"))
            .of(Invariant.S6)
            .word());
  }

  @Test
  void aStressTestOfAnUnknownEdgeIsAnError() throws IOException {
    Files.writeString(folder.resolve("New.java"), "@Edge(value = \"HB-99\", promise = \"x\")");
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () -> new WeakMemoryColumn(folder, folder.resolve("record")));
    assertTrue(e.getMessage().contains("HB-99"), e.getMessage());
  }

  @Test
  void aMutantIsKilledOnlyByTheRecord() {
    MutantCatalogue catalogue =
        new MutantCatalogue(
            folder, List.of(mutant("a", "S1"), mutant("b", "S1"), mutant("c", "S2")));
    MutantsColumn never = new MutantsColumn(catalogue, Optional.empty());
    assertEquals("2 mutants, not run", never.of(Invariant.S1).cell());
    assertEquals("", never.of(Invariant.S1).brief());

    MutantRecord record =
        new MutantRecord(
            List.of(new Fate("a", true, "explore x", "jpf"), new Fate("b", false, "", "")));
    MutantsColumn once = new MutantsColumn(catalogue, Optional.of(record));
    assertEquals("killed 1 of 2 mutants", once.of(Invariant.S1).brief());
    assertEquals(
        List.of("`a`: bug: killed by explore x (jpf)", "`b`: bug: SURVIVED"),
        once.of(Invariant.S1).details());
    assertEquals("killed 0 of 1 mutant", once.of(Invariant.S2).brief());
    assertEquals(List.of("`c`: bug: not run"), once.of(Invariant.S2).details());
  }

  private static Mutant mutant(String id, String invariant) {
    return new Mutant(id, "bug", "", "", "", invariant, "", "", List.of());
  }

  @Test
  void aClaimIsEmptyWithoutATryOfTheCode() throws IOException {
    Configurations configurations = manifest(BASE);
    Claims claims =
        new Claims(
            List.of(
                new JpfColumn(configurations),
                new LincheckColumn(configurations),
                new MutantsColumn(new MutantCatalogue(folder, List.of()), Optional.empty())));
    assertFalse(claims.empty().contains(Invariant.S1));
    assertTrue(claims.empty().contains(Invariant.S3));
  }
}
