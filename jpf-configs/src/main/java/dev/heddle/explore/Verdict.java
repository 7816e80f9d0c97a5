package dev.heddle.explore;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a result is worth, given what its configuration expects.
 *
 * <p>"No error" is not enough for {@link Kind#HOLDS}: the explorer must have gone through
 * everything within the bounds, a litmus test must show exactly its outcomes, every mark must have
 * been reached, and JPF must have visited exactly the manifest's number of states. A twin must show
 * the violation it is named for.
 *
 * @param kind the verdict
 * @param reason why, in a few words; empty if there is nothing to add
 */
public record Verdict(Kind kind, String reason) {

  /** The verdicts. */
  public enum Kind {
    /** Everything within the bounds was explored and nothing was found. */
    HOLDS(true, "holds"),
    /** Nothing was found, but not everything was explored, as the manifest says. */
    SAMPLED(true, "sampled"),
    /** A twin's violation was found, as it must be. */
    CAUGHT(true, "caught"),
    /** An invariant does not hold. */
    VIOLATED(false, "VIOLATED"),
    /** A twin's violation was not found: the check is no check. */
    MISSED(false, "MISSED"),
    /** A twin failed, but not with the violation it is named for. */
    OTHER(false, "CAUGHT SOMETHING ELSE"),
    /** The explorer stopped early, and the manifest does not say that it would. */
    CUT_OFF(false, "CUT OFF"),
    /** A litmus test did not show exactly its outcomes. */
    OUTCOMES(false, "WRONG OUTCOMES"),
    /** A mark was never seen: what the driver is for did not happen. */
    UNREACHED(false, "UNREACHED"),
    /** JPF did not visit exactly the number of states that the manifest names. */
    COUNT(false, "STATE COUNT"),
    /** Nothing was found, but the explorer failed a litmus test or missed a canary. */
    UNTRUSTED(false, "UNTRUSTED");

    private final boolean expected;
    private final String word;

    Kind(boolean expected, String word) {
      this.expected = expected;
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * Whether the result is what the configuration expects.
   *
   * @return whether it is
   */
  public boolean expected() {
    return kind.expected;
  }

  /**
   * Judges a result.
   *
   * @param configuration what was explored
   * @param result what was found
   * @return the verdict
   */
  public static Verdict of(Configuration configuration, Result result) {
    return configuration.broken() ? twin(configuration, result) : whole(configuration, result);
  }

  /**
   * The same verdict after the explorer has failed one of its canaries: what it did not find says
   * nothing; what it found stays found.
   *
   * @return the verdict
   */
  public Verdict untrusted() {
    return kind == Kind.HOLDS || kind == Kind.SAMPLED || kind == Kind.COUNT
        ? new Verdict(Kind.UNTRUSTED, "the explorer failed a canary in this run")
        : this;
  }

  /**
   * Whether a canary with this verdict says that its explorer is not to be trusted. Another number
   * of states alone does not: the explorer has shown what it had to.
   */
  boolean failsCanary() {
    return !expected() && kind != Kind.COUNT;
  }

  private static Verdict twin(Configuration configuration, Result result) {
    String fragment = configuration.message();
    if (result.violation().isPresent()) {
      String violation = result.violation().get();
      return contains(violation, fragment)
          ? new Verdict(Kind.CAUGHT, violation)
          : new Verdict(Kind.OTHER, "expected '%s', found '%s'".formatted(fragment, violation));
    }
    if (result.engine() == EngineName.THREADS && result.sample()) {
      return new Verdict(Kind.SAMPLED, "real threads did not hit it");
    }
    String how = result.cutoff().isEmpty() ? "everything was explored" : result.cutoff();
    return new Verdict(Kind.MISSED, "no violation: " + how);
  }

  private static Verdict whole(Configuration configuration, Result result) {
    if (result.violation().isPresent()) {
      return new Verdict(Kind.VIOLATED, result.violation().get());
    }
    Set<String> surplus = minus(result.outcomes(), configuration.outcomes());
    if (!surplus.isEmpty()) {
      return new Verdict(Kind.OUTCOMES, "not allowed: " + String.join(", ", surplus));
    }
    boolean sample = result.sample() && mayBeSampled(configuration, result.engine());
    if (!result.complete() && !sample) {
      return new Verdict(Kind.CUT_OFF, result.cutoff());
    }
    if (result.engine() == EngineName.THREADS) {
      return new Verdict(Kind.SAMPLED, result.cutoff());
    }
    Set<String> absent = minus(configuration.outcomes(), result.outcomes());
    if (!absent.isEmpty()) {
      return new Verdict(Kind.OUTCOMES, "never seen: " + String.join(", ", absent));
    }
    Set<String> unreached = minus(configuration.reached(), result.reached());
    if (!unreached.isEmpty()) {
      return new Verdict(Kind.UNREACHED, "never seen: " + String.join(", ", unreached));
    }
    return result.complete() ? counted(configuration, result) : sampled(result);
  }

  private static Verdict sampled(Result result) {
    return new Verdict(Kind.SAMPLED, result.cutoff());
  }

  private static Verdict counted(Configuration configuration, Result result) {
    boolean unknown = configuration.states() == Configuration.UNKNOWN;
    if (result.engine() != EngineName.JPF
        || (!unknown && configuration.states() == result.explored())) {
      return new Verdict(Kind.HOLDS, "");
    }
    String expected =
        unknown
            ? "none is in the manifest yet: look at it, then --bless"
            : Words.grouped(configuration.states()) + " expected";
    return new Verdict(
        Kind.COUNT, "%s states, %s".formatted(Words.grouped(result.explored()), expected));
  }

  private static boolean mayBeSampled(Configuration configuration, EngineName engine) {
    return engine == EngineName.THREADS
        || (engine == EngineName.LINCHECK && !configuration.lincheck().exhausted());
  }

  /** Whether a text has a fragment, whatever the case, and not inside a number: S1 is not S10. */
  private static boolean contains(String text, String fragment) {
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    String end = fragment.matches(".*[0-9]") ? "(?![0-9])" : "";
    return Pattern.compile(Pattern.quote(fragment) + end, flags).matcher(text).find();
  }

  private static Set<String> minus(Iterable<String> all, Iterable<String> without) {
    Set<String> rest = new TreeSet<>();
    all.forEach(rest::add);
    without.forEach(rest::remove);
    return rest;
  }
}
