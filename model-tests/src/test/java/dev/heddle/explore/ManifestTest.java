package dev.heddle.explore;

import static dev.heddle.explore.Sample.FIELDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifest is read strictly, and the one that ships is in order. */
class ManifestTest {

  @Test
  void whatIsNotSaidHasADefault() {
    Configuration some = Sample.whole();
    assertEquals(Tier.QUICK, some.tier());
    assertEquals(Set.of(EngineName.JPF, EngineName.LINCHECK), some.engines());
    assertEquals(Configuration.UNKNOWN, some.states());
    assertTrue(some.lincheck().exhausted());
    assertFalse(some.broken());
    assertFalse(some.canary());
  }

  @Test
  void aVariationTakesOverAllButWhatIsItsOwn() {
    Manifest manifest =
        Sample.manifest(
            "id: base, args: [1, 01], canary: true, states: 5, reached: [met], " + FIELDS,
            "id: other, like: base, bounds: 3 threads");
    Configuration other = manifest.get("other");
    assertEquals(List.of("1", "01"), other.args());
    assertEquals(List.of("met"), other.reached());
    assertEquals("3 threads", other.bounds());
    assertEquals(Configuration.UNKNOWN, other.states());
    assertFalse(other.canary());
    assertEquals(List.of(manifest.get("base")), manifest.canaries(EngineName.JPF));
  }

  @Test
  void aTwinTakesOverNoResults() {
    Configuration twin =
        Sample.manifest(
                "id: base, states: 5, reached: [met], " + FIELDS,
                "id: twin, twin-of: base, message: S2, mutant: some-bug")
            .get("twin");
    assertTrue(twin.broken());
    assertEquals(List.of(), twin.reached());
    assertEquals("some-bug", twin.mutant());
    assertEquals("2 threads", twin.bounds());
  }

  /** Each entry comes after a configuration {@code base}, and is wrong in one way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id: x, like: base, bonds: 3;         'x' has the unknown key bonds; allowed: args, bounds,",
        "id: x, twin-of: nothing, message: S;  twin-of 'nothing' is no earlier configuration",
        "id: x, like: y;                       like 'y' is no earlier configuration",
        "id: base, like: base;                 'base': is listed twice",
        "like: base;                           needs 'id'",
        "id: X_1, like: base;                  id 'X_1' must be lower-case words with hyphens",
        "id: x, like: base, tier: slow;        tier is 'slow'; allowed: quick, full",
        "id: x, like: base, engines: [jfp];    an engine is 'jfp'; allowed: jpf, lincheck, threads",
        "id: x, like: base, engines: [threads];needs 'engines', a list of jpf and lincheck",
        "id: x, like: base, engines: jpf;      'engines' must be a list",
        "id: x, like: base, checks: [Z1];      checks 'Z1'; allowed: litmus, or an invariant",
        "id: x, like: base, checks: [];        needs 'checks'",
        "id: x, like: base, bounds: '';        needs 'bounds'",
        "id: x, like: base, what: [a];         'what' must be one plain value",
        "id: x, like: base, args: ['1,2'];     argument '1,2' must not be empty nor hold a comma",
        "id: x, like: base, states: -1;        'states' must be a whole number from 0 up",
        "id: x, like: base, canary: yes;       'canary' must be true or false",
        "id: x, like: base, expect: fails;     expect is 'fails'; allowed: holds, broken",
        "id: x, like: base, mutant: m;         has a 'mutant': then it is a twin",
        "id: x, like: base, message: S2;       'message' is for 'expect: broken'",
        "id: x, twin-of: base;                 a twin needs 'message'",
        "id: x, twin-of: base, message: S2, states: 5;        it has no 'states'",
        "id: x, like: base, checks: [litmus];                 a litmus test needs 'outcomes'",
        "id: x, like: base, jpf: {points: some};              points is 'some'; allowed: all,",
        "id: x, like: base, jpf: {heap: 0};                   heap is 0; allowed: 1 to",
        "id: x, like: base, jpf: {depth: 5};                  unknown key depth; allowed: extra,",
        "id: x, like: base, lincheck: {budget: many};         'budget' must be a whole number"
      })
  void mistakesNameThePlaceAndWhatIsAllowed(String entry, String message) {
    CannotRunException e =
        assertThrows(CannotRunException.class, () -> Sample.manifest("id: base, " + FIELDS, entry));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# empty", "configurations: []", "a: [", "other: 1", "- a"})
  void aFileThatIsNoManifestIsNamed(String text, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), text);
    Exception e = assertThrows(CannotRunException.class, () -> Manifest.read(file));
    assertTrue(e.getMessage().contains("wrong.yaml"), e.getMessage());
  }

  @Test
  void anUnknownIdHasANeighbour() {
    Manifest manifest = Sample.manifest("id: ring-1-thief, " + FIELDS, "id: submit-1, " + FIELDS);
    Exception e = assertThrows(CannotRunException.class, () -> manifest.get("ring-one-thief"));
    assertEquals(
        "no configuration 'ring-one-thief'. Did you mean 'ring-1-thief'? 'explore --list' names"
            + " them all.",
        e.getMessage());
  }

  @Test
  void theOneThatShipsIsAboutInvariantsAndMutantsThatThereAre() {
    Workspace workspace = Workspace.here();
    MutantCatalogue mutants = MutantCatalogue.read(workspace.mutants());
    Set<String> known =
        Stream.of(Invariant.values())
            .map(Invariant::name)
            .collect(Collectors.toCollection(TreeSet::new));
    known.add("litmus");
    List<Configuration> all = Manifest.read(workspace.manifest()).configurations();
    for (Configuration c : all) {
      assertTrue(known.containsAll(c.checks()), c.id() + " checks " + c.checks());
      if (!c.mutant().isEmpty()) {
        new MutantCompiler(workspace).check(mutants.get(c.mutant()));
      }
    }
    assertTrue(all.size() > 50, "there are " + all.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPF", "LINCHECK"})
  void eachExplorerHasCanariesOfBothKinds(EngineName engine) {
    List<Configuration> canaries = Manifest.read(Workspace.here().manifest()).canaries(engine);
    assertTrue(canaries.stream().anyMatch(Configuration::broken), "a twin to be caught");
    assertTrue(canaries.stream().anyMatch(c -> !c.outcomes().isEmpty()), "a litmus test");
  }
}
