package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Tasks that do nothing but let the others go first; one operation is one yield. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(YieldBench.YIELDS)
public class YieldBench {
  static final int YIELDS = 1_000_000;

  /** Tasks that return YIELD. */
  @State(Scope.Benchmark)
  public static class Heddle {
    @Param({"1", "1000"})
    int tasks;

    private final Scheduler scheduler = Scheduler.builder().processors(Workload.PROCESSORS).build();

    @TearDown
    public void stop() {
      scheduler.close();
    }

    private static final class YieldingTask extends Task {
      private final CountDownLatch done;
      private int left;

      YieldingTask(int yields, CountDownLatch done) {
        this.left = yields;
        this.done = done;
      }

      @Override
      protected Step step() {
        if (left-- > 0) {
          return Step.YIELD;
        }
        done.countDown();
        return Step.DONE;
      }
    }
  }

  /** Tasks that fork themselves again. */
  @State(Scope.Benchmark)
  public static class Pool {
    @Param({"1", "1000"})
    int tasks;

    private final ForkJoinPool pool = Workload.newEventPool();

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }

    private static final class YieldingEvent extends EventTask {
      private static final long serialVersionUID = 1;

      private final transient CountDownLatch done;
      private int left;

      YieldingEvent(int yields, CountDownLatch done) {
        this.left = yields;
        this.done = done;
      }

      @Override
      protected void happen() {
        if (left-- > 0) {
          fork();
        } else {
          done.countDown();
        }
      }
    }
  }

  @Benchmark
  public void heddle(Heddle state) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(state.tasks);
    for (int i = 0; i < state.tasks; i++) {
      state.scheduler.execute(new Heddle.YieldingTask(YIELDS / state.tasks, done));
    }
    done.await();
  }

  @Benchmark
  public void pool(Pool state) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(state.tasks);
    for (int i = 0; i < state.tasks; i++) {
      state.pool.execute(new Pool.YieldingEvent(YIELDS / state.tasks, done));
    }
    done.await();
  }
}
