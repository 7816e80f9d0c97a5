package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** There is a thread, asleep as the watcher, and no other is to be had: it is woken. */
@Checks(Invariant.S6)
@EndsInTime
class WatcherIsWokenTest {
  private final Crew crew = new Crew();
  private final AtomicInteger failures = new AtomicInteger();

  @Test
  void whenNoOtherThreadIsToBeHad() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Scheduler scheduler =
        Scheduler.builder()
            .processors(2)
            .spareWorkers(0)
            .monitor(false)
            .threadFactory(body -> crew.size() == 0 ? crew.newThread(body) : null)
            .uncaught((task, error) -> failures.incrementAndGet())
            .build();
    scheduler.schedule(() -> {}, Duration.ofDays(1));
    Eventually.waits(crew.thread("heddle-0"));
    scheduler.execute(ran::countDown);
    Eventually.opens(ran);
    assertEquals(1, failures.get(), "threads that were not to be had");
    scheduler.shutdownNow();
    scheduler.awaitTermination();
    crew.assertGone();
  }
}
