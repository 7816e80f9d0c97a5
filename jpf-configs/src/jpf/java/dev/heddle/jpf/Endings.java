package dev.heddle.jpf;

import gov.nasa.jpf.PropertyListenerAdapter;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.VM;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * From every state that was visited, the program can still come to its end.
 *
 * <p>A deadlock is the simplest violation, and the only one that JPF itself sees. If some thread
 * still goes round, such as a daemon whose parks return at once, JPF matches its states and says
 * that all is well, although nobody else ever moves again. So the edges of the state graph are
 * kept, and after a complete search the states are sought that have no path to an end.
 *
 * <p>A search that has found such states is over; a second one with {@code heddle.trap} set to the
 * number of one of them stops there, so that its path can be shown.
 *
 * <p>What this does not see: a thread that could reach the end and is never scheduled so. That is a
 * matter of fairness.
 */
final class Endings extends PropertyListenerAdapter {
  private final BitSet ends = new BitSet();
  private int[] from = new int[1 << 12];
  private int[] to = new int[1 << 12];
  private int edges;
  private int states;
  private int at = -1;
  private final int stopAt;

  /**
   * @param stopAt the number of the state to stop at, or -1
   */
  Endings(int stopAt) {
    this.stopAt = stopAt;
  }

  @Override
  public boolean check(Search search, VM vm) {
    return stopAt < 0 || search.getStateId() != stopAt;
  }

  @Override
  public String getErrorMessage() {
    return "livelock: from here no end can be reached (state " + stopAt + ")";
  }

  @Override
  public void stateAdvanced(Search search) {
    int next = search.getStateId();
    states = Math.max(states, next + 1);
    if (search.isEndState()) {
      ends.set(next);
    }
    if (at >= 0) {
      add(at, next);
    }
    at = next;
  }

  @Override
  public void stateBacktracked(Search search) {
    at = search.getStateId();
  }

  @Override
  public void stateRestored(Search search) {
    at = search.getStateId();
  }

  private void add(int source, int target) {
    if (edges == from.length) {
      from = Arrays.copyOf(from, 2 * edges);
      to = Arrays.copyOf(to, 2 * edges);
    }
    from[edges] = source;
    to[edges++] = target;
  }

  /** After a complete search: what is wrong, if some states lead to no end. */
  Optional<String> trap() {
    BitSet free = reachEnd();
    int trapped = states - free.cardinality();
    return trapped == 0
        ? Optional.empty()
        : Optional.of(
            "livelock: from %,d of %,d states no end can be reached, the first is %d"
                .formatted(trapped, states, free.nextClearBit(0)));
  }

  /** The states from which an end can be reached: breadth first against the edges. */
  private BitSet reachEnd() {
    int[] first = new int[states + 1]; // edges grouped by target, by counting
    for (int i = 0; i < edges; i++) {
      first[to[i] + 1]++;
    }
    for (int i = 0; i < states; i++) {
      first[i + 1] += first[i];
    }
    int[] sources = new int[edges];
    int[] next = first.clone();
    for (int i = 0; i < edges; i++) {
      sources[next[to[i]]++] = from[i];
    }
    BitSet free = (BitSet) ends.clone();
    int[] queue = Arrays.copyOf(ends.stream().toArray(), states);
    for (int head = 0, tail = ends.cardinality(); head < tail; head++) {
      for (int i = first[queue[head]]; i < first[queue[head] + 1]; i++) {
        if (!free.get(sources[i])) {
          free.set(sources[i]);
          queue[tail++] = sources[i];
        }
      }
    }
    return free;
  }
}
