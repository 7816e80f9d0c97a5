package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.BlockedWorker;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.threads.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A virtual thread that keeps its carrier: blocked, which is seen, or busy, which is no reason. */
@WithVirtualThreads
class PinnedTest {
  private static final CountDownLatch OPEN = new CountDownLatch(1);

  /** Who initializes it can't unmount: there is a native frame below. */
  private static final class Pinning {
    static {
      Body.call(Pinning::waitInHere);
    }

    private static void waitInHere() throws InterruptedException {
      OPEN.await();
    }

    static void initialize() {}
  }

  @Test
  void whoIsPinnedAndBlockedIsRescuedAndNamed() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      Thread pinned = rig.go(Pinning::initialize);
      rig.go(OPEN::countDown).join();
      pinned.join();
      assertEquals(1, rig.log.rescues());
      assertEquals(1, rig.reports.size());
      BlockedWorker report = rig.reports.get(0);
      assertEquals("waitInHere", report.culprit().getMethodName(), report::toString);
      assertEquals(Pinning.class.getName(), report.culprit().getClassName());
    }
  }

  @Test
  void whoIsBusyIsNotTakenForBlocked() {
    AtomicBoolean enough = new AtomicBoolean();
    try (Rig rig =
        new Rig(1, Scheduler.builder().limits(Limits.DEFAULT.withSlice(Duration.ofNanos(1))))) {
      Thread busy =
          rig.go(
              () -> {
                while (!enough.get()) {
                  Thread.onSpinWait();
                }
              });
      rig.go(() -> {}); // somebody waits, so that there is a reason to look
      Thread carrier = rig.crew.thread("loom-0");
      Eventually.is(() -> Rig.carrierOf(busy).equals("loom-0"), () -> "not mounted: " + busy);
      for (int i = 0; i < 100_000; i++) {
        assertEquals(Thread.State.RUNNABLE, carrier.getState());
      }
      enough.set(true);
      rig.threads.close();
      assertEquals(0, rig.log.rescues());
      assertTrue(rig.reports.isEmpty(), rig.reports::toString);
    }
  }

  /** The holder waits without a carrier, and the only Worker waits for the holder. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_24) // before that, the holder keeps the carrier
  void aTaskThatWaitsForAMonitorOfAVirtualThreadIsRescued() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch entered = new CountDownLatch(1);
    try (Rig rig = new Rig(1)) {
      Thread holder =
          rig.go(
              () -> {
                synchronized (monitor) {
                  LockSupport.park();
                }
              });
      Eventually.waits(holder);
      rig.scheduler.execute(
          () -> {
            synchronized (monitor) {
              entered.countDown();
            }
          });
      Thread carrier = rig.crew.thread("loom-0");
      Eventually.is(
          () -> carrier.getState() == Thread.State.BLOCKED, () -> "not blocked: " + carrier);
      LockSupport.unpark(holder);
      Eventually.opens(entered);
      assertEquals(1, rig.log.rescues());
    }
  }
}
