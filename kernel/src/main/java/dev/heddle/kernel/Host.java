package dev.heddle.kernel;

/**
 * What the kernel asks of the world: threads, a clock, park and unpark, and randomness. Nothing
 * else is behind this seam; memory accesses never are.
 *
 * <p>{@link ThreadHost} is the production host. {@link SimulatedHost} runs all Workers on one
 * thread, with a seed and virtual time.
 */
public interface Host {

  /**
   * Makes a carrier, not yet started.
   *
   * @param name a thread name, not null
   * @param loop what the carrier runs, not null
   */
  Carrier newCarrier(String name, Loop loop);

  /**
   * The time in nanoseconds from an arbitrary origin; any thread. See {@link System#nanoTime()}.
   */
  long nanoTime();

  /** One thread of a Host. */
  interface Carrier {
    /**
     * Starts the thread. Called by any thread, one at a time; again only after it has failed.
     *
     * @throws RuntimeException or an Error if there is no thread to be had
     */
    void start();

    /**
     * Any thread: makes the carrier's present or next park return. One permit, as with {@link
     * java.util.concurrent.locks.LockSupport}.
     */
    void unpark();

    /**
     * The carrier's thread, in the middle of a round: parks until unparked. Returning too early is
     * harmless, and so is a thread that stays interrupted.
     */
    void park();

    /** Any thread: whether the carrier's thread waits, sleeps or is blocked at this moment. */
    boolean isBlocked();

    /** Any thread: what the carrier's thread is doing, the innermost call first; may be empty. */
    StackTraceElement[] stack();

    /** Any thread: interrupts the carrier's thread, if it is started. */
    void interrupt();

    /**
     * The carrier's thread: a pseudo-random number.
     *
     * @param bound from 1 on
     * @return from 0 on, less than bound
     */
    int random(int bound);
  }

  /** What a carrier runs: rounds, until one returns {@link Next#EXIT}. */
  interface Loop {
    /** What the carrier does after a round. */
    enum Next {
      /** Call the next round at once. */
      AGAIN,
      /** Park until unparked, then call the next round. Returning too early is harmless. */
      PARK,
      /** Return: the loop has ended. */
      EXIT
    }

    /** The carrier's thread: binds this loop to the thread, before its first round. */
    void attach();

    /** The carrier's thread: does one round. Never throws. */
    Next round();

    /** The carrier's thread: undoes {@link #attach()}. */
    void detach();

    /**
     * The carrier's thread, after a round that returned {@link Next#PARK}: how long it parks at
     * most, in nanoseconds.
     *
     * @return 0: until it is unparked
     */
    default long parkNanos() {
      return 0;
    }
  }
}
