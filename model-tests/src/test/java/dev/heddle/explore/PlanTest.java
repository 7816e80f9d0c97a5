package dev.heddle.explore;

import static dev.heddle.explore.EngineName.JPF;
import static dev.heddle.explore.EngineName.LINCHECK;
import static dev.heddle.explore.EngineName.THREADS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs under which engine, and what is said about the rest. */
class PlanTest {
  private static final String FIELDS =
      "checks: [S2], what: it works, bounds: 2 threads, driver: some.Driver";

  private static final Manifest MANIFEST =
      Sample.manifest(
          "id: both, engines: [jpf, lincheck], " + FIELDS,
          "id: jpf-only, engines: [jpf], " + FIELDS,
          "id: lincheck-only, engines: [lincheck], " + FIELDS,
          "id: full, tier: full, engines: [jpf], " + FIELDS,
          "id: slow-in-lincheck, engines: [jpf, lincheck], lincheck: {tier: full}, " + FIELDS);

  /** Plans with the engines that are installed; real threads always are. */
  private static Plan plan(Set<EngineName> installed, String... line) {
    List<Engine> engines =
        List.of(EngineName.values()).stream()
            .<Engine>map(
                name ->
                    installed.contains(name) || name == THREADS
                        ? FakeEngine.finding(name, c -> Sample.complete(1))
                        : FakeEngine.missing(name))
            .toList();
    Exploration exploration = new Exploration(Workspace.here(), MANIFEST, engines);
    return Plan.of(Options.parse(line), MANIFEST, exploration);
  }

  private static String runs(Plan plan) {
    return plan.runs().stream()
        .map(run -> run.configuration().id() + "/" + run.engine())
        .collect(Collectors.joining(" "));
  }

  @Test
  void jpfIsTheBestEngine() {
    Plan plan = plan(Set.of(JPF, LINCHECK));
    assertEquals("both/jpf jpf-only/jpf lincheck-only/lincheck slow-in-lincheck/jpf", runs(plan));
    assertEquals("", plan.leftOut());
  }

  @Test
  void withoutJpfItIsSaidWhatItWouldHaveRun() {
    Plan plan = plan(Set.of(LINCHECK));
    assertEquals("both/lincheck lincheck-only/lincheck", runs(plan));
    assertEquals("not run, for jpf only: jpf-only", plan.leftOut());
    Plan full = plan(Set.of(LINCHECK), "--tier", "full");
    assertEquals("both/lincheck lincheck-only/lincheck slow-in-lincheck/lincheck", runs(full));
    assertEquals("not run, for jpf only: jpf-only, full", full.leftOut());
  }

  @Test
  void anEngineThatWasAskedForIsTheOnlyOne() {
    Plan plan = plan(Set.of(JPF, LINCHECK), "--engine", "lincheck");
    assertEquals("both/lincheck lincheck-only/lincheck", runs(plan));
    assertEquals("not run, for jpf only: jpf-only", plan.leftOut());
  }

  @Test
  void realThreadsRunEverything() {
    assertEquals(
        "both/threads jpf-only/threads lincheck-only/threads slow-in-lincheck/threads",
        runs(plan(Set.of(), "--engine", "threads")));
  }

  @Test
  void aNameCountsMoreThanATier() {
    assertEquals("full/jpf", runs(plan(Set.of(JPF), "full")));
    assertEquals("slow-in-lincheck/lincheck", runs(plan(Set.of(LINCHECK), "slow-in-lincheck")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "LINCHECK; jpf-only;              not run, for jpf only: jpf-only",
        "LINCHECK; --engine jpf;          no jpf: install it",
        "JPF;      --engine lincheck;     no lincheck: install it",
        "LINCHECK; --bless;               no jpf: install it",
        "LINCHECK; both jfp-only;         no configuration 'jfp-only'. Did you mean 'jpf-only'?",
        "THREADS;  both;                  no jpf: install it"
      })
  void whatCannotRunIsAnError(EngineName installed, String line, String message) {
    CannotRunException e =
        assertThrows(CannotRunException.class, () -> plan(Set.of(installed), line.split(" ", -1)));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
