package dev.heddle.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** A fixed number of threads that belong to no scheduler under test. */
final class Producers implements AutoCloseable {
  private final int count;
  private final ExecutorService threads;

  Producers(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** Lets each thread do its part of the work, numbered from 0, and doesn't wait for it. */
  void run(IntConsumer part) {
    for (int i = 0; i < count; i++) {
      int producer = i;
      threads.execute(() -> part.accept(producer));
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
