package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.BlockedWorker;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Worker that is blocked without having said so is rescued, if others wait. */
@Checks({Invariant.S6, Invariant.S8})
@EndsInTime
class RescueTest {
  private final Crew crew = new Crew();
  private final CallLog log = new CallLog();
  private final List<BlockedWorker> reports = new CopyOnWriteArrayList<>();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch latch = new CountDownLatch(1);
  private final Object lock = new Object();
  private Scheduler scheduler;

  private SchedulerBuilder settings(int processors) {
    return Scheduler.builder()
        .name("loom")
        .processors(processors)
        .threadFactory(crew)
        .events(log)
        .blocked(reports::add)
        .uncaught((task, error) -> told.add(error));
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    latch.countDown();
    scheduler.close();
    crew.assertGone();
  }

  private enum Obstacle {
    LATCH("awaitWithoutSayingSo") {
      @Override
      void meet(RescueTest test) {
        test.awaitWithoutSayingSo();
      }
    },
    LOCK("lockWithoutSayingSo") {
      @Override
      void meet(RescueTest test) {
        test.lockWithoutSayingSo();
      }
    };

    private final String method;

    Obstacle(String method) {
      this.method = method;
    }

    abstract void meet(RescueTest test);
  }

  private void awaitWithoutSayingSo() {
    try {
      latch.await();
      runs.incrementAndGet();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void lockWithoutSayingSo() {
    synchronized (lock) {
      runs.incrementAndGet();
    }
  }

  /** Somebody has the lock until the latch opens. */
  private void holdTheLock() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              synchronized (lock) {
                held.countDown();
                Call.awaitQuietly(latch);
              }
            });
    holder.setDaemon(true);
    holder.start();
    Eventually.opens(held);
  }

  /** No task is queued, but one is due: a timer's, which the blocked Worker can't fire. */
  @Test
  void aDueTimerIsAReasonToRescue() throws Exception {
    scheduler = settings(1).build();
    CountDownLatch blocked = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          scheduler.schedule(latch::countDown, Duration.ofMillis(1));
          blocked.countDown();
          awaitWithoutSayingSo();
        });
    Eventually.opens(blocked);
    Eventually.opens(latch);
    scheduler.close();
    assertEquals(1, runs.get());
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @EnumSource
  void whoBlocksWithoutSayingSoIsRescuedAndReportedOnce(Obstacle obstacle) throws Exception {
    scheduler = settings(1).build();
    holdTheLock();
    scheduler.execute(() -> obstacle.meet(this));
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    scheduler.close();
    assertEquals(1, runs.get());
    assertEquals(1, log.count("P0 rescued"), log::toString);
    assertEquals(1, reports.size());
    StackTraceElement culprit = reports.get(0).culprit();
    assertEquals(RescueTest.class.getName(), culprit.getClassName());
    assertEquals(obstacle.method, culprit.getMethodName());
    assertEquals(List.of(), told);
  }

  @Test
  void whereAllAreBlockedOneIsRescuedAndThatIsEnough() throws Exception {
    scheduler = settings(2).build();
    holdTheLock();
    scheduler.execute(this::awaitWithoutSayingSo);
    scheduler.execute(this::lockWithoutSayingSo);
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    scheduler.close();
    assertEquals(2, runs.get());
    assertEquals(log.count("rescued"), reports.size());
  }

  @Test
  void eachRescueIsReported() throws Exception {
    scheduler = settings(1).rescues(3).build();
    CyclicBarrier barrier = new CyclicBarrier(4);
    for (int i = 0; i < 4; i++) {
      scheduler.execute(Call.task(barrier::await)); // three of them must be rescued
    }
    scheduler.close();
    // More if one that waited for the barrier's own lock went on for a moment before it waited.
    assertTrue(reports.size() >= 3, reports::toString);
    assertEquals(log.count("rescued"), reports.size());
    for (BlockedWorker report : reports) {
      assertEquals("java.util.concurrent.CyclicBarrier", barrierFrame(report).getClassName());
    }
  }

  private static StackTraceElement barrierFrame(BlockedWorker report) {
    return report.stack().stream()
        .filter(frame -> frame.getClassName().contains("Barrier"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aHandlerThatThrowsIsToldToTheOtherHandlerAndTheMonitorGoesOn() throws Exception {
    IllegalStateException error = new IllegalStateException("in the handler");
    scheduler =
        settings(1)
            .blocked(
                report -> {
                  throw error;
                })
            .build();
    scheduler.execute(this::awaitWithoutSayingSo);
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    scheduler.close();
    assertEquals(List.of(error), told);
  }
}
