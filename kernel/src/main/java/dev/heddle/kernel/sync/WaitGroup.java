package dev.heddle.kernel.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Waits for others to be done (Go: {@code sync.WaitGroup}): a count, and those who wait until it is
 * 0. Thread-safe.
 *
 * <p>{@link #add} before the others start, {@link #done} by each of them at its end, {@code await}
 * by who waits for them. It can be used again when those who waited have gone on. What happens
 * before a {@code done} happens before the end of the waits that it ends.
 */
public final class WaitGroup {
  private final Line line = new Awaiters();

  /** Guarded by the line's lock. */
  private int count;

  /** A group of nobody. */
  public WaitGroup() {}

  /**
   * There are more, or fewer, to wait for. At 0, all who wait go on.
   *
   * @param more how many more; may be negative
   * @throws IllegalStateException if the count would be negative, or more than an int holds
   */
  public void add(int more) {
    List<Wait> waiting = new ArrayList<>();
    synchronized (line.guard) {
      long sum = (long) count + more;
      if (sum < 0 || sum > Integer.MAX_VALUE) {
        throw new IllegalStateException(
            this + " can't count " + sum + (sum < 0 ? ": more were done than added" : ""));
      }
      count = (int) sum;
      if (count == 0) {
        for (Wait wait = line.serve(null, false); wait != null; wait = line.serve(null, false)) {
          waiting.add(wait);
        }
      }
    }
    for (Wait each : waiting) {
      each.wake();
    }
  }

  /**
   * One is done.
   *
   * @throws IllegalStateException if more are done than were added
   */
  public void done() {
    add(-1);
  }

  /**
   * A thread: blocks until the count is 0.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void await() throws InterruptedException {
    await(BlockedThread.FOREVER);
  }

  /**
   * A thread: blocks until the count is 0, for some time at most.
   *
   * @param timeout if it is 0 or less, it doesn't wait
   * @return whether the count was 0
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return await(BlockedThread.nanos(timeout));
  }

  private boolean await(long nanos) throws InterruptedException {
    Waiter<Void> waiter = Waiter.ofThread();
    waiter.await(line, null, nanos);
    return waiter.isServed();
  }

  /**
   * A task, in its step: asks whether the count is 0, or waits until it is. If this returns false,
   * the task parks; woken, it calls this again.
   *
   * @return false if the task must wait; true if the count is or was 0, if nobody {@link
   *     Waiter#cancel}s
   */
  public boolean await(Waiter<?> waiter) {
    return waiter.ask(line, null, null);
  }

  /**
   * As {@link #await(Waiter)}, for some time at most.
   *
   * @param timeout counted from the first call; if it is 0 or less, it doesn't wait
   * @return false if the task must wait; true if it is over: the count was 0, if {@link
   *     Waiter#isServed}
   */
  public boolean await(Waiter<?> waiter, Duration timeout) {
    return waiter.ask(line, null, Objects.requireNonNull(timeout, "timeout"));
  }

  /** How many are waited for at the moment. */
  public int count() {
    synchronized (line.guard) {
      return count;
    }
  }

  @Override
  public String toString() {
    return "wait group " + line.guard + " (" + count() + " to come)";
  }

  private final class Awaiters extends Line {
    Awaiters() {
      super(new Guard());
    }

    @Override
    Wait attempt(Node node) {
      return count == 0 ? Waiter.NOBODY : null;
    }

    @Override
    public String toString() {
      return "await " + WaitGroup.this;
    }
  }
}
