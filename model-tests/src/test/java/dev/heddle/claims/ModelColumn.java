package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Explorer;
import dev.heddle.spec.Fault;
import dev.heddle.spec.Invariant;
import dev.heddle.spec.Report;
import dev.heddle.spec.World;
import dev.heddle.spec.channel.ChannelExplorer;
import dev.heddle.spec.channel.ChannelFault;
import dev.heddle.spec.channel.ChannelWorld;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reference model, walked now: each of its worlds once, and each of its faults. Channels have a
 * model of their own, for S10.
 */
final class ModelColumn implements Column {
  private final Map<World, Report> worlds = new EnumMap<>(World.class);
  private final Set<Fault> found = EnumSet.noneOf(Fault.class);
  private final Map<ChannelWorld, Integer> channels = new EnumMap<>(ChannelWorld.class);

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
    for (ChannelWorld world : ChannelWorld.values()) {
      ChannelExplorer.Found walked = new ChannelExplorer(world).walk();
      if (walked.counterexample().isPresent()) {
        throw new IllegalStateException(world + " does not hold: there is nothing to claim");
      }
      channels.put(world, walked.states());
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
    if (invariant == Invariant.S10) {
      return ofChannels();
    }
    List<World> walked =
        worlds.keySet().stream().filter(world -> invariant.concerns(world.setup())).toList();
    List<Fault> faults =
        Stream.of(Fault.values()).filter(fault -> fault.twin() == invariant).toList();
    long states = walked.stream().mapToLong(world -> worlds.get(world).states()).sum();
    long killed = faults.stream().filter(found::contains).count();
    return holds(
        walked.size(),
        states,
        killed,
        faults.stream()
            .map(fault -> detail(fault.name(), fault.what(), found.contains(fault)))
            .toList());
  }

  private Evidence ofChannels() {
    List<String> details = new ArrayList<>();
    long killed = 0;
    for (ChannelFault fault : ChannelFault.values()) {
      boolean caught =
          new ChannelExplorer(fault.world(), fault).walk().counterexample().isPresent();
      killed += caught ? 1 : 0;
      details.add(detail(fault.name(), fault.what(), caught));
    }
    long states = channels.values().stream().mapToLong(count -> count).sum();
    return holds(channels.size(), states, killed, details);
  }

  private static Evidence holds(int worlds, long states, long killed, List<String> faults) {
    String all = Phrase.count(states, "state");
    return new Evidence(
        Word.HOLDS,
        "in every state of %s, walked to the end, %s; kills %d of %s"
            .formatted(
                Phrase.count(worlds, "world"),
                all,
                killed,
                Phrase.count(faults.size(), "design fault")),
        "model: " + all,
        "",
        faults);
  }

  private static String detail(String fault, String what, boolean caught) {
    return "%s: %s %s".formatted(Phrase.code(fault), what, caught ? "Killed." : "MISSED.");
  }

  /** A line for each world: what happens there, and how many states it has. */
  List<String> worlds() {
    List<String> lines = new ArrayList<>();
    worlds.forEach(
        (world, report) -> lines.add(line(world.name(), world.about(), report.states())));
    channels.forEach((world, states) -> lines.add(line(world.name(), world.about(), states)));
    return lines;
  }

  private static String line(String world, String about, long states) {
    return "%s: %s (%s)".formatted(Phrase.code(world), about, Phrase.count(states, "state"));
  }
}
