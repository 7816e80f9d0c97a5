package dev.heddle.weak;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/**
 * What came out of one jcstress test.
 *
 * @param name the class, without its package
 * @param edge the edge that it is about
 * @param about what the edge promises; of a twin, its bug
 * @param verdict whether that was to be
 * @param samples how often the test was run
 * @param outcomes what was seen
 */
record Finding(
    String name,
    String edge,
    String about,
    Verdict verdict,
    long samples,
    List<GradingResult> outcomes) {

  /** What came out, in a word or two, and whether it was to be. */
  enum Verdict {
    /** No forbidden outcome in all samples, and the two sides met. */
    CLEAN("clean", true),
    /** A twin showed its bug. */
    CAUGHT("caught", true),
    /** A twin did not show its bug, and need not. */
    NOT_SEEN("not seen, and need not be", true),
    /** The kernel's own classes gave a forbidden outcome. */
    FORBIDDEN("FORBIDDEN OUTCOME", false),
    /** An outcome that shows that the two sides met never came. */
    NEVER_MET("THE SIDES NEVER MET", false),
    /** A twin did not show its bug: its test would not find it either. */
    MISSED("BUG NOT SEEN", false),
    /** It did not run, or not to its end. */
    NOT_RUN("DID NOT RUN", false);

    final String words;
    final boolean good;

    Verdict(String words, boolean good) {
      this.words = words;
      this.good = good;
    }
  }

  /**
   * Judges a test.
   *
   * @param test the test
   * @param result what was sampled; null if nothing was
   */
  static Finding of(TestInfo test, TestResult result) {
    Class<?> type = load(test);
    Edge edge = type.getAnnotation(Edge.class);
    Twin twin = type.getAnnotation(Twin.class);
    boolean ran = result != null && result.status() == Status.NORMAL && !result.isEmpty();
    Collection<GradingResult> outcomes = ran ? result.grading().gradingResults.values() : List.of();
    return new Finding(
        type.getName().replaceFirst(".*\\.", "").replace('$', '.'),
        edge.value(),
        twin == null ? edge.promise() : twin.value(),
        ran ? verdict(twin, outcomes) : Verdict.NOT_RUN,
        ran ? result.getTotalCount() : 0,
        List.copyOf(outcomes));
  }

  private static Verdict verdict(Twin twin, Collection<GradingResult> outcomes) {
    boolean forbidden = outcomes.stream().anyMatch(Finding::isForbidden);
    if (twin != null) {
      Verdict otherwise = twin.notHere().isEmpty() ? Verdict.MISSED : Verdict.NOT_SEEN;
      return forbidden ? Verdict.CAUGHT : otherwise;
    }
    if (forbidden) {
      return Verdict.FORBIDDEN;
    }
    boolean met =
        outcomes.stream().noneMatch(o -> o.expect == Expect.ACCEPTABLE_INTERESTING && o.count == 0);
    return met ? Verdict.CLEAN : Verdict.NEVER_MET;
  }

  private static boolean isForbidden(GradingResult outcome) {
    return outcome.count > 0
        && (outcome.expect == Expect.FORBIDDEN || outcome.expect == Expect.UNKNOWN);
  }

  private static Class<?> load(TestInfo test) {
    try {
      return Class.forName(test.binaryName(), false, Finding.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("jcstress lists a test that is not there", e);
    }
  }

  /** What was seen, the forbidden first where there is any. */
  String seen() {
    List<GradingResult> telling =
        outcomes.stream().anyMatch(Finding::isForbidden)
            ? outcomes.stream().filter(Finding::isForbidden).toList()
            : outcomes;
    return telling.stream()
        .map(o -> String.format(Locale.ROOT, "(%s) %,d: %s", o.id, o.count, o.description))
        .collect(Collectors.joining("; "));
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%-6s %s: %s; %,d samples; %s", edge, name, verdict.words, samples, seen());
  }
}
