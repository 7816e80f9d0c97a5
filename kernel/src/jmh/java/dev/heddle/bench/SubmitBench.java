package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Threads outside submit Runnables; one operation is one of them, until the last has ended. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SubmitBench.TASKS)
public class SubmitBench {
  static final int TASKS = 100_000;

  /** The threads outside, and the count of what they submitted. */
  @State(Scope.Benchmark)
  public static class Outside {
    @Param({"1", "4"})
    int producers;

    private final AtomicInteger pending = new AtomicInteger();
    private final Semaphore done = new Semaphore(0);
    private Producers threads;

    @Setup
    public void start() {
      threads = new Producers(producers);
    }

    @TearDown
    public void stop() {
      threads.close();
    }

    void submitAll(Executor target) throws InterruptedException {
      pending.set(TASKS);
      threads.run(
          producer -> {
            for (int i = 0; i < TASKS / producers; i++) {
              target.execute(this::ended);
            }
          });
      done.acquire();
    }

    private void ended() {
      if (pending.decrementAndGet() == 0) {
        done.release();
      }
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
  public void heddle(Outside outside, Heddle state) throws InterruptedException {
    outside.submitAll(state.scheduler);
  }

  @Benchmark
  public void pool(Outside outside, Pool state) throws InterruptedException {
    outside.submitAll(state.pool);
  }
}
