package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.BlockedWorker;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the user is told of a Worker that was blocked without having said so, and when. */
@Checks(Invariant.S6)
@EndsInTime
class RescueReportTest {
  private final Crew crew = new Crew();
  private final List<BlockedWorker> reports = new CopyOnWriteArrayList<>();
  private final CountDownLatch latch = new CountDownLatch(1);
  private Scheduler scheduler;

  private SchedulerBuilder settings(int processors) {
    return Scheduler.builder()
        .name("loom")
        .processors(processors)
        .threadFactory(crew)
        .blocked(reports::add);
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    latch.countDown();
    scheduler.close();
    crew.assertGone();
  }

  private void awaitWithoutSayingSo() {
    Call.awaitQuietly(latch);
  }

  @Test
  void aReportNamesTheWorkerAndShowsItsStack() throws Exception {
    scheduler = settings(1).build();
    scheduler.execute(this::awaitWithoutSayingSo);
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    Eventually.is(() -> !reports.isEmpty(), () -> "no report");
    BlockedWorker report = reports.get(0);
    assertEquals("loom-0", report.thread(), "the Worker's name, as its thread's");
    assertTrue(
        report
            .toString()
            .startsWith(
                "loom-0 is blocked in a task that doesn't say so, and others wait: see"
                    + " Scheduler.blocking\n\tat "),
        report::toString);
    assertTrue(
        report.stack().stream().anyMatch(f -> f.getMethodName().equals("awaitWithoutSayingSo")));
  }

  @Test
  void aHandlerThatTakesItsTimeDoesNotHoldTheRescueBack() throws Exception {
    CountDownLatch handled = new CountDownLatch(1);
    scheduler =
        settings(1)
            .blocked(
                report -> {
                  Call.awaitQuietly(latch);
                  handled.countDown();
                })
            .build();
    scheduler.execute(this::awaitWithoutSayingSo);
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    Eventually.opens(handled);
  }
}
