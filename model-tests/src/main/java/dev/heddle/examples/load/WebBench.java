package dev.heddle.examples.load;

import dev.heddle.examples.load.ServerProcess.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The web server on the kernel beside the same HTTP on virtual threads and on a fixed pool, under
 * {@code wrk}, in one run:
 *
 * <pre>
 *   java -cp model-tests/target/web-server.jar dev.heddle.examples.load.WebBench
 * </pre>
 *
 * <p>Each server has a JVM of its own; those that aren't measured have nothing to do. Rounds are
 * interleaved, and begin with another server each time. A ratio is the median of those of each
 * round. The pool has a thread for each connection, and the kernel and the virtual threads as many
 * Processors, or carriers, as they are told. The other two have no deadlines to look after.
 */
public final class WebBench {
  private static final int WARM_UP_SECONDS = 5;
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int FILE_BYTES = 16_000;

  private enum Workload {
    HELLO("/hello", 64),
    MANY("/hello", MOST_CONNECTIONS),
    FILE("/file.bin", 64);

    final String path;
    final int connections;

    Workload(String path, int connections) {
      this.path = path;
      this.connections = connections;
    }

    String title() {
      return String.format(Locale.ROOT, "%s, %,d connections", path, connections);
    }
  }

  private final LoadArguments arguments;
  private final Map<Kind, ServerProcess> servers = new EnumMap<>(Kind.class);
  private final Map<Workload, Map<Kind, List<Wrk>>> results = new EnumMap<>(Workload.class);

  private WebBench(LoadArguments arguments) {
    this.arguments = arguments;
  }

  /**
   * Runs the program and exits.
   *
   * @param args see {@link LoadArguments#USAGE}
   */
  public static void main(String[] args) throws Exception {
    LoadArguments arguments;
    try {
      arguments = LoadArguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (!Wrk.isInstalled()) {
      System.err.println("wrk is not installed (Debian: apt install wrk): nothing was measured");
      System.exit(1);
    }
    new WebBench(arguments).run();
  }

  private void run() throws IOException, InterruptedException {
    Jdk jdk = Jdk.find();
    Path directory = Files.createTempDirectory("web-bench");
    Path file = Files.write(directory.resolve("file.bin"), new byte[FILE_BYTES]);
    try {
      for (Kind kind : Kind.values()) {
        if (kind == Kind.VIRTUAL && !jdk.hasVirtualThreads()) {
          System.out.println("Virtual threads are not measured: " + Jdk.HINT);
          continue;
        }
        int threads = MOST_CONNECTIONS + 1; // wrk asks once before it begins
        servers.put(
            kind, ServerProcess.start(jdk, kind, arguments.processors(), threads, directory));
      }
      System.out.printf(
          "%d × %d s each, %d processors of %d, all on %s%n",
          arguments.rounds(),
          arguments.seconds(),
          arguments.processors(),
          Runtime.getRuntime().availableProcessors(),
          jdk.home());
      measure();
      print();
    } finally {
      servers.values().forEach(ServerProcess::close);
      Files.delete(file);
      Files.delete(directory);
    }
  }

  private void measure() throws IOException, InterruptedException {
    for (Workload workload : Workload.values()) {
      Map<Kind, List<Wrk>> rows = new EnumMap<>(Kind.class);
      results.put(workload, rows);
      List<Kind> order = new ArrayList<>(servers.keySet());
      for (Kind kind : order) {
        rows.put(kind, new ArrayList<>());
        run(kind, workload, WARM_UP_SECONDS);
      }
      for (int round = 0; round < arguments.rounds(); round++) {
        for (Kind kind : order) {
          rows.get(kind).add(run(kind, workload, arguments.seconds()));
        }
        Collections.rotate(order, 1);
      }
    }
  }

  private Wrk run(Kind kind, Workload workload, int seconds)
      throws IOException, InterruptedException {
    URI uri = servers.get(kind).uri().resolve(workload.path);
    return Wrk.run(uri, workload.connections, seconds);
  }

  private void print() {
    System.out.println(
        "| workload | server | requests/s | p50 ms | p99 ms | errors | Heddle: requests/s × | p99 × |");
    System.out.println("|:--|:--|--:|--:|--:|--:|--:|--:|");
    results.forEach(
        (workload, rows) ->
            rows.forEach(
                (kind, runs) -> {
                  List<Wrk> ours = rows.get(Kind.HEDDLE);
                  System.out.printf(
                      Locale.ROOT,
                      "| %s | %s | %,.0f ±%.0f%% | %.2f | %.2f | %d | %.2f | %.2f |%n",
                      workload.title(),
                      kind.title,
                      median(runs, Wrk::perSecond),
                      spread(runs),
                      median(runs, Wrk::p50),
                      median(runs, Wrk::p99),
                      runs.stream().mapToLong(Wrk::errors).sum(),
                      ratio(ours, runs, Wrk::perSecond),
                      ratio(ours, runs, Wrk::p99));
                }));
  }

  private static double median(List<Wrk> runs, ToDoubleFunction<Wrk> value) {
    return median(runs.stream().mapToDouble(value).toArray());
  }

  /** Half the distance between the least and the greatest rate, in percent of the median. */
  private static double spread(List<Wrk> runs) {
    double[] rates = runs.stream().mapToDouble(Wrk::perSecond).sorted().toArray();
    return 50 * (rates[rates.length - 1] - rates[0]) / median(rates);
  }

  private static double ratio(List<Wrk> of, List<Wrk> to, ToDoubleFunction<Wrk> value) {
    double[] ratios = new double[of.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = value.applyAsDouble(of.get(i)) / value.applyAsDouble(to.get(i));
    }
    return median(ratios);
  }

  /** The lower one, if there are two. */
  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
