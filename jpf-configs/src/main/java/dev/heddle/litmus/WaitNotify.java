package dev.heddle.litmus;

/**
 * T1 waits on a monitor for a flag that T2 raises. No wakeup is lost.
 *
 * <p>Outcome: whether T1 had to wait. Sequentially consistent: ready, waited.
 */
public final class WaitNotify {
  private boolean raised;
  private String how = "ready";

  private WaitNotify() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    WaitNotify test = new WaitNotify();
    Threads.run(test::await, test::raise);
    Outcome.record(test.how);
  }

  private synchronized void await() {
    while (!raised) {
      how = "waited";
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted by nobody", e);
      }
    }
  }

  private synchronized void raise() {
    raised = true;
    notify();
  }
}
