package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.explore.Mutant;
import dev.heddle.explore.MutantCatalogue;
import dev.heddle.mutants.MutantRecord;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mutants that break an invariant, and what the last full run did to them. */
final class MutantsColumn implements Column {
  private final MutantCatalogue catalogue;
  private final Optional<MutantRecord> record;

  /**
   * Creates it.
   *
   * @param catalogue the mutants
   * @param record what became of them, if they were run
   */
  MutantsColumn(MutantCatalogue catalogue, Optional<MutantRecord> record) {
    this.catalogue = catalogue;
    this.record = record;
  }

  @Override
  public String title() {
    return "mutants";
  }

  @Override
  public boolean isAboutCode() {
    return false;
  }

  @Override
  public Evidence of(Invariant invariant) {
    List<Mutant> mutants =
        catalogue.mutants().stream().filter(m -> m.invariant().equals(invariant.name())).toList();
    String all = Phrase.count(mutants.size(), "mutant");
    List<String> details = new ArrayList<>();
    mutants.forEach(mutant -> details.add(detail(mutant)));
    if (record.isEmpty()) {
      return new Evidence(Word.NONE, all + ", not run", "", "", details);
    }
    long killed = mutants.stream().filter(m -> fate(m).filter(f -> f.killed()).isPresent()).count();
    String text = "killed %d of %s".formatted(killed, all);
    return new Evidence(Word.NONE, text, text, "", details);
  }

  private Optional<MutantRecord.Fate> fate(Mutant mutant) {
    return record.flatMap(r -> r.of(mutant.id()));
  }

  private String detail(Mutant mutant) {
    String end =
        fate(mutant)
            .map(f -> f.killed() ? "killed by %s (%s)".formatted(f.by(), f.engine()) : "SURVIVED")
            .orElse("not run");
    return "%s: %s: %s".formatted(Phrase.code(mutant.id()), mutant.title(), end);
  }
}
