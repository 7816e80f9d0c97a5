package dev.heddle.explore;

/**
 * A configuration, what an engine found in it, and what that is worth.
 *
 * @param configuration the configuration
 * @param result what was found
 * @param verdict what it is worth
 * @param rerun the command that repeats it
 */
public record Finding(Configuration configuration, Result result, Verdict verdict, String rerun) {
  Finding untrusted() {
    return new Finding(configuration, result, verdict.untrusted(), rerun);
  }

  /** The same, if the configuration expects something else. */
  Finding judgedBy(Configuration other) {
    return new Finding(other, result, Verdict.of(other, result), rerun);
  }
}
