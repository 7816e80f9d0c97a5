package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.SchedulerExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@link SchedulerExecutor} runs tasks later, on real threads. It has two Processors. What depends
 * on the time is tested in virtual time.
 */
@EndsInTime
@SuppressWarnings("FutureReturnValueIgnored") // what they do is looked at
class ScheduledExecutorTest {
  private final IllegalStateException failure = new IllegalStateException("enough");

  private final Crew crew = new Crew();
  private final Gate gate = new Gate();
  private final SchedulerExecutor executor =
      SchedulerExecutor.of(Scheduler.builder().processors(2).rescues(0).threadFactory(crew));

  @AfterEach
  @EndsInTime
  void closeEndsAllThreads() throws InterruptedException {
    gate.open();
    executor.close(); // which waits for what is to run once
    assertTrue(executor.isTerminated());
    crew.assertGone();
  }

  @Test
  void runsATaskAfterItsDelay() throws Exception {
    long start = System.nanoTime();
    ScheduledFuture<Long> future = executor.schedule(System::nanoTime, 5, TimeUnit.MILLISECONDS);
    assertTrue(future.get() - start >= 5_000_000);
    assertTrue(future.getDelay(TimeUnit.NANOSECONDS) <= 0);
  }

  @Test
  void closeWaitsForADelayedTask() {
    CountDownLatch ran = new CountDownLatch(1);
    ScheduledFuture<?> future = executor.schedule(ran::countDown, 5, TimeUnit.MILLISECONDS);
    executor.close();
    assertEquals(0, ran.getCount());
    assertTrue(future.isDone());
  }

  @Test
  void aDelayedTaskMayScheduleTheNext() throws Exception {
    CountDownLatch left = new CountDownLatch(100);
    Runnable chain =
        new Runnable() {
          @Override
          public void run() {
            left.countDown();
            executor.schedule(this, 10, TimeUnit.MICROSECONDS);
          }
        };
    executor.schedule(chain, 0, TimeUnit.DAYS);
    Eventually.opens(left);
    executor.shutdown(); // rejects the next one; that ends the chain
  }

  @Test
  void aPeriodicTaskIsNeverRunTwiceAtATime() throws Exception {
    List<ScheduledFuture<?>> futures = new ArrayList<>();
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Series series = new Series(5_000);
      all.add(series);
      futures.add(
          i % 2 == 0
              ? executor.scheduleAtFixedRate(series, 0, 1, TimeUnit.NANOSECONDS)
              : executor.scheduleWithFixedDelay(series, 0, 1, TimeUnit.NANOSECONDS));
    }
    for (ScheduledFuture<?> future : futures) {
      assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
    }
    for (Series series : all) {
      assertEquals(5_000, series.runs);
      assertFalse(series.overlapped);
    }
  }

  /** Throws at its last run. Its count is plain: each run happens before the next. */
  private final class Series implements Runnable {
    private final int last;
    private final AtomicBoolean running = new AtomicBoolean();
    private int runs;
    private volatile boolean overlapped;

    Series(int last) {
      this.last = last;
    }

    @Override
    public void run() {
      overlapped |= !running.compareAndSet(false, true);
      runs++;
      running.set(false);
      if (runs == last) {
        throw failure;
      }
    }
  }

  // ---------------------------------------------------------------- cancelled while it runs

  @Test
  void cancelInterruptsThePeriodicTaskAndOnlyThat() throws Exception {
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(gate, 0, 1, TimeUnit.NANOSECONDS);
    gate.awaitReached();
    assertTrue(future.cancel(true));
    Callable<Boolean> look = () -> Thread.currentThread().isInterrupted();
    for (Future<Boolean> later : executor.invokeAll(List.of(look, look, look))) {
      assertFalse(later.get());
    }
    executor.close();
    assertTrue(gate.wasInterrupted());
  }

  @Test
  void cancelWithoutAnInterruptLetsTheRunEnd() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    ScheduledFuture<?> future =
        executor.scheduleWithFixedDelay(
            () -> {
              gate.run();
              ends.incrementAndGet();
            },
            0,
            1,
            TimeUnit.NANOSECONDS);
    gate.awaitReached();
    assertTrue(future.cancel(false));
    assertThrows(CancellationException.class, future::get);
    gate.open();
    executor.close();
    assertFalse(gate.wasInterrupted());
    assertEquals(1, ends.get());
  }

  // ---------------------------------------------------------------- the end

  @Test
  void whoWaitsForAPeriodicTaskLearnsOfTheShutdown() throws Exception {
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS);
    FutureTask<Throwable> waiter =
        new FutureTask<>(() -> assertThrows(CancellationException.class, future::get));
    Thread thread = new Thread(waiter, "waiter");
    thread.start();
    Eventually.waits(thread);
    executor.shutdown();
    assertNotEquals(null, waiter.get());
  }

  @Test
  void closeCancelsAPeriodicTask() {
    ScheduledFuture<?> future = executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS);
    executor.close();
    assertTrue(future.isCancelled());
  }

  @Test
  void anInterruptedCloseCancelsWhatWasToRunLater() {
    ScheduledFuture<?> once = executor.schedule(() -> {}, 1, TimeUnit.DAYS);
    ScheduledFuture<?> periodic = executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS);
    Thread.currentThread().interrupt();
    executor.close();
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    assertTrue(once.isCancelled());
    assertTrue(periodic.isCancelled());
  }
}
