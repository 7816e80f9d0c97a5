package dev.heddle.mutants;

import dev.heddle.explore.Mutant;
import java.util.Locale;
import java.util.Optional;

/**
 * A mutant and what became of it.
 *
 * @param mutant the mutant
 * @param kill how it died; empty if it survived every check
 * @param seconds from its compilation to its end
 */
record Trial(Mutant mutant, Optional<Kill> kill, double seconds) {

  /** One line for people. */
  @Override
  public String toString() {
    String end =
        kill.map(k -> "killed by %s (%s: %s)".formatted(k.where(), k.how(), k.message()))
            .orElse("SURVIVED every check");
    return String.format(
        Locale.ROOT,
        "mutant %s: %s (%s): %s, %.1f s",
        mutant.id(),
        mutant.title(),
        mutant.invariant(),
        end,
        seconds);
  }
}
