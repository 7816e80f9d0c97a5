package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A root spawns children from inside, waits until the last one has ended, and starts over; one
 * operation is one child. The last child wakes the root, except with fork and join, where the root
 * joins its children.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SpawnBench.CHILDREN * SpawnBench.ROUNDS)
public class SpawnBench {
  static final int CHILDREN = 1_000;
  static final int ROUNDS = 100;

  /** A Scheduler, and roots for it. */
  @State(Scope.Benchmark)
  public static class Heddle {
    private final Scheduler scheduler = Scheduler.builder().processors(Workload.PROCESSORS).build();
    private final Semaphore done = new Semaphore(0);

    @TearDown
    public void stop() {
      scheduler.close();
    }

    private abstract class Root extends Task {
      private final AtomicInteger pending = new AtomicInteger();
      private int rounds = ROUNDS;

      abstract Runnable newChild();

      @Override
      protected Step step() {
        if (rounds-- == 0) {
          done.release();
          return Step.DONE;
        }
        pending.set(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
          scheduler.execute(newChild());
        }
        return Step.PARK;
      }

      void childEnded() {
        if (pending.decrementAndGet() == 0) {
          ready();
        }
      }
    }

    private final class RootOfRunnables extends Root {
      @Override
      Runnable newChild() {
        return this::childEnded;
      }
    }

    private final class RootOfTasks extends Root {
      @Override
      Runnable newChild() {
        return new Child(this);
      }
    }

    private static final class Child extends Task {
      private final Root root;

      Child(Root root) {
        this.root = root;
      }

      @Override
      protected Step step() {
        root.childEnded();
        return Step.DONE;
      }
    }
  }

  /** A pool used as an executor: first in, first out. */
  @State(Scope.Benchmark)
  public static class Pool {
    private final ForkJoinPool pool = Workload.newEventPool();
    private final Semaphore done = new Semaphore(0);

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }

    private final class EventRoot implements Runnable {
      private final AtomicInteger pending = new AtomicInteger();
      private int rounds = ROUNDS;

      @Override
      public void run() {
        if (rounds-- == 0) {
          done.release();
          return;
        }
        pending.set(CHILDREN);
        for (int i = 0; i < CHILDREN; i++) {
          pool.execute(this::childEnded);
        }
      }

      private void childEnded() {
        if (pending.decrementAndGet() == 0) {
          pool.execute(this);
        }
      }
    }
  }

  /** A pool as it is meant to be used: last in, first out, fork and join. */
  @State(Scope.Benchmark)
  public static class ForkJoin {
    private final ForkJoinPool pool = new ForkJoinPool(Workload.PROCESSORS);

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }

    private static final class Joiner extends RecursiveAction {
      private static final long serialVersionUID = 1;

      @Override
      protected void compute() {
        Leaf[] children = new Leaf[CHILDREN];
        for (int round = 0; round < ROUNDS; round++) {
          for (int i = 0; i < CHILDREN; i++) {
            children[i] = new Leaf();
            children[i].fork();
          }
          for (int i = CHILDREN - 1; i >= 0; i--) {
            children[i].join();
          }
        }
      }
    }

    private static final class Leaf extends RecursiveAction {
      private static final long serialVersionUID = 1;

      @Override
      protected void compute() {}
    }
  }

  @Benchmark
  public void heddleRunnables(Heddle state) throws InterruptedException {
    state.scheduler.execute(state.new RootOfRunnables());
    state.done.acquire();
  }

  @Benchmark
  public void heddleTasks(Heddle state) throws InterruptedException {
    state.scheduler.execute(state.new RootOfTasks());
    state.done.acquire();
  }

  @Benchmark
  public void pool(Pool state) throws InterruptedException {
    state.pool.execute(state.new EventRoot());
    state.done.acquire();
  }

  @Benchmark
  public void forkJoin(ForkJoin state) {
    state.pool.invoke(new ForkJoin.Joiner());
  }
}
