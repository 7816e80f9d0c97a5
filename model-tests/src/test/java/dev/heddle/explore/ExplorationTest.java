package dev.heddle.explore;

import static dev.heddle.explore.EngineName.JPF;
import static dev.heddle.explore.EngineName.LINCHECK;
import static dev.heddle.explore.EngineName.THREADS;
import static dev.heddle.explore.Sample.FIELDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration.Run;
import dev.heddle.explore.Verdict.Kind;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Canaries come first, and nothing counts when one fails. */
class ExplorationTest {
  private static final Workspace WORKSPACE = Workspace.here();
  private static final Progress QUIET =
      new Progress(
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
          Terminal.NONE);

  private static final Manifest MANIFEST =
      Sample.manifest(
          "id: holds, states: 5, " + FIELDS,
          "id: uncounted, " + FIELDS,
          "id: violated, " + FIELDS,
          "id: litmus, canary: true, outcomes: [a], states: 5, " + FIELDS,
          "id: twin, canary: true, expect: broken, message: S2, " + FIELDS);

  /** Both canaries pass. */
  private static Result healthy(Configuration configuration) {
    return switch (configuration.id()) {
      case "litmus" -> Sample.seen(Sample.complete(5), List.of("a"), List.of());
      case "twin", "violated" -> Sample.violated("S2: twice");
      default -> Sample.complete(5);
    };
  }

  private static Exploration exploration(Engine... engines) {
    return new Exploration(WORKSPACE, MANIFEST, List.of(engines));
  }

  private static List<Kind> kinds(Function<Configuration, Result> results, String... ids) {
    List<Run> runs = List.of(ids).stream().map(id -> new Run(MANIFEST.get(id), JPF)).toList();
    return exploration(FakeEngine.finding(JPF, results)).run(runs, false, QUIET).stream()
        .map(finding -> finding.verdict().kind())
        .toList();
  }

  @Test
  void canariesRunFirstAndOnce() {
    FakeEngine jpf = FakeEngine.finding(JPF, ExplorationTest::healthy);
    exploration(jpf)
        .run(List.of(run("holds", JPF), run("twin", JPF), run("violated", JPF)), false, QUIET);
    assertEquals(List.of("litmus", "twin", "holds", "violated"), jpf.ran());
  }

  @Test
  void eachEngineHasItsOwnCanaries() {
    FakeEngine jpf = FakeEngine.finding(JPF, ExplorationTest::healthy);
    FakeEngine lincheck = FakeEngine.finding(LINCHECK, ExplorationTest::healthy);
    exploration(jpf, lincheck)
        .run(List.of(run("violated", LINCHECK), run("holds", JPF)), false, QUIET);
    assertEquals(List.of("litmus", "twin", "holds"), jpf.ran());
    assertEquals(List.of("litmus", "twin", "violated"), lincheck.ran());
  }

  @Test
  void withHealthyCanariesEachHasItsVerdict() {
    assertEquals(
        List.of(Kind.HOLDS, Kind.CAUGHT, Kind.HOLDS, Kind.COUNT, Kind.VIOLATED),
        kinds(ExplorationTest::healthy, "holds", "uncounted", "violated"));
  }

  @Test
  void aMissedTwinMakesAllUntrustedThatWasNotFound() {
    assertEquals(
        List.of(Kind.UNTRUSTED, Kind.MISSED, Kind.UNTRUSTED, Kind.UNTRUSTED, Kind.VIOLATED),
        kinds(
            c -> c.id().equals("twin") ? Sample.complete(5) : healthy(c),
            "holds",
            "uncounted",
            "violated"));
  }

  @Test
  void aLitmusTestWithoutItsOutcomesMakesAllUntrusted() {
    assertEquals(
        List.of(Kind.OUTCOMES, Kind.CAUGHT, Kind.UNTRUSTED),
        kinds(c -> c.id().equals("litmus") ? Sample.complete(5) : healthy(c), "holds"));
  }

  @Test
  void anotherEngineIsStillTrusted() {
    FakeEngine jpf = FakeEngine.finding(JPF, c -> Sample.complete(5)); // misses the twin
    FakeEngine lincheck = FakeEngine.finding(LINCHECK, ExplorationTest::healthy);
    List<Finding> findings =
        exploration(jpf, lincheck)
            .run(List.of(run("holds", JPF), run("holds", LINCHECK)), false, QUIET);
    assertEquals(Kind.UNTRUSTED, kind(findings, JPF));
    assertEquals(Kind.HOLDS, kind(findings, LINCHECK));
  }

  private static Kind kind(List<Finding> findings, EngineName engine) {
    return findings.stream()
        .filter(f -> f.configuration().id().equals("holds") && f.result().engine() == engine)
        .findFirst()
        .orElseThrow()
        .verdict()
        .kind();
  }

  /** The canary that only counts differently says so itself; what it had to show, it has shown. */
  @Test
  void anotherCountOfACanaryLeavesTheOthersTrusted() {
    assertEquals(
        List.of(Kind.COUNT, Kind.CAUGHT, Kind.HOLDS),
        kinds(
            c ->
                c.id().equals("litmus")
                    ? Sample.seen(Sample.complete(6), List.of("a"), List.of())
                    : healthy(c),
            "holds"));
  }

  @Test
  void onlyWhatWasAskedForIsTraced() {
    FakeEngine jpf = FakeEngine.finding(JPF, ExplorationTest::healthy);
    exploration(jpf).run(List.of(run("violated", JPF)), true, QUIET);
    assertEquals(List.of(false, false, true), jpf.jobs.stream().map(Job::trace).toList());
  }

  @Test
  void anUnknownMutantIsFoundBeforeAnythingRuns() {
    Configuration twin =
        Sample.configuration("expect: broken, message: S2, mutant: no-such-mutant");
    FakeEngine jpf = FakeEngine.finding(JPF, ExplorationTest::healthy);
    Exception e =
        assertThrows(
            CannotRunException.class,
            () -> exploration(jpf).run(List.of(new Run(twin, JPF)), false, QUIET));
    assertTrue(e.getMessage().startsWith("no mutant 'no-such-mutant'"), e.getMessage());
    assertEquals(List.of(), jpf.ran());
  }

  @Test
  void aFindingNamesTheCommandThatRepeatsIt() {
    Finding finding =
        exploration(FakeEngine.finding(THREADS, c -> Sample.sample()))
            .run(List.of(run("holds", THREADS)), false, QUIET)
            .get(0);
    assertEquals(WORKSPACE.command() + " holds --engine threads --trace", finding.rerun());
  }

  private static Run run(String id, EngineName engine) {
    return new Run(MANIFEST.get(id), engine);
  }
}
