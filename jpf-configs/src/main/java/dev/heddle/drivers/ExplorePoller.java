package dev.heddle.drivers;

import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Task;

/**
 * The {@link Poller} of the drivers: one task at a time waits for one event, which some thread of
 * the driver lets come. It waits by {@code Object.wait}, which every explorer knows.
 */
public final class ExplorePoller implements Poller {
  private Task waiter;
  private boolean come;
  private boolean woken;

  /** With no waiter. */
  public ExplorePoller() {}

  /** A task waits; its step returns PARK next. */
  public synchronized void await(Task task) {
    waiter = task;
  }

  /** The event comes, whether anybody waits for it by now or not. */
  public synchronized void happen() {
    come = true;
    notifyAll();
  }

  @Override
  public void poll(long timeoutNanos, Sink sink) {
    Task ready = take(timeoutNanos != 0);
    if (ready != null) {
      sink.ready(ready);
    }
  }

  private synchronized Task take(boolean waits) {
    while (waits && !woken && !(come && waiter != null)) {
      try {
        wait();
      } catch (InterruptedException e) {
        return null; // as a selector: it returns
      }
    }
    if (waits) {
      woken = false;
    }
    Task ready = come ? waiter : null;
    if (ready != null) {
      waiter = null;
      Reached.mark(waits ? "polled in sleep" : "polled at work");
    }
    return ready;
  }

  @Override
  public synchronized void wakeup() {
    woken = true;
    notifyAll();
  }

  @Override
  public synchronized boolean hasWaiters() {
    return waiter != null;
  }

  @Override
  public void close() {
    Reached.mark("closed");
  }
}
