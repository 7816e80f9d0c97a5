package dev.heddle.contract;

import static org.junit.jupiter.api.Assertions.fail;

import dev.heddle.kernel.Poller;

/** A call of poll by a thread. */
final class ThreadCall implements PollerSubject.Call {
  /** So often in a row a thread must look blocked: it may wait for a lock for a moment. */
  private static final int LOOKS = 3;

  private final PollerSubject subject;
  private final Thread thread;
  private volatile Throwable failure;

  ThreadCall(PollerSubject subject, long timeoutNanos, Poller.Sink sink) {
    this.subject = subject;
    thread =
        new Thread(
            () -> {
              try {
                subject.poller().poll(timeoutNanos, sink);
              } catch (Throwable e) { // shown by awaitReturn
                failure = e;
              }
            },
            "poll(" + timeoutNanos + ")");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy; nothing relies on it
  public boolean blocks() {
    long start = System.nanoTime();
    for (int blocked = 0; blocked < LOOKS; blocked = looksBlocked() ? blocked + 1 : 0) {
      if (!thread.isAlive()) {
        return false;
      }
      if (System.nanoTime() - start > subject.patience().toNanos()) {
        fail(thread.getName() + " neither blocks nor returns: " + thread.getState());
      }
      Thread.yield();
    }
    return true;
  }

  /** What blocks in the operating system is RUNNABLE for the JVM, in a native method. */
  private boolean looksBlocked() {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case RUNNABLE -> {
        StackTraceElement[] stack = thread.getStackTrace();
        yield stack.length > 0 && stack[0].isNativeMethod();
      }
      default -> false;
    };
  }

  @Override
  public void awaitReturn() {
    try {
      thread.join(subject.patience().toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    if (thread.isAlive()) {
      fail(thread.getName() + " does not return");
    }
    if (failure != null) {
      throw new AssertionError(thread.getName() + " threw", failure);
    }
  }
}
