package dev.heddle.mutants;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks of one kind, by name, that can be run on a mutated kernel. */
interface Checks {
  /** Whether a name is one of these checks. */
  boolean knows(String check);

  /** All of them in a sensible order: those of an invariant first, the cheap before the dear. */
  List<String> order(String invariant);

  /**
   * Runs checks on a mutated kernel until one kills it.
   *
   * @param mutant a name for logs
   * @param mutated the folder of the mutated kernel's classes
   * @param checks some of these checks
   * @return how the mutant died, empty if it survived all of them
   */
  Optional<Kill> kill(String mutant, Path mutated, List<String> checks);
}
