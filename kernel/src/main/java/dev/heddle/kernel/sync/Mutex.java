package dev.heddle.kernel.sync;

import java.time.Duration;

/**
 * A lock for tasks and threads, which is handed over: who unlocks it gives it to the first who
 * waits (Go: {@code sync.Mutex} in its starvation mode, always). Thread-safe.
 *
 * <p>As in Go it belongs to nobody: one task may lock it and another unlock it, and who has locked
 * it and locks it again waits for ever. What happens before an unlock happens before the end of the
 * next lock.
 *
 * <pre>{@code
 * if (!mutex.lock(waiter)) {
 *   return Step.PARK;
 * }
 * try {
 *   balance += amount;
 * } finally {
 *   mutex.unlock();
 * }
 * }</pre>
 */
public final class Mutex {
  private final Semaphore free = new Semaphore(1, 1, "mutex");

  /** A mutex that is not locked. */
  public Mutex() {}

  /**
   * A thread: locks; blocks until it can.
   *
   * @throws InterruptedException if the thread is interrupted; it has not locked
   */
  public void lock() throws InterruptedException {
    free.acquire();
  }

  /**
   * A thread: locks; blocks for some time at most.
   *
   * @param timeout if it is 0 or less, it doesn't wait
   * @return whether it has locked
   * @throws InterruptedException if the thread is interrupted; it has not locked
   */
  public boolean tryLock(Duration timeout) throws InterruptedException {
    return free.tryAcquire(timeout);
  }

  /**
   * A task, in its step: locks, or waits. If this returns false, the task parks; woken, it calls
   * this again.
   *
   * @return false if the task must wait; true if it is over: it has locked, if nobody {@link
   *     Waiter#cancel}s
   */
  public boolean lock(Waiter<?> waiter) {
    return free.acquire(waiter);
  }

  /**
   * As {@link #lock(Waiter)}, for some time at most.
   *
   * @param timeout counted from the first call; if it is 0 or less, it doesn't wait
   * @return false if the task must wait; true if it is over: it has locked, if {@link
   *     Waiter#isServed}
   */
  public boolean lock(Waiter<?> waiter, Duration timeout) {
    return free.acquire(waiter, timeout);
  }

  /** Locks if it is free now. Returns whether it did. */
  public boolean tryLock() {
    return free.tryAcquire();
  }

  /**
   * Unlocks, or hands over to the first who waits.
   *
   * @throws IllegalStateException if it is not locked
   */
  public void unlock() {
    free.release();
  }

  /** Whether it is locked at the moment. */
  public boolean isLocked() {
    return free.permits() == 0;
  }

  @Override
  public String toString() {
    return free.toString();
  }
}
