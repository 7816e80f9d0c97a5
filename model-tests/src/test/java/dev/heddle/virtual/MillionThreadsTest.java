package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** A million virtual threads: each runs once, and is waited for. */
@WithVirtualThreads
class MillionThreadsTest {
  private static final int THREADS = 1_000_000;
  private static final int STARTERS = 100;

  private final LongAdder runs = new LongAdder();

  @Test
  void eachOfAMillionRunsOnce() throws InterruptedException {
    try (Rig rig = new Rig(2)) {
      Thread[] starters = new Thread[STARTERS];
      for (int i = 0; i < STARTERS; i++) {
        starters[i] = rig.go(() -> startAndJoin(rig, THREADS / STARTERS - 1));
      }
      for (Thread starter : starters) {
        starter.join();
      }
      assertEquals(THREADS, runs.sum());
      assertEquals(0, rig.threads.liveCount());
    }
  }

  private void startAndJoin(Rig rig, int count) throws InterruptedException {
    runs.increment();
    Thread[] started = new Thread[count];
    for (int i = 0; i < count; i++) {
      started[i] = rig.threads.go(runs::increment);
    }
    for (Thread thread : started) {
      thread.join();
    }
  }
}
