package dev.heddle.drivers;

import java.util.function.BiConsumer;

/** An uncaught handler that keeps the first failure, for main to fail as well. Thread-safe. */
public final class Failures implements BiConsumer<Runnable, Throwable> {
  private Throwable first;

  /** None yet. */
  public Failures() {}

  @Override
  public synchronized void accept(Runnable task, Throwable error) {
    if (first == null) {
      first = error;
    }
  }

  /** Fails if something failed. */
  public synchronized void rethrow() {
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw new AssertionError(first);
    }
  }
}
