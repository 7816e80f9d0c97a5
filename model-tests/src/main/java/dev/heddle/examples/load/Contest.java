package dev.heddle.examples.load;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Servers side by side under {@code wrk}, in one run: rounds are interleaved, and begin with
 * another server each time. A ratio is the median of those of each round, of the first server to
 * another.
 */
final class Contest implements AutoCloseable {
  private static final int WARM_UP_SECONDS = 5;

  /**
   * What is asked for.
   *
   * @param path on each server
   * @param connections how many at once
   */
  record Workload(String path, int connections) {
    String title() {
      return String.format(Locale.ROOT, "%s, %,d connections", path, connections);
    }
  }

  private final LoadArguments arguments;
  private final Map<String, ServerProcess> servers = new LinkedHashMap<>();
  private final Map<Workload, Map<String, List<Wrk>>> results = new LinkedHashMap<>();

  Contest(LoadArguments arguments) {
    this.arguments = arguments;
  }

  /** Another server, which is stopped in the end. */
  void add(String title, ServerProcess server) {
    servers.put(title, server);
  }

  void run(Jdk jdk, Workload... workloads) throws IOException, InterruptedException {
    System.out.printf(
        "%d × %d s each, %d processors of %d, all on %s%n",
        arguments.rounds(),
        arguments.seconds(),
        arguments.processors(),
        Runtime.getRuntime().availableProcessors(),
        jdk.home());
    for (Workload workload : workloads) {
      measure(workload);
    }
    print();
  }

  private void measure(Workload workload) throws IOException, InterruptedException {
    Map<String, List<Wrk>> rows = new LinkedHashMap<>();
    results.put(workload, rows);
    List<String> order = new ArrayList<>(servers.keySet());
    for (String server : order) {
      rows.put(server, new ArrayList<>());
      run(server, workload, WARM_UP_SECONDS);
    }
    for (int round = 0; round < arguments.rounds(); round++) {
      for (String server : order) {
        rows.get(server).add(run(server, workload, arguments.seconds()));
      }
      Collections.rotate(order, 1);
    }
  }

  private Wrk run(String server, Workload workload, int seconds)
      throws IOException, InterruptedException {
    URI uri = servers.get(server).uri().resolve(workload.path);
    return Wrk.run(uri, workload.connections, seconds);
  }

  private void print() {
    String first = servers.keySet().iterator().next();
    System.out.println(
        "| workload | server | requests/s | p50 ms | p99 ms | errors | "
            + first
            + ": requests/s × | p99 × |");
    System.out.println("|:--|:--|--:|--:|--:|--:|--:|--:|");
    results.forEach(
        (workload, rows) ->
            rows.forEach((server, runs) -> print(workload.title(), server, runs, rows.get(first))));
  }

  private static void print(String workload, String server, List<Wrk> runs, List<Wrk> ours) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,.0f ±%.0f%% | %.2f | %.2f | %d | %.2f | %.2f |%n",
        workload,
        server,
        median(runs, Wrk::perSecond),
        spread(runs),
        median(runs, Wrk::p50),
        median(runs, Wrk::p99),
        runs.stream().mapToLong(Wrk::errors).sum(),
        ratio(ours, runs, Wrk::perSecond),
        ratio(ours, runs, Wrk::p99));
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

  @Override
  public void close() {
    servers.values().forEach(ServerProcess::close);
  }
}
