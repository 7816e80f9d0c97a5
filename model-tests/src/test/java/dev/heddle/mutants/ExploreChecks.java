package dev.heddle.mutants;

import dev.heddle.explore.CannotRunException;
import dev.heddle.explore.Configuration;
import dev.heddle.explore.EngineName;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Job;
import dev.heddle.explore.Manifest;
import dev.heddle.explore.Result;
import dev.heddle.explore.Tier;
import dev.heddle.explore.Verdict;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The explorer's configurations as checks: under JPF where it is installed, else under Lincheck.
 * Only a violation kills; a cut-off or another number of states does not.
 */
final class ExploreChecks implements Checks {
  /** How a hint names a configuration. */
  static final String PREFIX = "explore ";

  private static final int TIMES = 10;
  private static final int SHORTEST_SECONDS = 60;

  private final Manifest manifest;
  private final Exploration exploration;
  private final Map<String, Result> baseline = new HashMap<>();

  ExploreChecks(Manifest manifest, Exploration exploration) {
    this.manifest = manifest;
    this.exploration = exploration;
  }

  /** Fails if the name is that of a configuration and there is none. */
  @Override
  public boolean knows(String check) {
    return check.startsWith(PREFIX) && configuration(check) != null;
  }

  @Override
  public List<String> order(String invariant) {
    return manifest.configurations().stream()
        .filter(c -> !c.broken() && !c.litmus())
        .filter(c -> exploration.best(c).map(c::tier).orElse(Tier.FULL) == Tier.QUICK)
        .sorted(Comparator.comparing(c -> !c.checks().contains(invariant)))
        .map(c -> PREFIX + c.id())
        .toList();
  }

  @Override
  public Optional<Kill> kill(String mutant, Path mutated, List<String> checks) {
    return checks.stream()
        .flatMap(check -> kill(mutated, configuration(check)).stream())
        .findFirst();
  }

  private Configuration configuration(String check) {
    return manifest.get(check.substring(PREFIX.length()));
  }

  private Optional<Kill> kill(Path mutated, Configuration configuration) {
    Optional<EngineName> engine = exploration.best(configuration);
    if (engine.isEmpty()) {
      return Optional.empty();
    }
    Result whole =
        baseline.computeIfAbsent(
            configuration.id(), id -> runBaseline(configuration, engine.get()));
    int limit = Math.max(SHORTEST_SECONDS, (int) Math.ceil(TIMES * whole.seconds()));
    Job job =
        new Job(
            configuration,
            List.of(mutated),
            false,
            Math.min(limit, configuration.limit(engine.get())));
    return exploration
        .run(engine.get(), job)
        .violation()
        .map(text -> new Kill(PREFIX + configuration.id(), "", engine.get().toString(), text));
  }

  private Result runBaseline(Configuration configuration, EngineName engine) {
    Job job = new Job(configuration, List.of(), false, configuration.limit(engine));
    Result result = exploration.run(engine, job);
    Verdict verdict = Verdict.of(configuration, result);
    if (!verdict.expected()) {
      throw new CannotRunException(
          "explore %s (%s) is not as expected on the kernel as it ships (%s: %s):"
                  .formatted(configuration.id(), engine, verdict.kind(), verdict.reason())
              + " no mutant can be judged by it");
    }
    return result;
  }
}
