package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A task in a blocking call waits for a task that needs another thread, and once there is none to
 * be had. There is one Processor.
 */
@Checks(Invariant.S8)
@EndsInTime
class SpareThreadTest {
  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch latch = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(1)
          .monitor(false)
          .threadFactory(body -> calls.getAndIncrement() == 1 ? null : crew.newThread(body))
          .uncaught((task, error) -> told.add(error))
          .build();

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    latch.countDown();
    scheduler.close();
    crew.assertGone();
    assertEquals(
        List.of("the thread factory returned null for heddle-1"),
        told.stream().map(Throwable::getMessage).toList());
  }

  private void waitForATaskThatHasNoThread() {
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          scheduler.execute(latch::countDown);
          Call.awaitQuietly(latch);
          Blocking.exit();
        });
    Eventually.is(
        () -> scheduler.snapshot().threadless().equals(List.of(1)),
        () -> "no thread was asked for: " + scheduler);
  }

  @Test
  void theThreadIsAskedForAgainBySubmitters() throws Exception {
    waitForATaskThatHasNoThread();
    scheduler.execute(() -> {});
    Eventually.opens(latch);
    assertEquals(3, calls.get());
  }

  @Test
  void theThreadIsAskedForAgainByWhoWaitsForTheEnd() throws Exception {
    waitForATaskThatHasNoThread();
    scheduler.shutdown();
    assertTrue(scheduler.awaitTermination(Duration.ofSeconds(30)), scheduler::toString);
    assertEquals(3, calls.get());
  }
}
