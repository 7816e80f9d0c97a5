package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Explorer;
import dev.heddle.spec.Fault;
import dev.heddle.spec.Invariant;
import dev.heddle.spec.Report;
import dev.heddle.spec.World;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The reference model, walked now: each of its worlds once, and each of its faults. */
final class ModelColumn implements Column {
  private final Map<World, Report> worlds = new EnumMap<>(World.class);
  private final Set<Fault> found = EnumSet.noneOf(Fault.class);

  /**
   * Walks.
   *
   * @throws IllegalStateException if the model does not hold, or was not walked to the end
   */
  ModelColumn() {
    for (World world : World.values()) {
      Report report = new Explorer(world.setup()).walk();
      if (!report.holds()) {
        throw new IllegalStateException(world + " does not hold: there is nothing to claim");
      }
      worlds.put(world, report);
    }
    for (Fault fault : Fault.values()) {
      new Explorer(fault.world().setup().withFaults(fault))
          .walk()
          .counterexample()
          .filter(example -> example.invariant() == fault.twin())
          .ifPresent(example -> found.add(fault));
    }
  }

  @Override
  public String title() {
    return "model";
  }

  @Override
  public boolean isAboutCode() {
    return false;
  }

  @Override
  public Evidence of(Invariant invariant) {
    List<World> walked =
        worlds.keySet().stream().filter(world -> invariant.concerns(world.setup())).toList();
    List<Fault> faults =
        Stream.of(Fault.values()).filter(fault -> fault.twin() == invariant).toList();
    long states = walked.stream().mapToLong(world -> worlds.get(world).states()).sum();
    long killed = faults.stream().filter(found::contains).count();

    String all = Phrase.count(states, "state");
    return new Evidence(
        Word.HOLDS,
        "in every state of %s, walked to the end, %s; kills %d of %s"
            .formatted(
                Phrase.count(walked.size(), "world"),
                all,
                killed,
                Phrase.count(faults.size(), "design fault")),
        "model: " + all,
        "",
        faults.stream().map(this::detail).toList());
  }

  private String detail(Fault fault) {
    return "%s: %s %s"
        .formatted(
            Phrase.code(fault.name()), fault.what(), found.contains(fault) ? "Killed." : "MISSED.");
  }

  /** A line for each world: what happens there, and how many states it has. */
  List<String> worlds() {
    return worlds.entrySet().stream()
        .map(
            entry ->
                "%s: %s (%s)"
                    .formatted(
                        Phrase.code(entry.getKey().name()),
                        entry.getKey().about(),
                        Phrase.count(entry.getValue().states(), "state")))
        .toList();
  }
}
