package dev.heddle.spec;

import dev.heddle.spec.Model.Queue;

/** The promises L1, L2 and L3 as numbers. */
public final class Bounds {
  private Bounds() {}

  /**
   * L1: within how many picks of any one Processor a task of the global queue is taken.
   *
   * <p>One more than the interval per place: a pick that began before the task was published, or
   * that goes on with a task that yielded, counts but doesn't look.
   *
   * @param place its place in the queue when it came, from 0 on
   */
  public static int global(Setup setup, int place) {
    return setup.sizes().globalInterval() * (place + 1) + 1;
  }

  /**
   * L3: within how many picks of any one Processor a Worker that came back too late gets one.
   *
   * <p>One more than the interval per place: a pick that begins as it joins the others may have
   * looked for them before.
   *
   * @param place its place among those who waited when it came, from 0 on
   */
  public static int returning(Setup setup, int place) {
    return setup.sizes().globalInterval() * (place + 1) + 1;
  }

  /**
   * L2: within how many picks of its Processor, those from the global queue not counted, a task of
   * the ring is taken.
   *
   * @param place its place in the ring when it came, from 0 on
   */
  public static int ring(Setup setup, int place) {
    return (setup.sizes().runNextStreak() + 1) * (place + 1);
  }

  /** Whether a pick may look at runNext before the ring. */
  static boolean nextIsAllowed(Setup setup, Queue queue) {
    return setup.has(Fault.NO_STREAK_BOUND)
        || queue.streak() == 0
        || (queue.streak() < setup.sizes().runNextStreak() && !queue.overrun());
  }

  /** Whether a pick looks at the global queue first. */
  static boolean globalIsDue(Setup setup, Queue queue) {
    return queue.picks() == 0 && !setup.has(Fault.NO_GLOBAL_TICK);
  }
}
