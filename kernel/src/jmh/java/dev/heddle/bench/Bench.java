package dev.heddle.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all workloads for Heddle, ForkJoinPool and Go, and prints one table: {@code mvn -Pbench
 * verify}.
 *
 * <p>Every round runs each workload for each of them, one after the other in a new process, so that
 * a machine that changes its speed changes it for all. A process warms up and answers the median of
 * its iterations; the table has the median of the rounds.
 */
public final class Bench {
  private static final Path FOLDER = Path.of("target");

  private final Tier tier;
  private final Optional<GoPeer> go;
  private final Table table = new Table();

  private Bench(Tier tier, Optional<GoPeer> go) {
    this.tier = tier;
    this.go = go;
  }

  /**
   * Runs the benchmarks, in the folder {@code kernel}.
   *
   * <p>System properties: {@code bench.tier}, quick or full; {@code bench.jmh}, arguments of JMH's
   * own command line, which then runs instead.
   */
  public static void main(String[] args) throws Exception {
    String jmh = System.getProperty("bench.jmh", "");
    if (!jmh.isBlank()) {
      org.openjdk.jmh.Main.main(jmh.strip().split(" +"));
      return;
    }
    Tier tier = Tier.named(System.getProperty("bench.tier", Tier.QUICK.toString()));
    String machine = Machine.describe() + Machine.load();
    Bench bench = new Bench(tier, GoPeer.build(FOLDER));
    for (int round = 1; round <= tier.rounds; round++) {
      bench.round(round);
    }
    String text = bench.report(machine);
    System.out.println(text);
    Files.writeString(FOLDER.resolve("bench.md"), text);
  }

  private void round(int round) throws RunnerException, IOException, InterruptedException {
    for (Workload workload : Workload.values()) {
      double heddle = jmh(workload, workload.heddle);
      double pool = jmh(workload, workload.pool);
      table.add(workload, Table.Peer.HEDDLE, heddle);
      table.add(workload, Table.Peer.POOL, pool);
      String line =
          String.format(
              Locale.ROOT,
              "round %d of %d, %s: Heddle %,.0f, FJP %,.0f",
              round,
              tier.rounds,
              workload.title,
              heddle,
              pool);
      if (go.isPresent()) {
        double peer = go.get().run(workload, tier.iterations * tier.millis);
        table.add(workload, Table.Peer.GO, peer);
        line += String.format(Locale.ROOT, ", Go %,.0f", peer);
      }
      System.out.println(line);
    }
  }

  /** One process: the median, in ns per operation of the table. */
  private double jmh(Workload workload, String benchmark) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + (Bench.class.getPackageName() + "." + benchmark).replace(".", "\\.") + "$")
        .forks(1)
        .warmupIterations(tier.warmups)
        .warmupTime(TimeValue.milliseconds(tier.millis))
        .measurementIterations(tier.iterations)
        .measurementTime(TimeValue.milliseconds(tier.millis))
        .jvmArgs("-Xms1g", "-Xmx1g")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    if (workload.parameter != null) {
      options.param(workload.parameter, workload.value());
    }
    RunResult result = new Runner(options.build()).runSingle();
    return workload.scale() * result.getPrimaryResult().getStatistics().getPercentile(50);
  }

  private String report(String machine) {
    return String.format(
        Locale.ROOT,
        "%n%s%nMedians of %d rounds, each in a new process; ± is half the range. %d processors each."
            + " A ratio below 1: Heddle is faster.%n`mvn -Pbench verify%s` on %s%n",
        table.render(go.map(peer -> "Go " + peer.version.replace("go", "")).orElse("Go")),
        tier.rounds,
        Workload.PROCESSORS,
        tier == Tier.QUICK ? "" : " -Dbench.tier=" + tier,
        machine);
  }
}
