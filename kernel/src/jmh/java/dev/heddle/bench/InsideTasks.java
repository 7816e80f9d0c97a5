package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.SchedulerExecutor;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** For JMH: its benchmark threads are tasks of a Scheduler. */
public final class InsideTasks extends AbstractExecutorService {
  private final SchedulerExecutor executor;

  /**
   * As JMH calls it.
   *
   * @param threads how many there are
   * @param prefix of their names
   */
  public InsideTasks(int threads, String prefix) {
    executor = SchedulerExecutor.of(Scheduler.builder().processors(threads));
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void shutdown() {
    executor.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }
}
