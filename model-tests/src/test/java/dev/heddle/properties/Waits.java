package dev.heddle.properties;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * The tasks that wait in one queue, and for how many picks already. It fails when one waits longer
 * than its place in the queue allows.
 */
final class Waits {
  private record Wait(int place, int since) {}

  private final String promise;
  private final IntUnaryOperator bound;
  private final Map<Runnable, Wait> waits = new HashMap<>();
  private List<Runnable> observed = List.of();

  /**
   * @param promise what a failure says
   * @param bound how many picks a task waits at most, by its place (from 0)
   */
  Waits(String promise, IntUnaryOperator bound) {
    this.promise = promise;
    this.bound = bound;
  }

  /**
   * Call after every round.
   *
   * @param queue what waits now, oldest first; no task is there twice
   * @param picks how many picks were counted so far
   */
  void observe(List<Runnable> queue, int picks) {
    waits.keySet().retainAll(Set.copyOf(queue));
    observed = queue;
    for (int i = 0; i < queue.size(); i++) {
      Runnable task = queue.get(i);
      int place = i;
      Wait wait = waits.computeIfAbsent(task, t -> new Wait(place, picks));
      int waited = picks - wait.since;
      int allowed = bound.applyAsInt(wait.place);
      if (waited >= allowed) {
        throw new AssertionError(
            "%s: %s came to place %d, and still waits after %d of at most %d picks"
                .formatted(promise, task, wait.place, waited, allowed));
      }
    }
  }

  /**
   * A task was taken out of the queue, and with it those behind it. If one is queued again at once,
   * that is a new wait.
   *
   * @param others how many came with it
   */
  void taken(Runnable task, int others) {
    int first = observed.indexOf(task);
    if (first >= 0) {
      observed.subList(first, first + 1 + others).forEach(waits::remove);
    }
  }
}
