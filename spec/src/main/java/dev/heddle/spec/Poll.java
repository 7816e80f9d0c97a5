package dev.heddle.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * The poller.
 *
 * @param waiting the tasks that wait for an event
 * @param come those of them whose event has come, the first to come first
 * @param woken whether the poll that blocks, or the next one, returns at once
 * @param owed the tasks whose event has come, and that were not woken since: what L4 is about
 */
public record Poll(List<Integer> waiting, List<Integer> come, boolean woken, List<Integer> owed) {
  static final Poll NOTHING = new Poll(List.of(), List.of(), false, List.of());

  boolean hasWaiters() {
    return !waiting.isEmpty();
  }

  /** Whether a task waits for an event that has not come. */
  boolean expects(int task) {
    return waiting.contains(task) && !come.contains(task);
  }

  Poll waitsFor(int task) {
    return new Poll(Draft.concat(waiting, List.of(task)), come, woken, owed);
  }

  Poll happened(int task) {
    List<Integer> one = List.of(task);
    return new Poll(waiting, Draft.concat(come, one), woken, Draft.concat(owed, one));
  }

  Poll withWoken(boolean now) {
    return new Poll(waiting, come, now, owed);
  }

  /** A poll took what has come. */
  Poll taken() {
    List<Integer> others = new ArrayList<>(waiting);
    others.removeAll(come);
    return new Poll(List.copyOf(others), List.of(), woken, owed);
  }

  /** A task is woken. */
  Poll delivered(int task) {
    List<Integer> others = new ArrayList<>(owed);
    others.remove((Integer) task);
    return new Poll(waiting, come, woken, List.copyOf(others));
  }
}
