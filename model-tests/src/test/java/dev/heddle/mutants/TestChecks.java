package dev.heddle.mutants;

import dev.heddle.explore.CannotRunException;
import dev.heddle.explore.Fork;
import dev.heddle.mutants.TestResult.End;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The test classes of this module as checks, each with its time on the kernel as it ships. A mutant
 * that makes one take ten times as long (and ten seconds at least) hangs it.
 */
final class TestChecks implements Checks {
  private static final Pattern NO_CHECK =
      Pattern.compile(
          "dev\\.heddle\\.(claims|mutants|explore|tidy|spec)\\..*|.*\\$.*|.*package-info");

  private static final int BASELINE_MILLIS = 600_000;
  private static final int SHORTEST_MILLIS = 10_000;
  private static final int TIMES = 10;

  private final Path classes;
  private final Path folder;
  private final Map<String, TestResult> baseline = new HashMap<>();

  /**
   * @param classes the folder of the compiled test classes
   * @param folder a folder for logs and results
   */
  TestChecks(Path classes, Path folder) {
    this.classes = classes;
    this.folder = folder;
  }

  /** Runs every test class on the kernel as it ships. */
  void runBaseline() {
    List<String> names = classNames();
    List<String> arguments = new ArrayList<>();
    for (String name : names) {
      arguments.addAll(List.of(name, Integer.toString(BASELINE_MILLIS)));
    }
    for (TestResult result : fork("baseline", List.of(), arguments, names.size() * 60)) {
      if (result.end() != End.PASSED) {
        throw new CannotRunException(
            "%s %s on the kernel as it ships (%s: %s): no mutant can be judged by it"
                .formatted(
                    result.check(),
                    result.end() == End.FAILED ? "fails" : "does not end",
                    result.test(),
                    result.message()));
      }
      baseline.put(result.check(), result);
    }
  }

  @Override
  public boolean knows(String check) {
    return baseline.containsKey(classOf(check));
  }

  @Override
  public List<String> order(String invariant) {
    Comparator<TestResult> order =
        Comparator.<TestResult, Boolean>comparing(r -> !r.invariants().contains(invariant))
            .thenComparing(TestResult::millis);
    return baseline.values().stream().sorted(order).map(TestResult::check).toList();
  }

  @Override
  public Optional<Kill> kill(String mutant, Path mutated, List<String> checks) {
    List<String> arguments = new ArrayList<>();
    long total = SHORTEST_MILLIS;
    for (String check : checks) {
      long limit = limit(check);
      total += limit;
      arguments.addAll(List.of(check, Long.toString(limit)));
    }
    return fork(mutant, List.of(mutated), arguments, (int) (total / 1000) + 1).stream()
        .filter(result -> result.end() != End.PASSED)
        .findFirst()
        .map(TestResult::kill);
  }

  private long limit(String check) {
    return Math.max(SHORTEST_MILLIS, TIMES * baseline.get(classOf(check)).millis());
  }

  private static String classOf(String check) {
    return check.replaceFirst("#.*", "");
  }

  private List<TestResult> fork(
      String name, List<Path> first, List<String> arguments, int seconds) {
    Path results = folder.resolve(name + ".tsv");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-ea", "-cp", classPath(first)));
    command.addAll(List.of(TestJvm.class.getName(), results.toString()));
    command.addAll(arguments);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(results);
      Fork fork = new Fork(command, folder.resolve(name + ".log"), seconds);
      Fork.End end = fork.run(() -> {});
      List<TestResult> lines = read(results);
      if (!end.timedOut() && end.status() == 0) {
        return lines;
      }
      String why = end.timedOut() ? "no end after " + seconds + " s" : fork.complaint();
      List<TestResult> all = new ArrayList<>(lines);
      all.add(new TestResult(next(lines, arguments), End.CRASHED, 0, List.of(), "", why));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The check that was under way. */
  private static String next(List<TestResult> done, List<String> arguments) {
    return arguments.get(Math.min(2 * done.size(), arguments.size() - 2));
  }

  private static List<TestResult> read(Path results) throws IOException {
    return Files.isReadable(results)
        ? Files.readAllLines(results).stream().map(TestResult::parse).toList()
        : List.of();
  }

  private static String classPath(List<Path> first) {
    String shipped = System.getProperty("java.class.path");
    return Stream.concat(first.stream().map(Path::toString), Stream.of(shipped))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> classNames() {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replace(File.separatorChar, '.').replaceFirst("\\.class$", ""))
          .filter(name -> !NO_CHECK.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
