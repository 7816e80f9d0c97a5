package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Timer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Sets many timers from one thread, and cancels some of them: at once, or about when they fire.
 * Every fourth that fires sets another one, from inside.
 */
final class Alarms implements Runnable {
  private static final int MOST_NANOS = 3_000_000;

  /** About what it takes to set some timers: cancels race with these. */
  private static final int SHORT_NANOS = 20_000;

  /** How many timers stay in reach of a cancel. */
  private static final int REACH = 64;

  private static final int CHILDREN = 4;

  private final Scheduler scheduler;
  private final Random random;
  private final Timer[] recent = new Timer[REACH];
  private final boolean[] cancelled;
  private final AtomicIntegerArray fired;
  private final AtomicIntegerArray children;
  private final AtomicIntegerArray early;

  Alarms(Scheduler scheduler, int count, long seed) {
    this.scheduler = scheduler;
    random = new Random(seed);
    cancelled = new boolean[count];
    fired = new AtomicIntegerArray(count);
    children = new AtomicIntegerArray(count);
    early = new AtomicIntegerArray(count);
  }

  @Override
  public void run() {
    for (int i = 0; i < cancelled.length; i++) {
      int number = i;
      long delay = random.nextInt(random.nextBoolean() ? SHORT_NANOS : MOST_NANOS);
      long start = System.nanoTime();
      recent[i % REACH] =
          scheduler.schedule(() -> fire(number, start + delay), Duration.ofNanos(delay));
      if (random.nextInt(3) == 0) {
        cancel(Math.max(0, i - random.nextInt(REACH)));
      }
    }
  }

  private void cancel(int number) {
    boolean first = recent[number % REACH].cancel();
    assertFalse(first && cancelled[number], "cancelled twice");
    cancelled[number] |= first;
  }

  private void fire(int number, long due) {
    fired.incrementAndGet(number);
    if (System.nanoTime() - due < 0) {
      early.incrementAndGet(number);
    }
    if (number % CHILDREN == 0) {
      scheduler.schedule(() -> children.incrementAndGet(number), Duration.ofNanos(due & 0xffff));
    }
  }

  /** Each fired or was cancelled, once, and none too early. After the end of the Scheduler. */
  void assertOneFateEach() {
    for (int i = 0; i < cancelled.length; i++) {
      assertEquals(cancelled[i] ? 0 : 1, fired.get(i), "timer " + i);
      assertEquals(i % CHILDREN == 0 ? fired.get(i) : 0, children.get(i), "child of " + i);
      assertEquals(0, early.get(i), "early: timer " + i);
    }
  }
}
