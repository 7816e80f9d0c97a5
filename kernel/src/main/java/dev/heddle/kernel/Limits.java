package dev.heddle.kernel;

import java.time.Duration;

/**
 * The bounds that the kernel keeps. Immutable; every {@code with} method returns a changed copy.
 *
 * <p>They are parameters so that small ones can be explored: the promises L1 and L2 are stated in
 * terms of them.
 *
 * @param ringCapacity slots of a Processor's ring; a power of two from 2 to 65,536
 * @param globalInterval every how many picks a Processor looks at the global queue first (Go: 61);
 *     1 to 65,536. L1: a task at place i of the global queue (from 0) is taken within {@code
 *     globalInterval * (i + 1) + 1} picks of any one Processor.
 * @param runNextStreak how many picks in a row may come from {@code runNext} while the ring holds
 *     tasks; 1 to 65,536. L2: a task at place i of a ring is taken within {@code (runNextStreak +
 *     1) * (i + 1)} picks of its Processor, those of the global queue not counted.
 * @param stealRounds how often a searcher looks at all the others before it gives up; 1 to 65,536
 * @param slice how long the tasks that share a slice run before {@link Scheduler#shouldYield} says
 *     so; from 1 ns on (Go: 10 ms)
 */
public record Limits(
    int ringCapacity, int globalInterval, int runNextStreak, int stealRounds, Duration slice) {

  /** What production uses. */
  public static final Limits DEFAULT = new Limits(256, 61, 16, 4, Duration.ofMillis(10));

  private static final int MOST = 1 << 16;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is out of its range; the message says which, and what
   *     is allowed
   */
  public Limits {
    between("ringCapacity", ringCapacity, 2);
    if (Integer.bitCount(ringCapacity) != 1) {
      throw new IllegalArgumentException(
          "ringCapacity must be a power of two, but is " + ringCapacity);
    }
    between("globalInterval", globalInterval, 1);
    between("runNextStreak", runNextStreak, 1);
    between("stealRounds", stealRounds, 1);
    if (slice.isZero() || slice.isNegative()) {
      throw new IllegalArgumentException("slice must be at least 1 ns, but is " + slice);
    }
  }

  /** A copy with another ring capacity. */
  public Limits withRingCapacity(int slots) {
    return new Limits(slots, globalInterval, runNextStreak, stealRounds, slice);
  }

  /** A copy with another interval of the global queue. */
  public Limits withGlobalInterval(int picks) {
    return new Limits(ringCapacity, picks, runNextStreak, stealRounds, slice);
  }

  /** A copy with another bound of runNext picks. */
  public Limits withRunNextStreak(int picks) {
    return new Limits(ringCapacity, globalInterval, picks, stealRounds, slice);
  }

  /** A copy with another number of steal rounds. */
  public Limits withStealRounds(int rounds) {
    return new Limits(ringCapacity, globalInterval, runNextStreak, rounds, slice);
  }

  /** A copy with another slice. */
  public Limits withSlice(Duration time) {
    return new Limits(ringCapacity, globalInterval, runNextStreak, stealRounds, time);
  }

  private static void between(String name, int value, int least) {
    between(name, value, least, MOST);
  }

  /** Refuses a value out of its range, and says what is allowed. */
  static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", but is " + value);
    }
  }
}
