package dev.heddle.explore;

import java.util.List;
import java.util.Optional;

/**
 * What an engine found; {@link Verdict} says what that is worth.
 *
 * @param engine the engine
 * @param violation what went wrong, empty if nothing was found
 * @param explored states, executions or runs; see {@link EngineName#unit()}
 * @param cutoff why not everything was explored, empty if it was
 * @param sample whether it was cut off only because as much was run as was asked for
 * @param outcomes the outcomes recorded, sorted
 * @param reached the marks seen, sorted
 * @param seconds how long it took
 * @param trace the counterexample as text, empty if there is none
 * @param log the file with the explorer's own words
 */
public record Result(
    EngineName engine,
    Optional<String> violation,
    long explored,
    String cutoff,
    boolean sample,
    List<String> outcomes,
    List<String> reached,
    double seconds,
    String trace,
    String log) {

  /**
   * Whether everything within the bounds was explored and nothing was found.
   *
   * @return whether it was
   */
  public boolean complete() {
    return violation.isEmpty() && cutoff.isEmpty();
  }
}
