package dev.heddle.kernel.embed;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A {@link ScheduledExecutorService} on a {@link Scheduler} of its own. It is made from a builder,
 * not from a Scheduler that others may use too, because it ends what it runs on.
 *
 * <pre>{@code
 * try (SchedulerExecutor executor = SchedulerExecutor.of(Scheduler.builder().processors(2))) {
 *   executor.submit(() -> System.out.println("hello"));
 * } // waits for all tasks
 * }</pre>
 *
 * <p>All methods may be called by any thread. Where {@link ScheduledExecutorService} leaves a
 * choice:
 *
 * <ul>
 *   <li>{@link #execute} takes a {@link Task} too, and runs it in steps. It has no Future: the
 *       {@code submit} and {@code schedule} methods refuse it with an IllegalArgumentException.
 *   <li>A task that was scheduled never begins early. It is late only as long as all Processors are
 *       held.
 *   <li>A shutdown waits for tasks that were scheduled to run once. Periodic ones are cancelled at
 *       once; one that runs ends its run first. (So does {@link ScheduledThreadPoolExecutor}, if it
 *       isn't told otherwise.)
 *   <li>A periodic task never runs twice at the same time. At a fixed rate, runs that are late
 *       follow each other without a pause, until they have caught up.
 *   <li>A Future that is cancelled leaves no timer behind. With {@code cancel(true)}, the Worker's
 *       thread is interrupted as long as it runs that task, and the next task won't notice.
 *   <li>Delays and periods of more than 146 years are as long as 146 years.
 *   <li>After a shutdown everything is rejected, also what a task of this executor submits. (A
 *       Scheduler itself accepts that.)
 *   <li>It is terminated when its threads have ended, not only its tasks.
 *   <li>{@link #awaitTermination} and {@link #close} throw an IllegalStateException inside a task
 *       of this executor: it would wait for itself.
 *   <li>Who waits inside a task, for a Future or in {@code invokeAll} or {@code invokeAny}, holds a
 *       Processor meanwhile. If all Processors are held so, nothing runs any more.
 * </ul>
 */
public final class SchedulerExecutor extends AbstractExecutorService
    implements ScheduledExecutorService, AutoCloseable {
  private final Scheduler scheduler;

  /** Periodic tasks that are not done. */
  private final Set<ScheduledTask<?>> periodic = ConcurrentHashMap.newKeySet();

  private SchedulerExecutor(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * An executor on a new Scheduler. As {@link #of(SchedulerBuilder, Consumer)}, with nobody to be
   * told of cancelled tasks.
   */
  public static SchedulerExecutor of(SchedulerBuilder builder) {
    return of(builder, task -> {});
  }

  /**
   * An executor on a new Scheduler.
   *
   * @param builder its settings, not null. The handler for cancelled tasks is replaced: {@link
   *     #shutdownNow} and an interrupted {@link #close} must not leave Futures behind that never
   *     end.
   * @param cancelled who is told of the tasks that a {@link #shutdownNow} kept from running, and
   *     didn't return; those that are Futures have been cancelled. Called once each, by any thread;
   *     not null
   */
  public static SchedulerExecutor of(
      SchedulerBuilder builder, Consumer<? super Runnable> cancelled) {
    Objects.requireNonNull(builder, "builder");
    Objects.requireNonNull(cancelled, "cancelled");
    builder.cancelled(
        task -> {
          if (task instanceof Future<?> future) {
            future.cancel(false);
          }
          cancelled.accept(task);
        });
    return new SchedulerExecutor(builder.build());
  }

  /**
   * Runs a task, some time. What happens before this call happens before the task runs. If it
   * throws, the builder's {@link SchedulerBuilder#uncaught} handler is told.
   *
   * @param task a Runnable, run once, or a Task; not null
   * @throws RejectedExecutionException after a shutdown
   * @throws IllegalStateException if it is a Task that was submitted before
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    refuseIfShutDown(task);
    scheduler.execute(task);
  }

  // ---------------------------------------------------------------- later

  /**
   * Runs a task once, after a delay.
   *
   * @param command not null, and no {@link Task}
   * @param delay at once, if it is 0 or less
   * @throws RejectedExecutionException after a shutdown
   */
  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return start(callable(command), nanos(delay, unit), 0);
  }

  /** As {@link #schedule(Runnable, long, TimeUnit)}; the Future has the result. */
  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return start(Objects.requireNonNull(callable, "callable"), nanos(delay, unit), 0);
  }

  /**
   * Runs a task again and again, at {@code initialDelay}, {@code initialDelay + period}, and so on,
   * until it throws, its Future is cancelled, or this is shut down.
   *
   * @param command not null, and no {@link Task}
   * @param initialDelay at once, if it is 0 or less
   * @param period 1 or more
   * @return a Future that ends only by being cancelled, or with what the task has thrown
   * @throws IllegalArgumentException if the period is 0 or less
   * @throws RejectedExecutionException after a shutdown
   */
  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return start(callable(command), nanos(initialDelay, unit), positive("period", period, unit));
  }

  /**
   * As {@link #scheduleAtFixedRate}, but the delay is from the end of one run to the beginning of
   * the next.
   *
   * @param delay 1 or more
   * @throws IllegalArgumentException if the delay is 0 or less
   */
  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return start(callable(command), nanos(initialDelay, unit), -positive("delay", delay, unit));
  }

  private <V> ScheduledTask<V> start(Callable<V> body, long delay, long period) {
    ScheduledTask<V> task = new ScheduledTask<>(scheduler, body, delay, period, periodic);
    refuseIfShutDown(task);
    task.start();
    return task;
  }

  private static Callable<?> callable(Runnable command) {
    refuseTask(Objects.requireNonNull(command, "command"));
    return Executors.callable(command);
  }

  private static long nanos(long time, TimeUnit unit) {
    return Objects.requireNonNull(unit, "unit").toNanos(time); // saturates
  }

  private static long positive(String name, long time, TimeUnit unit) {
    if (time <= 0) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + time);
    }
    return nanos(time, unit);
  }

  // ---------------------------------------------------------------- the end

  /**
   * Lets all accepted tasks run to their end, also those that are to begin later, but cancels
   * periodic ones. Rejects others. Returns at once.
   */
  @Override
  public void shutdown() {
    scheduler.shutdown();
    periodic.forEach(ScheduledTask::stop); // who enters later sees the shutdown
  }

  /**
   * Interrupts the tasks that run, and lets no other begin. Returns at once.
   *
   * @return tasks that won't run, or not again, also those that were to begin later; and Tasks that
   *     won't run on. Futures among them are not cancelled: they are the caller's. Those that
   *     couldn't be returned, because they were accepted at the same moment or on their way from
   *     one queue to another, are cancelled, and told as {@link #of(SchedulerBuilder, Consumer)}
   *     says.
   */
  @Override
  public List<Runnable> shutdownNow() {
    return scheduler.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return scheduler.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return scheduler.isTerminated();
  }

  /**
   * Waits until all tasks and threads have ended after a shutdown, or the time is over.
   *
   * @param timeout the time; it doesn't wait if this is 0 or less
   * @return whether they have ended
   * @throws InterruptedException if the calling thread is interrupted
   * @throws IllegalStateException inside a task of this executor
   */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    Objects.requireNonNull(unit, "unit");
    return scheduler.awaitTermination(Duration.ofNanos(Math.max(0, unit.toNanos(timeout))));
  }

  /**
   * {@link #shutdown}, then waits until all tasks and threads have ended. An interrupt turns it
   * into {@link #shutdownNow}, which cancels all Futures whose tasks never ran, and is kept.
   *
   * @throws IllegalStateException inside a task of this executor
   */
  @Override
  public void close() {
    if (Scheduler.current() != scheduler) { // else it is refused, and nothing changes
      shutdown();
    }
    scheduler.close();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
    refuseTask(task);
    return super.newTaskFor(task, value);
  }

  private static void refuseTask(Runnable task) {
    if (task instanceof Task) {
      throw new IllegalArgumentException("a Task has no Future; pass it to execute: " + task);
    }
  }

  /** The Scheduler would still accept it from inside. */
  private void refuseIfShutDown(Runnable task) {
    if (scheduler.isShutdown()) {
      throw new RejectedExecutionException("the executor is shut down; rejected " + task);
    }
  }

  /** The Scheduler's name and state. */
  @Override
  public String toString() {
    return scheduler.toString();
  }
}
