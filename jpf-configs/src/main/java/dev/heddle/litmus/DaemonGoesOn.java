package dev.heddle.litmus;

/**
 * Main waits for a daemon, which waits for a thread to end; and that thread can end only while main
 * waits, since main holds the monitor until then. When it ends, only the daemon can run. JPF as it
 * is then silently gives the path up, because it looks for threads that are no daemons.
 *
 * <p>Outcome: that main went on. Sequentially consistent: waited.
 */
public final class DaemonGoesOn {
  private boolean ready;

  private DaemonGoesOn() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws InterruptedException {
    DaemonGoesOn test = new DaemonGoesOn();
    Thread passing = new Thread(test::pass);
    Thread daemon = new Thread(() -> test.follow(passing));
    daemon.setDaemon(true);
    synchronized (test) {
      passing.start();
      daemon.start();
      while (!test.ready) {
        test.wait();
      }
    }
    Outcome.record("waited");
  }

  private synchronized void pass() {
    // Only has the monitor once.
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
}
