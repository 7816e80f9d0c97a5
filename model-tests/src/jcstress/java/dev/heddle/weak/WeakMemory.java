package dev.heddle.weak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Runs the jcstress tests and judges them; {@code mvn -Pjcstress verify}.
 *
 * <p>More is expected than jcstress does by itself: a test must never show a forbidden outcome, and
 * must show all its interesting ones, or its sides never met; its twin has the same expectations,
 * and must break them.
 *
 * <p>Arguments: a regular expression for the tests' names, the file for the table, and the file for
 * a copy of it that the claims rest on, written when all tests were run. Ends with status 0 if all
 * is as expected, 1 if something is not, 2 if nothing could be run.
 */
public final class WeakMemory {
  private static final List<String> QUICK =
      List.of(
          "-m",
          "quick",
          "-iters",
          "3",
          "-time",
          "300",
          "-sc",
          "false",
          "-r",
          "report",
          "-jvmArgs",
          "-XX:+UseSerialGC");

  private static final String ALL = ".*";

  private WeakMemory() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = new ArrayList<>(QUICK);
    arguments.addAll(List.of("-t", args[0]));
    Options options = new Options(arguments.toArray(new String[0]));
    if (!options.parse()) {
      System.exit(2);
    }
    List<Finding> findings = run(options);
    if (findings.isEmpty()) {
      System.out.println("jcstress: no test matches " + args[0]);
      System.exit(2);
    }
    findings.forEach(System.out::println);
    String page = Page.of(findings);
    Files.writeString(Path.of(args[1]), page);
    if (args[0].equals(ALL)) {
      Files.writeString(Path.of(args[2]), page);
      System.out.println("jcstress: wrote the record; 'mvn -q -Pclaims verify' makes claims of it");
    }
    long bad = findings.stream().filter(finding -> !finding.verdict().good).count();
    System.out.printf("jcstress: %d of %d as expected%n", findings.size() - bad, findings.size());
    System.exit(bad == 0 ? 0 : 1);
  }

  private static List<Finding> run(Options options) throws Exception {
    PrintStream console = System.out;
    Path log = Path.of("jcstress.log").toAbsolutePath();
    console.println("jcstress: some minutes; see " + log);
    try (PrintStream file = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      System.setOut(file);
      JCStress jcstress = new JCStress(options);
      try {
        jcstress.run();
      } catch (AssertionError e) {
        file.println("Its own verdict, for which twins are failures: " + e.getMessage());
      } finally {
        System.setOut(console);
      }
      Map<String, TestResult> results = results(options.getResultFile());
      return jcstress.getTests().stream()
          .map(name -> Finding.of(TestList.getInfo(name), results.get(name)))
          .sorted(Comparator.comparingInt(WeakMemory::number).thenComparing(Finding::name))
          .toList();
    }
  }

  private static Map<String, TestResult> results(String file)
      throws IOException, ClassNotFoundException {
    InProcessCollector all = new InProcessCollector();
    DiskReadCollector disk = new DiskReadCollector(file, all);
    disk.dump();
    disk.close();
    return ReportUtils.mergedByName(all.getTestResults()).stream()
        .collect(Collectors.toMap(TestResult::getName, Function.identity()));
  }

  private static int number(Finding finding) {
    return Integer.parseInt(finding.edge().replace("HB-", ""));
  }
}
