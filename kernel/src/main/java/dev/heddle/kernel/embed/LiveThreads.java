package dev.heddle.kernel.embed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts threads that were started and have ended, and lets others wait until there are none left.
 *
 * <p>Each carrier has counts of its own, as far as the stripes go, so that carriers don't fight for
 * one cache line. Who sums them reads first how many have ended, then how many were started. Both
 * only grow, so if the sums are equal, nobody lived in between.
 *
 * <p>The end: who starts counts, then looks whether this is closed; who closes it closes it, then
 * looks at the counts. So either a start is refused, or it is waited for. In the same way the last
 * one to end sees that this is closed, or is seen to have ended. All thread-safe.
 */
final class LiveThreads {
  private static final int STRIPES = 16;

  /** Longs from one stripe to the next: two cache lines, since processors fetch them in pairs. */
  private static final int STRIDE = 16;

  private static final int STARTED = STRIDE;
  private static final int ENDED = STRIDE + 1;

  /** The first stripe's line is left free: the array's length is there. */
  private final AtomicLongArray counts = new AtomicLongArray((STRIPES + 2) * STRIDE);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch gone = new CountDownLatch(1);

  /**
   * One starts. Returns false if this is closed: then only one that lives may start it, or else it
   * must {@link #end} at once.
   */
  boolean start() {
    counts.getAndIncrement(stripe() + STARTED);
    return !closed.get();
  }

  /** One that was started has ended. */
  void end() {
    counts.getAndIncrement(stripe() + ENDED);
    if (closed.get()) {
      tellIfGone();
    }
  }

  /** No others may start. */
  void close() {
    closed.set(true);
    tellIfGone();
  }

  boolean isClosed() {
    return closed.get();
  }

  /** How many live: exact if nothing moves. */
  long count() {
    long ended = sum(ENDED);
    return sum(STARTED) - ended;
  }

  /** Whether this is closed and all have ended. */
  boolean areGone() {
    return gone.getCount() == 0;
  }

  /** Waits until this is closed and all have ended. */
  void await() throws InterruptedException {
    gone.await();
  }

  /** As {@link #await()}, or until the time is over. Returns whether it was in time. */
  boolean await(long nanos) throws InterruptedException {
    return gone.await(nanos, TimeUnit.NANOSECONDS);
  }

  private void tellIfGone() {
    if (count() == 0) {
      gone.countDown();
    }
  }

  private long sum(int which) {
    long sum = 0;
    for (int i = 0; i < STRIPES; i++) {
      sum += counts.get(i * STRIDE + which);
    }
    return sum;
  }

  private static int stripe() {
    return ((int) JdkThreads.currentCarrier().getId() & (STRIPES - 1)) * STRIDE;
  }
}
