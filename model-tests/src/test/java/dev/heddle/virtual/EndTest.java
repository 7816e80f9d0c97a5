package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Continuations;
import dev.heddle.kernel.Lifecycle;
import dev.heddle.kernel.Scheduler;
import dev.heddle.threads.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** No virtual thread is lost, whoever ends first. One Processor. */
@WithVirtualThreads
class EndTest {
  private final Rig rig = new Rig(1);
  private final CountDownLatch latch = new CountDownLatch(1);
  private final AtomicInteger ends = new AtomicInteger();

  private void awaitLatch() throws InterruptedException {
    latch.await();
    ends.incrementAndGet();
  }

  @Test
  void closeWaitsForThreadsThatWait() throws InterruptedException {
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(rig.go(this::awaitLatch));
    }
    waiting.forEach(Eventually::waits);
    assertEquals(10, rig.threads.liveCount());
    assertFalse(rig.threads.awaitTermination(Duration.ZERO));
    Thread closer = new Thread(rig::close);
    closer.start();
    Eventually.waits(closer);
    assertTrue(rig.threads.isShutdown());
    assertEquals(Lifecycle.RUNNING, rig.scheduler.lifecycle());
    latch.countDown();
    closer.join();
    assertEquals(10, ends.get());
    assertEquals(0, rig.threads.liveCount());
    assertTrue(rig.threads.awaitTermination(Duration.ZERO));
  }

  @Test
  void afterAShutdownNoOtherIsStarted() throws InterruptedException {
    Thread early = rig.threads.factory().newThread(ends::incrementAndGet);
    Thread runs = rig.go(this::awaitLatch);
    rig.threads.shutdown();
    assertThrows(RejectedExecutionException.class, () -> rig.threads.go(ends::incrementAndGet));
    assertThrows(RejectedExecutionException.class, early::start);
    latch.countDown();
    runs.join();
    rig.close();
    assertEquals(1, ends.get());
  }

  @Test
  void afterAShutdownThreadsThatLiveMayStartOthers() throws InterruptedException {
    rig.go(
        () -> {
          awaitLatch();
          rig.go(
              () -> {
                yieldNow();
                rig.threads.go(ends::incrementAndGet);
                ends.incrementAndGet();
              });
        });
    rig.threads.shutdown();
    latch.countDown();
    rig.close();
    assertEquals(3, ends.get());
  }

  @Test
  void aThreadThatWasNeverStartedKeepsNobodyWaiting() {
    rig.threads.factory().newThread(ends::incrementAndGet);
    rig.close();
    assertEquals(0, ends.get());
  }

  @Test
  void aThreadThatIsWokenAfterTheEndGoesOnElsewhere() throws InterruptedException {
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(rig.go(this::awaitLatch));
    }
    waiting.forEach(Eventually::waits);
    rig.scheduler.close();
    assertTrue(rig.scheduler.isTerminated());
    assertEquals(0, ends.get());
    latch.countDown();
    rig.close();
    assertEquals(10, ends.get());
  }

  @Test
  void aShutdownNowMovesWhatIsQueuedElsewhere() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    rig.go(
        () -> {
          reached.countDown();
          while (latch.getCount() > 0) {
            Thread.onSpinWait();
          }
          yieldNow(); // queued after the STOP
          ends.incrementAndGet();
        });
    Eventually.opens(reached);
    List<Thread> queued = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      queued.add(rig.go(ends::incrementAndGet));
    }
    assertEquals(List.of(), rig.scheduler.shutdownNow());
    for (Thread thread : queued) {
      thread.join();
    }
    assertEquals(10, ends.get());
    latch.countDown();
    rig.close();
    assertEquals(11, ends.get());
  }

  @SuppressWarnings("ThreadPriorityCheck") // so that it is queued again
  private static void yieldNow() {
    Thread.yield();
  }

  @Test
  void startsAndWakesRaceWithTheEnd() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      Rig each = new Rig(2);
      AtomicInteger started = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      Thread starter =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Thread parked =
                        each.threads.go(
                            () -> {
                              LockSupport.park();
                              ended.incrementAndGet();
                            });
                    started.incrementAndGet();
                    LockSupport.unpark(parked);
                  }
                } catch (RejectedExecutionException e) {
                  // that is the end
                }
              });
      starter.start();
      Eventually.is(() -> started.get() > 10, () -> "nothing starts");
      if (round % 3 == 0) {
        each.scheduler.shutdown();
      } else if (round % 3 == 1) {
        each.scheduler.shutdownNow();
      }
      each.threads.close();
      starter.join();
      assertEquals(0, each.threads.liveCount());
      assertEquals(started.get(), ended.get());
      each.close();
    }
  }

  @Test
  void whoRunsHereCanNotWaitForTheEnd() throws InterruptedException {
    rig.go(
            () -> {
              assertThrows(IllegalStateException.class, rig.threads::close);
              assertThrows(IllegalStateException.class, rig.scheduler::close);
              assertThrows(
                  IllegalStateException.class,
                  () -> rig.threads.awaitTermination(Duration.ofDays(1)));
              ends.incrementAndGet();
            })
        .join();
    rig.scheduler.execute(
        () -> {
          assertThrows(IllegalStateException.class, rig.threads::close);
          ends.incrementAndGet();
        });
    assertFalse(rig.threads.isShutdown());
    rig.close();
    assertEquals(List.of(), rig.told);
    assertEquals(2, ends.get());
  }

  @Test
  void anInterruptedCloseGoesOnWaitingAndKeepsTheInterrupt() throws InterruptedException {
    Thread waiting = rig.go(this::awaitLatch);
    Eventually.waits(waiting);
    AtomicReference<Boolean> kept = new AtomicReference<>();
    Thread closer =
        new Thread(
            () -> {
              rig.threads.close();
              kept.set(Thread.interrupted());
            });
    closer.start();
    Eventually.waits(closer);
    closer.interrupt();
    assertTrue(closer.isAlive());
    latch.countDown();
    closer.join();
    assertEquals(true, kept.get());
    rig.close();
  }

  @Test
  void aSchedulerThatWasNotMadeForThemHasNone() {
    try (Scheduler scheduler = Scheduler.builder().processors(1).build()) {
      assertThrows(IllegalStateException.class, () -> Continuations.of(scheduler));
    }
    rig.close();
  }

  @Test
  void closeWaitsForTasksToo() {
    for (int i = 0; i < 10; i++) {
      rig.scheduler.execute(ends::incrementAndGet);
    }
    rig.threads.close();
    assertTrue(rig.scheduler.isTerminated());
    assertEquals(10, ends.get());
    rig.close();
  }
}
