package dev.heddle.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.explore.Mutant;
import dev.heddle.explore.MutantCatalogue;
import dev.heddle.explore.Workspace;
import dev.heddle.mutants.MutantRecord;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** README.md and 00-claims.md say what was checked, and no claim is empty. */
class ClaimsTest {
  private static final Workspace WORKSPACE = Workspace.here();
  private static final MutantCatalogue MUTANTS = MutantCatalogue.read(WORKSPACE.mutants());

  private static Page page;

  @BeforeAll
  static void walk() {
    page = Page.of(WORKSPACE);
  }

  @Test
  void filesSayWhatWasChecked() throws IOException {
    for (Map.Entry<Path, String> file : ClaimsFiles.contents(WORKSPACE, page).entrySet()) {
      List<String> expected = file.getValue().lines().toList();
      List<String> actual = Files.readAllLines(file.getKey());
      int same = 0;
      while (same < Math.min(expected.size(), actual.size())
          && expected.get(same).equals(actual.get(same))) {
        same++;
      }
      assertEquals(
          line(expected, same),
          line(actual, same),
          "line %d of %s is out of date; run: %s"
              .formatted(same + 1, file.getKey(), Section.COMMAND));
    }
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "(end of file)";
  }

  @Test
  void noClaimIsEmpty() {
    assertEquals(
        List.of(),
        page.claims().empty(),
        "no test with @Checks, no configuration and no stress test is about these");
  }

  @Test
  void everyInvariantHasAMutant() {
    Set<Invariant> broken =
        MUTANTS.mutants().stream()
            .map(mutant -> Invariant.valueOf(mutant.invariant()))
            .collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(Invariant.class), broken);
  }

  @Test
  void recordIsOfThisCatalogue() {
    Optional<MutantRecord> record = MutantRecord.of(WORKSPACE);
    if (record.isPresent()) { // else the claims say "not run"
      Set<String> ran = ids(record.get().fates(), MutantRecord.Fate::id);
      Set<String> listed = ids(MUTANTS.mutants(), Mutant::id);
      String advice = "; the mutants changed after their last run: mvn -Pmutants verify";
      assertEquals(Set.of(), minus(listed, ran), "not in the record" + advice);
      assertEquals(Set.of(), minus(ran, listed), "not in the catalogue" + advice);
    }
  }

  private static <T> Set<String> ids(List<T> all, Function<T, String> id) {
    return all.stream().map(id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest;
  }
}
