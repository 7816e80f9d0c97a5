package dev.heddle.kernel.embed;

import dev.heddle.kernel.Lifecycle;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A task of a {@link SchedulerExecutor} that runs later, once or again and again, and its Future.
 * Thread-safe.
 *
 * <p>It is armed while a {@link Timer} waits for it, or a queue: from there on somebody runs it. A
 * periodic one is armed again only when its run has ended, so it never runs twice at the same time.
 * The lock orders arming against cancelling: who comes second sees what the first has done. Nobody
 * holds it while the task runs.
 */
final class ScheduledTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
  /** 146 years: longer times are as good, and their sums don't overflow. */
  private static final long LONGEST = Long.MAX_VALUE / 2;

  private final Scheduler scheduler;

  /** In ns: more than 0 from due time to due time, less than 0 from an end on, 0: it runs once. */
  private final long period;

  /** Where it is as long as it isn't done, if it is periodic. */
  private final Set<ScheduledTask<?>> registry;

  /** When it is due, in ns of the Scheduler's time. Guarded by this. */
  private long due;

  /** What it waits for, or waited for last, if it is armed; else null. Guarded by this. */
  private Timer timer;

  /**
   * A task that is not armed yet.
   *
   * @param delay in ns; at once, if it is negative
   * @param period in ns: 0: once; more: at a fixed rate; less: with a fixed delay
   * @param registry of periodic tasks, thread-safe
   */
  ScheduledTask(
      Scheduler scheduler,
      Callable<V> body,
      long delay,
      long period,
      Set<ScheduledTask<?>> registry) {
    super(body);
    this.scheduler = scheduler;
    this.period = Math.max(-LONGEST, Math.min(period, LONGEST));
    this.registry = registry;
    due = scheduler.nanoTime() + Math.max(0, Math.min(delay, LONGEST));
  }

  // ---------------------------------------------------------------- waiting

  /**
   * Its creator, once: sets the timer.
   *
   * @throws RejectedExecutionException after a shutdown
   */
  void start() {
    if (isPeriodic()) {
      registry.add(this);
    }
    try {
      arm();
    } catch (RejectedExecutionException e) {
      cancel(false);
      throw e;
    }
  }

  private synchronized void arm() {
    if (isDone()) {
      return; // cancelled meanwhile
    }
    timer = scheduler.schedule(this, Duration.ofNanos(due - scheduler.nanoTime()));
    // The Scheduler accepts what comes from inside, also after a shutdown. Either that has found
    // this in the registry, and armed, or it is seen here.
    if (isPeriodic() && scheduler.isShutdown()) {
      stop();
    }
  }

  /**
   * A shutdown has begun: cancels this if it is armed. If it runs, it will see the shutdown itself;
   * and what a shutdownNow has taken out of a heap or a queue is left to who called it.
   */
  synchronized void stop() {
    if (timer != null && (timer.cancel() || scheduler.lifecycle() == Lifecycle.SHUTDOWN)) {
      cancel(false);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Its timer is gone when this returns. With {@code true}, the thread that runs it is
   * interrupted, and no other task notices: the run doesn't end before the interrupt is there
   * (FutureTask waits for it), and the Worker clears it before its next round.
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      disarm();
    }
    return cancelled;
  }

  private synchronized void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  @Override
  protected void done() {
    if (isPeriodic()) {
      registry.remove(this);
    }
  }

  // ---------------------------------------------------------------- running

  @Override
  public void run() {
    if (!begin()) {
      return;
    }
    if (!isPeriodic()) {
      super.run();
    } else if (runAndReset()) {
      goOn();
    }
  }

  private synchronized boolean begin() {
    if (isPeriodic() && scheduler.isShutdown()) {
      cancel(false);
      return false;
    }
    timer = null;
    return true;
  }

  private synchronized void goOn() {
    due = period > 0 ? due + period : scheduler.nanoTime() - period;
    try {
      arm();
    } catch (RejectedExecutionException e) {
      cancel(false); // after a shutdownNow
    }
  }

  // ---------------------------------------------------------------- what it tells

  @Override
  public boolean isPeriodic() {
    return period != 0;
  }

  /** How long until it is due, rounded towards 0; 0 or less if it is, or was. */
  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due() - scheduler.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** By when they are due; 0 if that is at the same time. */
  @Override
  public int compareTo(Delayed other) {
    if (other instanceof ScheduledTask<?> that && that.scheduler == scheduler) {
      return Long.signum(due() - that.due()); // of one time: two looks at it would differ
    }
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }

  private synchronized long due() {
    return due;
  }
}
