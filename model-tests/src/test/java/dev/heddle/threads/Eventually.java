package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads do. The time-out is there to fail a test that hangs. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Eventually() {}

  /** Waits, awake, until something is so. */
  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy; nothing relies on it
  public static void is(BooleanSupplier condition, Supplier<String> failure) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        fail(failure);
      }
      Thread.yield();
    }
  }

  /** Waits until a thread waits for something, with a time-out or without. */
  public static void waits(Thread thread) {
    is(
        () ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING,
        () -> thread + " does not wait, but is " + thread.getState());
  }

  /** Waits for a latch. */
  public static void opens(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the latch stays closed");
  }
}
