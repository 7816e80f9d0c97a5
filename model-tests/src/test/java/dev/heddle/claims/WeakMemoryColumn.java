package dev.heddle.claims;

import static java.util.Map.entry;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stress tests on real hardware, read as sources because they are compiled only where they run.
 * Each names an edge of {@code 02-memory-ordering.md}, or an invariant.
 */
final class WeakMemoryColumn implements Column {
  private static final Pattern EDGE =
      Pattern.compile("@Edge\\(\\s*value = \"([^\"]+)\",\\s*promise = \"([^\"]+)\"\\)");

  /** What each edge is there for; a task is published to whoever runs it, so that is S2. */
  private static final Map<String, Set<Invariant>> FOR =
      Map.ofEntries(
          entry("HB-1", EnumSet.of(Invariant.S1, Invariant.S2)),
          entry("HB-2", EnumSet.of(Invariant.S1, Invariant.S4)),
          entry("HB-3", EnumSet.of(Invariant.S1, Invariant.S2)),
          entry("HB-4", EnumSet.of(Invariant.S1, Invariant.S2)),
          entry("HB-5", EnumSet.of(Invariant.S6)),
          entry("HB-6", EnumSet.of(Invariant.S3)),
          entry("HB-7", EnumSet.of(Invariant.L4)),
          entry("HB-8", EnumSet.of(Invariant.S2, Invariant.L4)),
          entry("HB-9", EnumSet.of(Invariant.S8)),
          entry("HB-10", EnumSet.of(Invariant.S3, Invariant.S6)),
          entry("HB-11", EnumSet.of(Invariant.S3)),
          entry("HB-12", EnumSet.of(Invariant.S9)));

  /** A row of the record: edge, test, promise, samples, what was seen, result. */
  private static final Pattern ROW =
      Pattern.compile("\\| HB-\\d+ \\| `([^`]+)` \\|.*\\| ([\\d,]+) \\|.*\\| (\\w+) \\|");

  private final List<Test> tests = new ArrayList<>();

  /** The samples of the tests that were clean in the run on record. */
  private final Map<String, Long> samples = new TreeMap<>();

  private record Test(String name, String edge, String promise) {
    boolean isFor(Invariant invariant) {
      return edge.equals(invariant.name()) || FOR.getOrDefault(edge, Set.of()).contains(invariant);
    }

    String detail() {
      return "%s (%s): %s".formatted(Phrase.code(name), edge, promise);
    }
  }

  /**
   * Finds them.
   *
   * @param sources the folder of the stress tests, which need not be there
   * @param record the table of the last complete run, which need not be there
   * @throws IllegalStateException if one is about an edge or an invariant that there is not
   */
  WeakMemoryColumn(Path sources, Path record) {
    readRecord(record);
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.java$", "");
        Matcher edge = EDGE.matcher(Files.readString(file));
        while (edge.find()) {
          tests.add(known(new Test(name, edge.group(1), edge.group(2))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readRecord(Path record) {
    if (!Files.exists(record)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(record)) {
        Matcher row = ROW.matcher(line);
        if (row.matches() && row.group(3).equals("clean")) {
          samples.put(row.group(1), Long.valueOf(row.group(2).replace(",", "")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Test known(Test test) {
    if (Stream.of(Invariant.values()).noneMatch(test::isFor)) {
      throw new IllegalStateException(test.detail() + ": which invariant rests on that?");
    }
    return test;
  }

  @Override
  public String title() {
    return "weak memory (jcstress)";
  }

  @Override
  public boolean isAboutCode() {
    return true;
  }

  @Override
  public Evidence of(Invariant invariant) {
    List<Test> some = tests.stream().filter(test -> test.isFor(invariant)).toList();
    if (some.isEmpty()) {
      return Evidence.assumed("no stress test is about it", "a missing fence");
    }
    return new Evidence(
        Word.SAMPLED,
        some.stream().map(test -> Phrase.code(test.name())).collect(Collectors.joining(", "))
            + "; "
            + clean(some),
        "jcstress: " + Phrase.count(some.size(), "test") + ", " + clean(some),
        "a reordering that the hardware did not show",
        some.stream().map(Test::detail).toList());
  }

  private String clean(List<Test> some) {
    List<Long> counts = new ArrayList<>();
    for (Test test : some) {
      if (samples.containsKey(test.name())) {
        counts.add(samples.get(test.name()));
      }
    }
    long all = counts.stream().mapToLong(Long::longValue).sum();
    String number = "%,d samples".formatted(all);
    return counts.size() == some.size()
        ? "clean in " + number
        : "%d of %d clean in %s, others not run".formatted(counts.size(), some.size(), number);
  }
}
