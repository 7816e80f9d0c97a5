package dev.heddle.kernel;

import java.io.IOException;

/**
 * Waits for events from outside the process, the network above all, on behalf of parked tasks (Go:
 * {@code netpoll}). A Scheduler has one at most ({@link SchedulerBuilder#poller}); {@code
 * NioPoller} is the one that comes with the kernel.
 *
 * <h2>The contract</h2>
 *
 * A task says what it waits for, in whatever way the poller offers, and parks. From that moment on
 * the poller has a <i>waiter</i>. When the event comes, some {@link #poll} gives the task to its
 * sink, once, and the Scheduler wakes it. A wake may come too early, for nothing; it never comes
 * twice for one wait.
 *
 * <ul>
 *   <li><b>Adding a waiter</b> is any thread's. {@link #hasWaiters} is true before the task parks,
 *       and a poll that is under way sees the new waiter, or returns. Who adds one <i>outside</i>
 *       of a task, or in a {@link Blocking blocking call}, calls {@link Scheduler#waiterAdded}
 *       afterwards.
 *   <li><b>Polling.</b> One thread at a time blocks in {@link #poll}. While it does, others may
 *       call {@code poll(0, sink)}.
 *   <li><b>Errors.</b> A poll that throws is reported to the Scheduler's {@link
 *       SchedulerBuilder#uncaught} handler, and called again, after a pause of 1 ms that doubles up
 *       to 1 s. What it gave to the sink before counts.
 * </ul>
 *
 * <p>All methods are called by any thread.
 */
public interface Poller extends AutoCloseable {

  /**
   * Who takes the tasks whose events have come. Used by the polling thread during the poll only.
   */
  interface Sink {
    /** Wakes a task, as by {@link Task#ready}, some time after the poll. Not null. */
    void ready(Task task);
  }

  /**
   * Gives the tasks whose events have come to the sink. Waits for the first one as long as it is
   * told, but returns early if there is a {@link #wakeup}; it may also return early for nothing,
   * but not for ever: of many polls that have nothing to do, one waits.
   *
   * @param timeoutNanos less than 0: wait without an end; 0: don't wait, and if another thread is
   *     in a poll, return at once; more: wait so many nanoseconds at most
   * @throws IOException if it can't wait
   */
  void poll(long timeoutNanos, Sink sink) throws IOException;

  /**
   * Makes the poll that is blocked return. If none is, the next one that would block returns at
   * once; one that doesn't block, with timeout 0, must not use that up. What happens before a
   * wakeup happens before the return of that poll. It may come after the close, and does nothing
   * then.
   */
  void wakeup();

  /**
   * Whether anybody waits. It is true from before a waiter's task parks until the task was given to
   * a sink; it may stay true for longer.
   */
  boolean hasWaiters();

  /**
   * Whether one thread only may ever poll, as in an event loop whose owner is set once (Netty).
   * Asked once. The Scheduler then has a thread of its own for the poller, and no other thread
   * polls.
   */
  default boolean isOwnerAffine() {
    return false;
  }

  /** The Scheduler has ended, and nobody polls any more. Called once. */
  @Override
  void close() throws IOException;
}
