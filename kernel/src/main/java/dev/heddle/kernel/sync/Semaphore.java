package dev.heddle.kernel.sync;

import java.time.Duration;
import java.util.Objects;

/**
 * Some permits, one for each who holds one; who comes when there is none waits, first come, first
 * served. Thread-safe.
 *
 * <p>A permit that is given back goes straight to the first who waits: who comes in between can't
 * take it, so nobody is overtaken. For threads and for tasks, as a {@link Channel}. What happens
 * before a release happens before the end of the acquire that gets the permit.
 */
public final class Semaphore {
  private final Line line = new Acquirers();
  private final int most;
  private final String name;

  /** Guarded by the line's lock. */
  private int permits;

  /**
   * @param permits how many there are at first, 0 or more; there may be more later
   */
  public Semaphore(int permits) {
    this(permits, Integer.MAX_VALUE, "semaphore");
  }

  Semaphore(int permits, int most, String name) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must be 0 or more, but are " + permits);
    }
    this.permits = permits;
    this.most = most;
    this.name = name;
  }

  /**
   * A thread: takes a permit; blocks until there is one.
   *
   * @throws InterruptedException if the thread is interrupted; it has no permit
   */
  public void acquire() throws InterruptedException {
    acquire(BlockedThread.FOREVER);
  }

  /**
   * A thread: takes a permit; blocks for some time at most.
   *
   * @param timeout if it is 0 or less, it doesn't wait
   * @return whether it has a permit
   * @throws InterruptedException if the thread is interrupted; it has no permit
   */
  public boolean tryAcquire(Duration timeout) throws InterruptedException {
    return acquire(BlockedThread.nanos(timeout));
  }

  private boolean acquire(long nanos) throws InterruptedException {
    Waiter<Void> waiter = Waiter.ofThread();
    waiter.await(line, null, nanos);
    return waiter.isServed();
  }

  /**
   * A task, in its step: takes a permit, or waits. If this returns false, the task parks; woken, it
   * calls this again.
   *
   * @return false if the task must wait; true if it is over: it has a permit, if nobody {@link
   *     Waiter#cancel}s
   */
  public boolean acquire(Waiter<?> waiter) {
    return waiter.ask(line, null, null);
  }

  /**
   * As {@link #acquire(Waiter)}, for some time at most.
   *
   * @param timeout counted from the first call; if it is 0 or less, it doesn't wait
   * @return false if the task must wait; true if it is over: it has a permit, if {@link
   *     Waiter#isServed}
   */
  public boolean acquire(Waiter<?> waiter, Duration timeout) {
    return waiter.ask(line, null, Objects.requireNonNull(timeout, "timeout"));
  }

  /** Takes a permit if there is one now. Returns whether it did. */
  public boolean tryAcquire() {
    return line.attemptLocked(new Node(null)) != null;
  }

  /**
   * Gives a permit: back, or one more.
   *
   * @throws IllegalStateException if there are too many
   */
  public void release() {
    Wait next;
    synchronized (line.guard) {
      if (permits == most) {
        throw new IllegalStateException(name + " " + line.guard + " was released too often");
      }
      next = line.serve(null, false);
      if (next == null) {
        permits++;
      }
    }
    if (next != null) {
      next.wake();
    }
  }

  /** How many permits there are at the moment. */
  public int permits() {
    synchronized (line.guard) {
      return permits;
    }
  }

  @Override
  public String toString() {
    return name + " " + line.guard + " (" + permits() + " free)";
  }

  private final class Acquirers extends Line {
    Acquirers() {
      super(new Guard());
    }

    @Override
    Wait attempt(Node node) {
      if (permits == 0) {
        return null;
      }
      permits--;
      return Waiter.NOBODY;
    }

    @Override
    public String toString() {
      return "acquire " + Semaphore.this;
    }
  }
}
