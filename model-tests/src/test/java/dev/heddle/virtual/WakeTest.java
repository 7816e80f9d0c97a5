package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.threads.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Which way a virtual thread takes into the queues. One Processor. */
@WithVirtualThreads
class WakeTest {
  /** Starts a thread that parks once, and waits until it does. */
  private static Thread parked(Rig rig) {
    Thread thread = rig.go(LockSupport::park);
    Eventually.waits(thread);
    return thread;
  }

  @Test
  void whoIsWokenByAVirtualThreadRunsNext() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      Thread sleeper = parked(rig);
      long outside = rig.log.outside();
      rig.go(() -> LockSupport.unpark(sleeper)).join();
      sleeper.join();
      assertEquals(1, rig.log.next());
      assertEquals(outside + 1, rig.log.outside());
    }
  }

  @Test
  void whoIsWokenByATaskRunsNext() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      Thread sleeper = parked(rig);
      rig.scheduler.execute(() -> LockSupport.unpark(sleeper));
      sleeper.join();
      assertEquals(1, rig.log.next());
    }
  }

  @Test
  void whoIsStartedByAVirtualThreadRunsNext() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      rig.go(() -> rig.go(() -> {}).join()).join();
      assertEquals(2, rig.log.next(), "the start, and the end of the join");
    }
  }

  @Test
  void whoIsWokenFromElsewhereGoesToTheGlobalQueue() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      Thread sleeper = parked(rig);
      LockSupport.unpark(sleeper);
      sleeper.join();
      assertEquals(2, rig.log.outside());
      assertEquals(0, rig.log.next());
    }
  }

  @Test
  void whoIsWokenByAThreadOfAnotherSchedulerGoesToTheGlobalQueue() throws InterruptedException {
    try (Rig rig = new Rig(1);
        Rig other = new Rig(1)) {
      Thread sleeper = parked(rig);
      other.go(() -> LockSupport.unpark(sleeper)).join();
      sleeper.join();
      assertEquals(2, rig.log.outside());
      assertEquals(0, other.log.next() + rig.log.next());
    }
  }

  @Test
  void whatAVirtualThreadSubmitsComesFromOutside() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (Rig rig = new Rig(1)) {
      rig.go(() -> rig.scheduler.execute(done::countDown));
      Eventually.opens(done);
      assertEquals(2, rig.log.outside());
    }
  }

  @Test
  void noWakeIsLost() throws InterruptedException {
    int rounds = 20_000;
    for (int processors = 1; processors <= 2; processors++) {
      try (Rig rig = new Rig(processors)) {
        Thread[] pair = new Thread[2];
        Turn turn = new Turn();
        for (int i = 0; i < 2; i++) {
          int me = i;
          pair[i] = rig.threads.factory().newThread(() -> turn.play(me, rounds, pair));
        }
        pair[0].start();
        pair[1].start();
        pair[0].join();
        pair[1].join();
        assertEquals(2 * rounds, turn.number);
        assertTrue(rig.told.isEmpty(), rig.told::toString);
      }
    }
  }

  /** Whose turn it is: even, the first one's; odd, the second one's. */
  private static final class Turn {
    private volatile int number;

    @SuppressWarnings("NonAtomicVolatileUpdate") // only who has the turn writes
    void play(int me, int rounds, Thread[] pair) {
      for (int i = 0; i < rounds; i++) {
        while (number % 2 != me) {
          LockSupport.park();
        }
        number++;
        LockSupport.unpark(pair[1 - me]);
      }
    }
  }
}
