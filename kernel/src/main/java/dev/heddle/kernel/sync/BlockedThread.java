package dev.heddle.kernel.sync;

import dev.heddle.kernel.Blocking;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How a thread waits: platform thread, virtual thread, or a Worker in the middle of a plain {@code
 * Runnable}. That one gives its Processor up at once ({@link Blocking#enterLong}): it can only go
 * on by what others do, and they may be queued behind it.
 */
final class BlockedThread {
  /** No deadline. */
  static final long FOREVER = Long.MAX_VALUE;

  private BlockedThread() {}

  /** A duration in ns; what is over is 0, and what is too long is {@link #FOREVER}. */
  static long nanos(Duration timeout) {
    return Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
  }

  /** Before a thread waits: it may be interrupted already. */
  static void checkInterrupt() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * Blocks until a wait is decided; decides it itself at the deadline or when interrupted.
   *
   * @return whether it was interrupted; the thread's flag is cleared then
   */
  static boolean await(Wait wait, long nanos) {
    boolean lent = Blocking.enterLong();
    try {
      return park(wait, nanos);
    } finally {
      if (lent) {
        Blocking.exit();
      }
    }
  }

  private static boolean park(Wait wait, long nanos) {
    long start = nanos == FOREVER ? 0 : System.nanoTime(); // else the clock doesn't matter
    boolean interrupted = false;
    while (wait.decision() == null) {
      if (nanos == FOREVER) {
        LockSupport.park(wait);
      } else {
        long left = nanos - (System.nanoTime() - start);
        if (left > 0) {
          LockSupport.parkNanos(wait, left);
        } else {
          wait.timeOut();
        }
      }
      if (Thread.interrupted()) {
        interrupted = true;
        wait.cancel();
      }
    }
    return interrupted;
  }
}
