package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.SchedulerExecutor;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A thread outside sets a timer and cancels it, as who waits with a time-out does, while 1,000
 * others wait that were set before. Nothing ever fires. The pool beside it is no ForkJoinPool,
 * which has timers from JDK 25 on, but a ScheduledThreadPoolExecutor that removes what is
 * cancelled.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBench {
  private static final int PENDING = 1_000;
  private static final Duration LATER = Duration.ofHours(1);

  private static void never() {
    throw new IllegalStateException("a timer fired");
  }

  /** The Scheduler under test: a Timer is what it gives. */
  @State(Scope.Benchmark)
  public static class Heddle {
    private final Scheduler scheduler = Scheduler.builder().processors(Workload.PROCESSORS).build();

    @Setup
    public void start() {
      for (int i = 0; i < PENDING; i++) {
        scheduler.schedule(TimerBench::never, LATER);
      }
    }

    @TearDown
    public void stop() {
      scheduler.shutdownNow();
      scheduler.close();
    }
  }

  /** The executor on it: it gives a Future. */
  @State(Scope.Benchmark)
  public static class HeddleExecutor {
    private final SchedulerExecutor executor =
        SchedulerExecutor.of(Scheduler.builder().processors(Workload.PROCESSORS));

    @Setup
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends
    public void start() {
      for (int i = 0; i < PENDING; i++) {
        executor.schedule(TimerBench::never, LATER.toHours(), TimeUnit.HOURS);
      }
    }

    @TearDown
    public void stop() {
      executor.shutdownNow();
      executor.close();
    }
  }

  /** The pool beside it. */
  @State(Scope.Benchmark)
  public static class Pool {
    private final ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(Workload.PROCESSORS);

    @Setup
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends
    public void start() {
      pool.setRemoveOnCancelPolicy(true);
      for (int i = 0; i < PENDING; i++) {
        pool.schedule(TimerBench::never, LATER.toHours(), TimeUnit.HOURS);
      }
    }

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }
  }

  @Benchmark
  public boolean heddle(Heddle state) {
    return state.scheduler.schedule(TimerBench::never, LATER).cancel();
  }

  @Benchmark
  public boolean heddleFuture(HeddleExecutor state) {
    return state
        .executor
        .schedule(TimerBench::never, LATER.toHours(), TimeUnit.HOURS)
        .cancel(false);
  }

  @Benchmark
  public boolean pool(Pool state) {
    return state.pool.schedule(TimerBench::never, LATER.toHours(), TimeUnit.HOURS).cancel(false);
  }
}
