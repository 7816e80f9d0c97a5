package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.explore.Configuration;
import dev.heddle.explore.EngineName;
import dev.heddle.spec.Invariant;
import java.util.List;

/**
 * Configurations under Lincheck: exhausted where the manifest says that the budget must do, which
 * {@code explore} checks; a sample of the schedules otherwise.
 */
final class LincheckColumn implements Column {
  private final Configurations configurations;

  LincheckColumn(Configurations configurations) {
    this.configurations = configurations;
  }

  @Override
  public String title() {
    return "interleavings (Lincheck)";
  }

  @Override
  public boolean isAboutCode() {
    return true;
  }

  @Override
  public Evidence of(Invariant invariant) {
    List<Configuration> all = configurations.whole(invariant, EngineName.LINCHECK);
    if (all.isEmpty()) {
      return Evidence.assumed("no configuration", "");
    }
    long exhausted = all.stream().filter(c -> c.lincheck().exhausted()).count();
    long sampled = all.size() - exhausted;
    List<String> details = all.stream().map(LincheckColumn::detail).toList();
    if (exhausted == 0) {
      String count = Phrase.count(sampled, "configuration");
      return new Evidence(
          Word.SAMPLED, count, "Lincheck: %d sampled".formatted(sampled), "", details);
    }
    String rest = sampled == 0 ? "" : "; sampled: " + sampled;
    return new Evidence(
        Word.EXHAUSTED,
        Phrase.count(exhausted, "configuration") + rest,
        "Lincheck: %d exhausted%s"
            .formatted(exhausted, sampled == 0 ? "" : ", %d sampled".formatted(sampled)),
        "",
        details);
  }

  private static String detail(Configuration configuration) {
    return "%s: %s; %s: %s"
        .formatted(
            Phrase.code(configuration.id()),
            configuration.what(),
            configuration.bounds(),
            configuration.lincheck().exhausted()
                ? "exhausted"
                : Phrase.count(configuration.lincheck().budget(), "schedule"));
  }
}
