package dev.heddle.claims;

import dev.heddle.explore.Configuration;
import dev.heddle.explore.EngineName;
import dev.heddle.explore.Manifest;
import dev.heddle.spec.Invariant;
import java.util.List;

/** The manifest's configurations by what they check. */
final class Configurations {
  private final Manifest manifest;

  Configurations(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Those over the kernel as it ships that check an invariant under an engine. */
  List<Configuration> whole(Invariant invariant, EngineName engine) {
    return checking(invariant, engine).stream().filter(c -> !c.broken()).toList();
  }

  /** The twins: those that must find it violated. */
  List<Configuration> twins(Invariant invariant, EngineName engine) {
    return checking(invariant, engine).stream().filter(Configuration::broken).toList();
  }

  /** How many litmus tests there are for an engine. */
  long litmus(EngineName engine) {
    return manifest.configurations().stream()
        .filter(c -> c.litmus() && c.engines().contains(engine))
        .count();
  }

  /** How many canaries a run of an engine must pass. */
  int canaries(EngineName engine) {
    return manifest.canaries(engine).size();
  }

  private List<Configuration> checking(Invariant invariant, EngineName engine) {
    return manifest.configurations().stream()
        .filter(c -> c.checks().contains(invariant.name()) && c.engines().contains(engine))
        .toList();
  }
}
