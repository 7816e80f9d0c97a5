package dev.heddle.spec;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of the {@link Explorer}: walks through worlds, and says what it has found. */
final class Main {
  private static final String USAGE =
      """
      usage: java -cp spec.jar dev.heddle.spec.Explorer [WORLD...] [--fault FAULT]... [--most STATES]
             java -cp spec.jar dev.heddle.spec.Explorer --list
      Walks through every state of small worlds (all of them, if none is named), and checks the
      catalogue in each. Exit code: 0 if all is well, 1 if an invariant is broken, 2 if a walk was
      not finished, 3 if the arguments are wrong.
      """;

  private final PrintStream out;

  Main(PrintStream out) {
    this.out = out;
  }

  /** Returns the exit code. */
  int run(String... args) {
    List<World> worlds = new ArrayList<>();
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    int most = Integer.MAX_VALUE;
    try {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--list" -> {
            return list();
          }
          case "--fault" -> faults.add(Fault.valueOf(args[++i]));
          case "--most" -> most = Integer.parseInt(args[++i]);
          default -> worlds.add(World.valueOf(args[i]));
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      out.println("can't understand " + String.join(" ", args) + ": " + e.getMessage());
      out.print(USAGE);
      return 3;
    }
    return walk(worlds.isEmpty() ? List.of(World.values()) : worlds, faults, most);
  }

  private int walk(List<World> worlds, Set<Fault> faults, int most) {
    int code = 0;
    for (World world : worlds) {
      Setup setup = world.setup().withFaults(faults.toArray(new Fault[0]));
      Report report = new Explorer(setup).atMost(most).walk();
      out.println(world + ": " + world.about());
      out.print(report);
      out.println(report.holds() ? held(setup) : "");
      code = Math.max(code, report.holds() ? 0 : report.counterexample().isPresent() ? 1 : 2);
    }
    return code;
  }

  private static String held(Setup setup) {
    return Stream.of(Invariant.values())
        .filter(invariant -> invariant != Invariant.S10) // channels have a model of their own
        .filter(invariant -> setup.timed() || !invariant.isAboutWaits())
        .map(Invariant::name)
        .collect(Collectors.joining(" ", "in all of them: ", "\n"));
  }

  private int list() {
    for (World world : World.values()) {
      out.println(world + ": " + world.about());
    }
    for (Fault fault : Fault.values()) {
      out.println(
          fault + " (" + fault.twin() + ", seen in " + fault.world() + "): " + fault.what());
    }
    return 0;
  }
}
