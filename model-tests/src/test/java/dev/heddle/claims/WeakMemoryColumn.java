package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stress tests on real hardware, read as sources because they are compiled only where they run: a
 * file with jcstress tests is about the invariants that it names.
 */
final class WeakMemoryColumn implements Column {
  private static final String TEST = "@JCStressTest";

  private final Map<Invariant, Set<String>> tests = new EnumMap<>(Invariant.class);

  /**
   * Finds them.
   *
   * @param sources the folder of the stress tests, which need not be there
   */
  WeakMemoryColumn(Path sources) {
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        add(file.getFileName().toString().replaceFirst("\\.java$", ""), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, String source) {
    for (Invariant invariant : Invariant.values()) {
      if (source.contains(TEST) && named(invariant).matcher(source).find()) {
        tests.computeIfAbsent(invariant, key -> new TreeSet<>()).add(name);
      }
    }
  }

  private static Pattern named(Invariant invariant) {
    return Pattern.compile("\\b" + invariant.name() + "\\b");
  }

  @Override
  public String title() {
    return "weak memory";
  }

  @Override
  public boolean isAboutCode() {
    return true;
  }

  @Override
  public Evidence of(Invariant invariant) {
    Set<String> names = tests.getOrDefault(invariant, Set.of());
    if (names.isEmpty()) {
      return Evidence.assumed("no stress test names it", "a missing fence");
    }
    List<String> all = names.stream().map(Phrase::code).toList();
    return new Evidence(
        Word.SAMPLED,
        String.join(", ", all),
        "jcstress: " + Phrase.count(names.size(), "test"),
        "a reordering that the hardware did not show",
        List.of());
  }
}
