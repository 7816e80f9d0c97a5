package dev.heddle.kernel.embed;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An {@link ExecutorService} on a {@link Scheduler} of its own. It is made from a builder, not from
 * a Scheduler that others may use too, because it ends what it runs on.
 *
 * <pre>{@code
 * try (SchedulerExecutor executor = SchedulerExecutor.of(Scheduler.builder().processors(2))) {
 *   executor.submit(() -> System.out.println("hello"));
 * } // waits for all tasks
 * }</pre>
 *
 * <p>All methods may be called by any thread. Where {@link ExecutorService} leaves a choice:
 *
 * <ul>
 *   <li>{@link #execute} takes a {@link Task} too, and runs it in steps. It has no Future: the
 *       {@code submit} methods refuse it with an IllegalArgumentException.
 *   <li>After a shutdown everything is rejected, also what a task of this executor submits. (A
 *       Scheduler itself accepts that.)
 *   <li>It is terminated when its threads have ended, not only its tasks.
 *   <li>{@link #awaitTermination} and {@link #close} throw an IllegalStateException inside a task
 *       of this executor: it would wait for itself.
 *   <li>Who waits inside a task, for a Future or in {@code invokeAll} or {@code invokeAny}, holds a
 *       Processor meanwhile. If all Processors are held so, nothing runs any more.
 * </ul>
 */
public final class SchedulerExecutor extends AbstractExecutorService implements AutoCloseable {
  private final Scheduler scheduler;

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
   * @param cancelled who is told of the tasks that never ran and that no {@link #shutdownNow}
   *     returned; those that are Futures have been cancelled. Called once each, by any thread; not
   *     null
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
    if (scheduler.isShutdown()) { // the Scheduler would still accept it from inside
      throw new RejectedExecutionException("the executor is shut down; rejected " + task);
    }
    scheduler.execute(task);
  }

  /** Lets all accepted tasks run to their end, and rejects others. Returns at once. */
  @Override
  public void shutdown() {
    scheduler.shutdown();
  }

  /**
   * Interrupts the tasks that run, and lets no other begin. Returns at once.
   *
   * @return tasks that won't run, or Tasks that won't run on. Futures among them are not cancelled:
   *     they are the caller's. Those that couldn't be returned, because they were accepted at the
   *     same moment or on their way from one queue to another, are cancelled, and told as {@link
   *     #of(SchedulerBuilder, Consumer)} says.
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
    scheduler.close();
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable task, T value) {
    if (task instanceof Task) {
      throw new IllegalArgumentException("a Task has no Future; pass it to execute: " + task);
    }
    return super.newTaskFor(task, value);
  }

  /** The Scheduler's name and state. */
  @Override
  public String toString() {
    return scheduler.toString();
  }
}
