package dev.heddle.litmus;

/**
 * Main waits for a daemon, which waits for a thread to end. When that thread ends, only the daemon
 * can run; JPF as it is then silently gives the path up, because it looks for threads that are no
 * daemons.
 *
 * <p>Outcome: whether main had to wait. Sequentially consistent: early, waited.
 */
public final class DaemonGoesOn {
  private boolean ready;

  private DaemonGoesOn() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   */
  public static void main(String[] args) throws InterruptedException {
    DaemonGoesOn test = new DaemonGoesOn();
    Thread passing = new Thread(() -> {});
    Thread daemon = new Thread(() -> test.follow(passing));
    daemon.setDaemon(true);
    passing.start();
    daemon.start();
    Outcome.record(test.await() ? "waited" : "early");
  }

  private void follow(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a driver", e);
    }
    synchronized (this) {
      ready = true;
      notifyAll();
    }
  }

  private synchronized boolean await() throws InterruptedException {
    boolean waited = false;
    while (!ready) {
      waited = true;
      wait();
    }
    return waited;
  }
}
