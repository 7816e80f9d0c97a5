package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to run, and what was left out.
 *
 * @param runs configurations with the engine each runs under, never empty
 * @param left configurations that were asked for, but that none of the engines in question is meant
 *     for
 */
record Plan(List<Exploration.Run> runs, List<Configuration> left) {

  /**
   * Plans what a command line asks for.
   *
   * @throws CannotRunException if an id is unknown, an engine is missing, or nothing is left to run
   */
  static Plan of(Options options, Manifest manifest, Exploration exploration) {
    require(options, exploration);
    boolean all = options.ids().isEmpty();
    List<Exploration.Run> runs = new ArrayList<>();
    List<Configuration> left = new ArrayList<>();
    for (Configuration c :
        all ? manifest.configurations() : options.ids().stream().map(manifest::get).toList()) {
      Optional<EngineName> engine = engine(c, options.engine(), exploration);
      if (all && !options.tier().includes(engine.map(c::tier).orElse(c.tier()))) {
        continue;
      }
      if (engine.isPresent()) {
        runs.add(new Exploration.Run(c, engine.get()));
      } else {
        left.add(c);
      }
    }
    return checked(new Plan(runs, left), all);
  }

  private static void require(Options options, Exploration exploration) {
    Optional<EngineName> needed = options.bless() ? Optional.of(EngineName.JPF) : options.engine();
    needed
        .flatMap(exploration::missing)
        .ifPresent(
            missing -> {
              throw new CannotRunException(missing);
            });
    Optional<String> noJpf = exploration.missing(EngineName.JPF);
    Optional<String> noLincheck = exploration.missing(EngineName.LINCHECK);
    if (options.engine().isEmpty() && noJpf.isPresent() && noLincheck.isPresent()) {
      throw new CannotRunException(noJpf.get() + System.lineSeparator() + noLincheck.get());
    }
  }

  private static Optional<EngineName> engine(
      Configuration configuration, Optional<EngineName> asked, Exploration exploration) {
    if (asked.isEmpty()) {
      return exploration.best(configuration);
    }
    return asked.filter(
        name -> name == EngineName.THREADS || configuration.engines().contains(name));
  }

  private static Plan checked(Plan plan, boolean all) {
    if (!all && !plan.left.isEmpty()) {
      throw new CannotRunException(plan.leftOut());
    }
    if (plan.runs.isEmpty()) {
      throw new CannotRunException("nothing to run: no configuration fits what was asked");
    }
    return plan;
  }

  /** What was left out, and which engine it needs; empty if nothing was. */
  String leftOut() {
    List<String> texts = new ArrayList<>();
    for (EngineName engine : EngineName.values()) {
      List<String> ids =
          left.stream().filter(c -> first(c) == engine).map(Configuration::id).toList();
      if (!ids.isEmpty()) {
        texts.add("not run, for %s only: %s".formatted(engine, String.join(", ", ids)));
      }
    }
    return String.join("; ", texts);
  }

  private static EngineName first(Configuration configuration) {
    return configuration.engines().stream().sorted().findFirst().orElseThrow();
  }
}
