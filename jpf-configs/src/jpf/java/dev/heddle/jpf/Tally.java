package dev.heddle.jpf;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one search has seen besides its states. */
final class Tally {
  private final SortedSet<String> outcomes = new TreeSet<>();
  private final SortedSet<String> reached = new TreeSet<>();
  private final Map<String, Long> points = new TreeMap<>();

  /** A litmus driver ended with this outcome. */
  void outcome(String text) {
    outcomes.add(text);
  }

  /** A driver passed a state that it wants to be known as reached. */
  void reached(String state) {
    reached.add(state);
  }

  /** A scheduling point was set; {@code kind} is an operation's kind or JPF's name for it. */
  void point(String kind) {
    points.merge(kind, 1L, Long::sum);
  }

  SortedSet<String> outcomes() {
    return outcomes;
  }

  SortedSet<String> reached() {
    return reached;
  }

  Map<String, Long> points() {
    return points;
  }
}
