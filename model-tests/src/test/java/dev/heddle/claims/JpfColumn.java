package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.explore.Configuration;
import dev.heddle.explore.EngineName;
import dev.heddle.spec.Invariant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Configurations under JPF. Each counts as exhausted only if the manifest has its state count:
 * {@code explore} fails when a run visits another number.
 */
final class JpfColumn implements Column {
  private final Configurations configurations;

  JpfColumn(Configurations configurations) {
    this.configurations = configurations;
  }

  @Override
  public String title() {
    return "interleavings (JPF)";
  }

  @Override
  public boolean isAboutCode() {
    return true;
  }

  @Override
  public Evidence of(Invariant invariant) {
    List<Configuration> all = configurations.whole(invariant, EngineName.JPF);
    List<Configuration> counted = all.stream().filter(JpfColumn::counted).toList();
    Optional<Configuration> largest =
        counted.stream().max(Comparator.comparingLong(Configuration::states));
    int open = all.size() - counted.size();
    List<String> details = all.stream().map(JpfColumn::detail).toList();
    if (largest.isEmpty()) {
      return new Evidence(
          Word.ASSUMED,
          open == 0 ? "no configuration" : Phrase.count(open, "configuration") + " without a count",
          "",
          "interleavings within a step",
          details);
    }
    String bounds = largest.get().bounds();
    String states = Phrase.count(largest.get().states(), "state");
    String runs = Phrase.count(counted.size(), "configuration");
    int twins = configurations.twins(invariant, EngineName.JPF).size();
    return new Evidence(
        Word.EXHAUSTED,
        "%s, the largest %s (%s)%s; %s caught"
            .formatted(
                runs,
                states,
                bounds,
                open == 0 ? "" : "; " + open + " without a count",
                Phrase.count(twins, "twin")),
        "JPF: %s, up to %s".formatted(runs, states),
        "more than " + bounds,
        details);
  }

  private static boolean counted(Configuration configuration) {
    return configuration.states() != Configuration.UNKNOWN;
  }

  private static String detail(Configuration configuration) {
    return "%s: %s; %s%s: %s"
        .formatted(
            Phrase.code(configuration.id()),
            configuration.what(),
            configuration.bounds(),
            configuration.jpf().race() ? "; data races are errors" : "",
            counted(configuration)
                ? Phrase.count(configuration.states(), "state")
                : "no state count yet");
  }
}
