package dev.heddle.spec;

import java.util.Optional;

/**
 * What a walk through a model has found.
 *
 * @param states different moments seen
 * @param transitions steps taken
 * @param depth most steps on a shortest path from the first moment
 * @param rests moments at which nothing can move any more, but for looks that change nothing
 * @param complete whether all moments were seen: the walk met neither its limit nor an error
 * @param counterexample what is wrong, if anything is
 */
public record Report(
    int states,
    long transitions,
    int depth,
    int rests,
    boolean complete,
    Optional<Counterexample> counterexample) {

  /**
   * A broken promise.
   *
   * @param invariant which
   * @param what what is wrong in the last moment, or all along the loop
   * @param trace a shortest path there
   */
  public record Counterexample(Invariant invariant, String what, Trace trace) {
    @Override
    public String toString() {
      return trace + "broken: " + invariant + ": " + what + "\n";
    }
  }

  /** Whether all moments were seen, and all is well. */
  public boolean holds() {
    return complete && counterexample.isEmpty();
  }

  @Override
  public String toString() {
    return (complete ? "exhausted" : "NOT exhausted")
        + ": "
        + states
        + " states, "
        + transitions
        + " transitions, depth "
        + depth
        + ", "
        + rests
        + " ends\n"
        + counterexample.map(Counterexample::toString).orElse("no invariant broken\n");
  }
}
