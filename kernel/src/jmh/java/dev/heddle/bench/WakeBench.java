package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From {@code execute} outside of an idle scheduler to the first instruction of the task. The
 * submitter spins until it sees that the task has begun, so only the scheduler's own thread is
 * woken.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WakeBench {
  /** Long enough for everybody's searchers to give up and sleep. */
  private static final long REST_NANOS = 100_000;

  /** The submitter: rests before each operation. */
  @State(Scope.Thread)
  public static class Submitter {
    private volatile boolean begun;

    @Setup(Level.Invocation)
    public void rest() {
      long end = System.nanoTime() + REST_NANOS;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      begun = false;
    }

    void submitTo(Executor target) {
      target.execute(this::begin);
      while (!begun) {
        Thread.onSpinWait();
      }
    }

    private void begin() {
      begun = true;
    }
  }

  /** The Scheduler under test. */
  @State(Scope.Benchmark)
  public static class Heddle {
    private final Scheduler scheduler = Scheduler.builder().processors(Workload.PROCESSORS).build();

    @TearDown
    public void stop() {
      scheduler.close();
    }
  }

  /** The pool beside it. */
  @State(Scope.Benchmark)
  public static class Pool {
    private final ForkJoinPool pool = Workload.newEventPool();

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }
  }

  @Benchmark
  public void heddle(Submitter submitter, Heddle state) {
    submitter.submitTo(state.scheduler);
  }

  @Benchmark
  public void pool(Submitter submitter, Pool state) {
    submitter.submitTo(state.pool);
  }
}
