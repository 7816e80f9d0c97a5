package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Runs configurations, an engine's canaries first. When an engine fails one of them (a litmus test
 * without exactly its outcomes, a twin not caught), nothing that it did not find counts.
 */
public final class Exploration {
  private final Workspace workspace;
  private final Manifest manifest;
  private final Map<EngineName, Engine> engines = new EnumMap<>(EngineName.class);

  /**
   * Creates one over this machine's explorers, JPF where its own settings say that it is.
   *
   * @param workspace the checkout
   * @param manifest the configurations
   * @return the exploration
   * @throws CannotRunException if JPF's settings point to a place where it is not
   */
  public static Exploration here(Workspace workspace, Manifest manifest) {
    return new Exploration(workspace, manifest, JpfHome.find(Optional.empty()));
  }

  Exploration(Workspace workspace, Manifest manifest, Optional<JpfHome> jpf) {
    this(
        workspace,
        manifest,
        List.of(
            new JpfEngine(workspace, jpf),
            new LincheckEngine(workspace),
            new ThreadsEngine(workspace)));
  }

  Exploration(Workspace workspace, Manifest manifest, List<Engine> engines) {
    this.workspace = workspace;
    this.manifest = manifest;
    engines.forEach(engine -> this.engines.put(engine.name(), engine));
  }

  /** A configuration with the engine it is to run under. */
  record Run(Configuration configuration, EngineName engine) {}

  /** Why an engine cannot run here; empty if it can. */
  Optional<String> missing(EngineName engine) {
    return engines.get(engine).missing();
  }

  /**
   * Returns the best engine for a configuration: JPF, else Lincheck.
   *
   * @param configuration the configuration
   * @return the engine, empty if none it is meant for can run here
   */
  public Optional<EngineName> best(Configuration configuration) {
    return List.of(EngineName.JPF, EngineName.LINCHECK).stream()
        .filter(name -> configuration.engines().contains(name))
        .filter(name -> missing(name).isEmpty())
        .findFirst();
  }

  /** Runs all, canaries first. */
  List<Finding> run(List<Run> wanted, boolean trace, Progress progress) {
    Set<Run> runs = new LinkedHashSet<>();
    for (EngineName engine : wanted.stream().map(Run::engine).distinct().sorted().toList()) {
      manifest.canaries(engine).forEach(canary -> runs.add(new Run(canary, engine)));
    }
    runs.addAll(wanted);
    runs.forEach(this::checkMutant);

    Set<EngineName> failed = EnumSet.noneOf(EngineName.class);
    List<Finding> findings = new ArrayList<>();
    for (Run run : runs) {
      progress.start(findings.size() + 1, runs.size(), run.configuration(), run.engine());
      Finding finding =
          explore(run, trace && wanted.contains(run), count -> progress.tick(run.engine(), count));
      if (run.configuration().canary() && finding.verdict().failsCanary()) {
        failed.add(run.engine());
      }
      progress.end(finding);
      findings.add(finding);
    }
    return findings.stream()
        .map(f -> failed.contains(f.result().engine()) ? f.untrusted() : f)
        .toList();
  }

  private Finding explore(Run run, boolean trace, LongConsumer progress) {
    Configuration configuration = run.configuration();
    Job job =
        new Job(
            configuration,
            configuration.mutant().isEmpty() ? List.of() : List.of(mutated(configuration)),
            trace,
            configuration.limit(run.engine()));
    Result result = engines.get(run.engine()).run(job, progress);
    return new Finding(
        configuration,
        result,
        Verdict.of(configuration, result),
        workspace.rerun(configuration, run.engine()));
  }

  /** Fails before anything is run if a mutant is unknown or no longer fits the kernel. */
  private void checkMutant(Run run) {
    if (!run.configuration().mutant().isEmpty()) {
      new MutantCompiler(workspace).check(mutant(run.configuration()));
    }
  }

  private Path mutated(Configuration configuration) {
    return new MutantCompiler(workspace).compile(mutant(configuration));
  }

  private Mutant mutant(Configuration configuration) {
    return MutantCatalogue.read(workspace.mutants()).get(configuration.mutant());
  }

  /**
   * Runs one job as it is; for those who bring their own kernel.
   *
   * @param engine the engine
   * @param job the job
   * @return what was found
   */
  public Result run(EngineName engine, Job job) {
    return engines.get(engine).run(job, explored -> {});
  }
}
