package dev.heddle.threads;

import java.util.concurrent.CountDownLatch;

/** A task that stands in the way: it runs until the gate opens, or its thread is interrupted. */
final class Gate implements Runnable {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile boolean interrupted;

  @Override
  public void run() {
    reached.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  /** Waits until a Worker stands before the gate. */
  void awaitReached() throws InterruptedException {
    Eventually.opens(reached);
  }

  /** As {@link #awaitReached}, in a task. */
  void awaitReachedQuietly() {
    Call.awaitQuietly(reached);
  }

  void open() {
    open.countDown();
  }

  /** Whether the Worker gave up because of an interrupt. */
  boolean wasInterrupted() {
    return interrupted;
  }
}
