package dev.heddle.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A {@link Poller} in a {@link SimulatedHost}: the caller decides which events come, and when. A
 * poll that would block returns at once, with nothing, and its carrier is parked after the round.
 *
 * <p>Not thread-safe, as its host.
 */
public final class SimulatedPoller implements Poller {
  private final SimulatedHost host;
  private final Set<Task> waiters = new LinkedHashSet<>();
  private final Deque<Task> come = new ArrayDeque<>();
  private Runnable unpark = () -> {};
  private boolean woken;
  private boolean closed;

  /**
   * @param host where the Scheduler lives, not null
   */
  public SimulatedPoller(SimulatedHost host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /**
   * A task waits for its event; its step returns {@link Step#PARK} next.
   *
   * @throws IllegalStateException if it waits already, or if this is closed
   */
  public void await(Task task) {
    if (closed || !waiters.add(Objects.requireNonNull(task, "task"))) {
      throw new IllegalStateException(closed ? "closed" : "a task waits for one event at a time");
    }
  }

  /** The event that a task waits for comes. Returns false if it waits for none. */
  public boolean happen(Task task) {
    if (!waiters.contains(task) || come.contains(task)) {
      return false;
    }
    come.add(task);
    unpark.run();
    return true;
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void poll(long timeoutNanos, Sink sink) {
    boolean nothing = come.isEmpty();
    for (Task task = come.poll(); task != null; task = come.poll()) {
      sink.ready(task);
      waiters.remove(task);
    }
    if (timeoutNanos == 0) {
      return;
    }
    if (nothing && !woken) {
      unpark = host.parkAfterRound(Math.max(0, timeoutNanos));
    }
    woken = false;
  }

  @Override
  public void wakeup() {
    woken = true;
    unpark.run();
  }

  @Override
  public boolean hasWaiters() {
    return !waiters.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
