package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long short tasks wait from {@code execute} to their first instruction, beside two tasks that
 * compute all the time and 200 tasks that block for 50 ms, again and again: {@code mvn -Pbench
 * verify -Dbench.main=dev.heddle.bench.Latency}.
 *
 * <p>Each kind of scheduler has two processors. The rows: without the blocking tasks; with them,
 * each call announced as blocking where there is a way to do so (for ForkJoinPool a
 * ManagedBlocker); with them, and nobody told.
 *
 * <p>Who computes gives way after a slice by submitting itself again. In ForkJoinPool that keeps
 * its worker from what comes from outside, for ever and without any blocking task: its first row is
 * no base to compare the others with.
 */
public final class Latency {
  private static final int BLOCKING_TASKS = 200;
  private static final int CALL_MILLIS = 50;
  private static final int SHORT_TASKS = 2_000;
  private static final long PERIOD_NANOS = 1_000_000;
  private static final long SLICE_NANOS = 10_000_000;
  private static final int ROUNDS = 3;

  private enum Blocking {
    NONE("without"),
    ANNOUNCED("200 × 50 ms, announced"),
    SILENT("200 × 50 ms, not announced");

    final String title;

    Blocking(String title) {
      this.title = title;
    }
  }

  /** One kind of scheduler. */
  private interface Subject extends AutoCloseable {
    void execute(Runnable task);

    /** A task that runs for a slice at a time until told to stop. */
    void compute(AtomicBoolean stop);

    /** Makes a blocking call as this scheduler wishes to be told of it. */
    void blocking(Runnable call) throws Exception;

    @Override
    void close();
  }

  private Latency() {}

  public static void main(String[] args) throws Exception {
    System.out.println(Machine.describe() + Machine.load());
    List<Callable<Subject>> subjects = List.of(Heddle::new, Pool::new, Fixed::new);
    List<String> names = List.of("Heddle", "ForkJoinPool", "fixed pool of 2");
    System.out.println(
        "| scheduler | blocking tasks | p50 µs | p99 µs | p99 / without | not begun |");
    System.out.println("|:--|:--|--:|--:|--:|--:|");
    for (int i = 0; i < names.size(); i++) {
      double without = 0;
      for (Blocking blocking : Blocking.values()) {
        List<Result> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          try (Subject subject = subjects.get(i).call()) {
            rounds.add(measure(subject, blocking));
          }
        }
        rounds.sort((a, b) -> Double.compare(a.p99, b.p99));
        Result median = rounds.get(ROUNDS / 2);
        without = blocking == Blocking.NONE ? median.p99 : without;
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %,.0f | %,.0f | %.1f | %,d |%n",
            names.get(i),
            blocking.title,
            median.p50,
            median.p99,
            median.p99 / without,
            median.lost);
      }
    }
  }

  /** In µs; tasks that hadn't begun when time was over count as if they had begun then. */
  private record Result(double p50, double p99, int lost) {}

  private static Result measure(Subject subject, Blocking blocking) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    subject.compute(stop);
    subject.compute(stop);
    for (int i = 0; blocking != Blocking.NONE && i < BLOCKING_TASKS; i++) {
      subject.execute(new Caller(subject, blocking, stop));
    }
    for (int i = 0; i < SHORT_TASKS; i++) { // warm up, and let the 200 begin
      subject.execute(() -> {});
      LockSupport.parkNanos(PERIOD_NANOS);
    }
    long[] waits = new long[SHORT_TASKS];
    AtomicInteger begun = new AtomicInteger();
    long start = System.nanoTime();
    for (int i = 0; i < SHORT_TASKS; i++) {
      long due = start + i * PERIOD_NANOS;
      while (due - System.nanoTime() > 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long submitted = System.nanoTime();
      int number = i;
      subject.execute(
          () -> {
            waits[number] = System.nanoTime() - submitted;
            begun.incrementAndGet();
          });
    }
    long end = System.nanoTime();
    while (begun.get() < SHORT_TASKS && System.nanoTime() - end < 2_000_000_000L) {
      LockSupport.parkNanos(PERIOD_NANOS);
    }
    int lost = SHORT_TASKS - begun.get();
    long[] sorted = waits.clone();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = sorted[i] == 0 ? System.nanoTime() - (start + i * PERIOD_NANOS) : sorted[i];
    }
    Arrays.sort(sorted);
    stop.set(true);
    return new Result(
        sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 99 / 100] / 1e3, lost);
  }

  /** Blocks, and comes again. */
  private record Caller(Subject subject, Blocking blocking, AtomicBoolean stop)
      implements Runnable {
    @Override
    public void run() {
      try {
        if (blocking == Blocking.ANNOUNCED) {
          subject.blocking(Caller::call);
        } else {
          call();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      if (!stop.get()) {
        subject.execute(this);
      }
    }

    private static void call() {
      try {
        Thread.sleep(CALL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void burn(long end) {
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static final class Heddle implements Subject {
    private final Scheduler scheduler =
        Scheduler.builder()
            .processors(Workload.PROCESSORS)
            .spareWorkers(2 * BLOCKING_TASKS)
            .rescues(BLOCKING_TASKS)
            .blocked(worker -> {})
            .build();

    @Override
    public void execute(Runnable task) {
      scheduler.execute(task);
    }

    @Override
    public void compute(AtomicBoolean stop) {
      scheduler.execute(
          new Task() {
            @Override
            protected Step step() {
              while (!Scheduler.shouldYield()) {
                Thread.onSpinWait();
              }
              return stop.get() ? Step.DONE : Step.YIELD;
            }
          });
    }

    @Override
    public void blocking(Runnable call) {
      Scheduler.blocking(call);
    }

    @Override
    public void close() {
      scheduler.shutdownNow();
      scheduler.close();
    }
  }

  /** ForkJoinPool, or a fixed pool: who computes gives way after a slice. */
  private static class Pool implements Subject {
    private final ExecutorService pool;

    Pool() {
      this(Workload.newEventPool());
    }

    Pool(ExecutorService pool) {
      this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
      if (!pool.isShutdown()) {
        pool.execute(task);
      }
    }

    @Override
    public void compute(AtomicBoolean stop) {
      execute(
          new Runnable() {
            @Override
            public void run() {
              burn(System.nanoTime() + SLICE_NANOS);
              if (!stop.get()) {
                execute(this);
              }
            }
          });
    }

    @Override
    public void blocking(Runnable call) throws Exception {
      ForkJoinPool.managedBlock(
          new ManagedBlocker() {
            private boolean done;

            @Override
            public boolean block() {
              call.run();
              done = true;
              return true;
            }

            @Override
            public boolean isReleasable() {
              return done;
            }
          });
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }

  private static final class Fixed extends Pool {
    Fixed() {
      super(Executors.newFixedThreadPool(Workload.PROCESSORS));
    }
  }
}
