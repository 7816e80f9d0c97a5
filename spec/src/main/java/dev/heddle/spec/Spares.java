package dev.heddle.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the spare Processors are: each is on the bench, or takes part in place of one whose Worker
 * was found blocked, or is one too many.
 *
 * @param bench the Processors that do not take part; the first is given away next
 * @param excess how many of those that take part are too many
 * @param rescued the Processors in whose place another takes part, in the order of their rescue;
 *     only the monitor knows that, it is no part of the idle state
 */
public record Spares(List<Integer> bench, int excess, List<Integer> rescued) {

  /** How many spare Processors there are, if none was lost. */
  int sum() {
    return bench.size() + excess + rescued.size();
  }

  /** Whether a Worker can be rescued. */
  boolean any() {
    return excess > 0 || !bench.isEmpty();
  }

  Spares withBench(List<Integer> processors) {
    return new Spares(List.copyOf(processors), excess, rescued);
  }

  Spares withExcess(int count) {
    return new Spares(bench, count, rescued);
  }

  Spares rescuing(int processor) {
    return new Spares(bench, excess, Draft.concat(rescued, List.of(processor)));
  }

  Spares rescuingNoMore(int processor) {
    List<Integer> others = new ArrayList<>(rescued);
    others.remove((Integer) processor);
    return new Spares(bench, excess, List.copyOf(others));
  }
}
