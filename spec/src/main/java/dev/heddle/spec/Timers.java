package dev.heddle.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * The clock, and all timers that are set, in the order in which they were. A task has one at most.
 *
 * @param now what the clock says
 * @param pending the timers
 */
public record Timers(int now, List<Timer> pending) {
  /** Later than every time. */
  static final int NEVER = Integer.MAX_VALUE;

  /** The heap of those that hold no Processor; the others have the Processors' numbers. */
  static final int OUTSIDE = Model.NONE;

  static final Timers NONE = new Timers(0, List.of());

  /**
   * A timer.
   *
   * @param task the task that it is for
   * @param heap the heap that it is in
   * @param when it is due from then on
   * @param begins whether the task begins then; otherwise it is woken
   */
  public record Timer(int task, int heap, int when, boolean begins) {}

  /** When the first timer is due, or NEVER. */
  int earliest() {
    return pending.stream().mapToInt(Timer::when).min().orElse(NEVER);
  }

  /** The timer of a task, or null. */
  Timer of(int task) {
    return pending.stream().filter(timer -> timer.task() == task).findFirst().orElse(null);
  }

  /** Whether a task is to begin later. */
  boolean awaitTasks() {
    return pending.stream().anyMatch(Timer::begins);
  }

  boolean isDue(Timer timer) {
    return timer.when() <= now;
  }

  /** The first of a heap, if it is due, or null. */
  Timer firstDue(int heap) {
    Timer first = null;
    for (Timer timer : pending) {
      boolean earlier = first == null || timer.when() < first.when();
      first = timer.heap() == heap && isDue(timer) && earlier ? timer : first;
    }
    return first;
  }

  boolean holds(int heap) {
    return pending.stream().anyMatch(timer -> timer.heap() == heap);
  }

  Timers with(Timer timer) {
    List<Timer> all = new ArrayList<>(pending);
    all.add(timer);
    return new Timers(now, List.copyOf(all));
  }

  Timers without(Timer timer) {
    List<Timer> others = new ArrayList<>(pending);
    others.remove(timer);
    return new Timers(now, List.copyOf(others));
  }

  Timers later() {
    return new Timers(now + 1, pending);
  }
}
