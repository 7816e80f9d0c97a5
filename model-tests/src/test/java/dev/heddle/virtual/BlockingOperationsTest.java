package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Scheduler;
import dev.heddle.threads.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads that wait leave their carrier to others: there is one, and no rescue. */
@WithVirtualThreads
class BlockingOperationsTest {
  private static final int MANY = 100;

  /** Thread.sleep, which is what is tested here; nobody sleeps to wait for something else. */
  private interface Sleeper {
    void sleep(long millis) throws InterruptedException;
  }

  private final Sleeper sleeper = Thread::sleep;

  private static Rig rig() {
    return new Rig(1, Scheduler.builder().rescues(0));
  }

  @Test
  void manyParkAndOneWakesThem() {
    try (Rig rig = rig()) {
      List<Thread> parked = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        parked.add(rig.go(LockSupport::park));
      }
      parked.forEach(Eventually::waits);
      rig.go(() -> parked.forEach(LockSupport::unpark));
    }
  }

  @Test
  void aPermitBeforeTheParkIsKept() {
    try (Rig rig = rig()) {
      rig.go(
          () -> {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
          });
    }
  }

  @Test
  void manySleepAtTheSameTimeAndNoneTooShort() {
    try (Rig rig = rig()) {
      for (int i = 0; i < MANY; i++) {
        rig.go(
            () -> {
              long start = System.nanoTime();
              sleeper.sleep(5);
              assertTrue(System.nanoTime() - start >= Duration.ofMillis(5).toNanos());
            });
      }
    }
  }

  @Test
  void aTimedParkAfterAnotherIsNotCutShortByItsTimer() {
    try (Rig rig = rig()) {
      rig.go(
          () -> {
            Thread me = Thread.currentThread();
            for (int i = 0; i < 200; i++) {
              rig.go(() -> LockSupport.unpark(me));
              LockSupport.parkNanos(this, Duration.ofMinutes(1).toNanos());
            }
          });
    }
  }

  @Test
  void anInterruptEndsASleepAndIsNotTheNextThreads() throws InterruptedException {
    try (Rig rig = rig()) {
      Thread sleeping =
          rig.go(
              () -> {
                assertThrows(
                    InterruptedException.class,
                    () -> sleeper.sleep(Duration.ofMinutes(5).toMillis()));
                Thread.currentThread().interrupt();
              });
      Eventually.waits(sleeping);
      sleeping.interrupt();
      sleeping.join();
      boolean[] interrupted = new boolean[2];
      rig.go(() -> interrupted[0] = Thread.currentThread().isInterrupted()).join();
      CountDownLatch done = new CountDownLatch(1);
      rig.scheduler.execute(
          () -> {
            interrupted[1] = Thread.currentThread().isInterrupted();
            done.countDown();
          });
      Eventually.opens(done);
      assertFalse(interrupted[0] || interrupted[1]);
    }
  }

  @Test
  void aLockIsHeldByOneAtATime() {
    int[] count = new int[1];
    ReentrantLock lock = new ReentrantLock();
    try (Rig rig = new Rig(2)) {
      for (int i = 0; i < MANY; i++) {
        rig.go(
            () -> {
              for (int k = 0; k < MANY; k++) {
                lock.lock();
                try {
                  count[0]++;
                  yieldNow();
                } finally {
                  lock.unlock();
                }
              }
            });
      }
    }
    assertEquals(MANY * MANY, count[0]);
  }

  @SuppressWarnings("ThreadPriorityCheck") // so that others find the lock held
  private static void yieldNow() {
    Thread.yield();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24) // before that, who waits pins the only carrier
  void manyWaitForAMonitorAndForANotification() throws InterruptedException {
    Object monitor = new Object();
    int[] arrived = new int[1];
    boolean[] open = new boolean[1];
    try (Rig rig = rig()) {
      List<Thread> waiting = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        waiting.add(
            rig.go(
                () -> {
                  synchronized (monitor) {
                    arrived[0]++;
                    yieldNow(); // holding the monitor: others block on it
                    while (!open[0]) {
                      monitor.wait();
                    }
                  }
                }));
      }
      waiting.forEach(Eventually::waits);
      rig.go(
              () -> {
                synchronized (monitor) {
                  open[0] = true;
                  monitor.notifyAll();
                }
              })
          .join();
    }
    assertEquals(MANY, arrived[0]);
  }

  @Test
  void threadsHandOverThroughAQueueWithoutRoom() throws InterruptedException {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    long[] sum = new long[1];
    try (Rig rig = rig()) {
      rig.go(
          () -> {
            for (int i = 1; i <= MANY; i++) {
              queue.put(i);
            }
          });
      rig.go(
              () -> {
                for (int i = 1; i <= MANY; i++) {
                  sum[0] += queue.take();
                }
              })
          .join();
    }
    assertEquals(MANY * (MANY + 1) / 2, sum[0]);
  }

  @Test
  void futuresAreJoinedByWhoMadeThem() throws InterruptedException {
    long[] sum = new long[1];
    try (Rig rig = rig()) {
      Executor executor = rig.threads::go;
      rig.go(
              () -> {
                List<CompletableFuture<Integer>> parts = new ArrayList<>();
                for (int i = 1; i <= MANY; i++) {
                  int part = i;
                  parts.add(
                      CompletableFuture.supplyAsync(() -> part, executor)
                          .thenApplyAsync(each -> 2 * each, executor));
                }
                CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0])).join();
                parts.forEach(each -> sum[0] += each.join());
              })
          .join();
    }
    assertEquals(MANY * (MANY + 1), sum[0]);
  }
}
