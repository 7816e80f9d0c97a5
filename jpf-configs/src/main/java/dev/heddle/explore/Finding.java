package dev.heddle.explore;

/**
 * A configuration, what an engine found in it, and what that is worth.
 *
 * @param configuration the configuration
 * @param result what was found
 * @param verdict what it is worth
 */
public record Finding(Configuration configuration, Result result, Verdict verdict) {
  Finding untrusted() {
    return new Finding(configuration, result, verdict.untrusted());
  }

  /** The command that repeats it. */
  String rerun() {
    return "jpf-configs/explore %s --engine %s --trace"
        .formatted(configuration.id(), result.engine());
  }
}
