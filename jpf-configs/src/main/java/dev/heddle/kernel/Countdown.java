package dev.heddle.kernel;

/** Opens when it was counted down: a latch of nothing but a monitor, which every explorer knows. */
final class Countdown {
  private int left;

  Countdown(int count) {
    left = count;
  }

  synchronized void down() {
    left--;
    notifyAll();
  }

  synchronized void await() throws InterruptedException {
    while (left > 0) {
      wait();
    }
  }

  /** As {@link #await}, where nobody interrupts. */
  void awaitOrFail() {
    try {
      await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a driver", e);
    }
  }
}
