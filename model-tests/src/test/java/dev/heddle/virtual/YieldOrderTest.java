package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who yields goes behind all who wait; who is woken goes before them. One Processor. */
@WithVirtualThreads
@SuppressWarnings("ThreadPriorityCheck") // to yield is what is tested
class YieldOrderTest {
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final CountDownLatch allAreThere = new CountDownLatch(1);

  /** Holds the Processor until all have been started. */
  private void holdOn() {
    while (allAreThere.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoYieldsAloneLetsTheNextFromOutsideRun() {
    try (Rig rig = new Rig(1)) {
      rig.go(
          () -> {
            holdOn();
            order.add("A");
            Thread.yield();
            order.add("A");
          });
      rig.go(() -> order.add("B"));
      allAreThere.countDown();
    }
    assertEquals(List.of("A", "B", "A"), order);
  }

  /** The JDK has the yielder before C: there what comes from outside waits in a second queue. */
  @Test
  void whoYieldsGoesBehindThoseWhoWereThereAndWhoIsWokenBeforeThem() {
    try (Rig rig = new Rig(1)) {
      Thread a =
          rig.go(
              () -> {
                holdOn();
                order.add("A");
                LockSupport.park();
                order.add("A");
              });
      rig.go(
          () -> {
            order.add("B");
            LockSupport.unpark(a);
            Thread.yield();
            order.add("B");
          });
      rig.go(() -> order.add("C"));
      allAreThere.countDown();
    }
    assertEquals(List.of("A", "B", "A", "C", "B"), order);
  }

  @Test
  void whoYieldsWhileNobodyWaitsGoesOn() {
    try (Rig rig = new Rig(1)) {
      rig.go(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              Thread.yield();
            }
          });
    }
  }

  @Test
  void allWhoYieldTakeTurns() {
    int threads = 5;
    int turns = 20;
    try (Rig rig = new Rig(1)) {
      rig.go(this::holdOn);
      for (int i = 0; i < threads; i++) {
        String name = "T" + i;
        rig.go(
            () -> {
              for (int turn = 0; turn < turns; turn++) {
                order.add(name);
                Thread.yield();
              }
            });
      }
      allAreThere.countDown();
    }
    for (int i = 0; i < threads * turns; i++) {
      assertEquals("T" + i % threads, order.get(i), () -> "order: " + order);
    }
  }

  @Test
  void aChainOfWakesLetsOthersRun() {
    CountDownLatch others = new CountDownLatch(1);
    try (Rig rig = new Rig(1)) {
      Thread[] pair = new Thread[2];
      CountDownLatch bothAreThere = new CountDownLatch(1);
      for (int i = 0; i < 2; i++) {
        int me = i;
        pair[i] =
            rig.go(
                () -> {
                  bothAreThere.await();
                  while (others.getCount() > 0) { // wakes come before the rest, but not for ever
                    LockSupport.unpark(pair[1 - me]);
                    LockSupport.park();
                  }
                  LockSupport.unpark(pair[1 - me]);
                });
      }
      bothAreThere.countDown();
      rig.go(others::countDown);
    }
    assertEquals(0, others.getCount());
  }
}
