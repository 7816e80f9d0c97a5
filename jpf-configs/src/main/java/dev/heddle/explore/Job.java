package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run that an engine is asked for.
 *
 * @param configuration what to explore
 * @param mutated folders with classes that replace the shipped kernel's, usually none
 * @param trace whether a readable counterexample is wanted
 * @param limit seconds after which the run is cut off
 */
public record Job(Configuration configuration, List<Path> mutated, boolean trace, int limit) {

  /** Class path entries with the mutated ones first. */
  List<Path> over(List<Path> shipped) {
    List<Path> all = new ArrayList<>(mutated);
    all.addAll(shipped);
    return all;
  }
}
