package dev.heddle.litmus;

/**
 * Main waits for ever if it looks before the other thread has raised the flag, beside two daemons
 * that spin. JPF sees threads that can run, hence no deadlock; their states repeat and are matched,
 * and as some other path ends, the search seems complete.
 */
public final class HiddenDeadlock {
  private static volatile boolean raised;
  private static volatile boolean spinning = true;

  private HiddenDeadlock() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   * @throws InterruptedException never
   */
  public static void main(String[] args) throws InterruptedException {
    daemon();
    daemon();
    new Thread(() -> raised = true).start();
    if (!raised) {
      Object never = new Object();
      synchronized (never) {
        while (spinning) {
          never.wait();
        }
      }
    }
    Outcome.record("raised");
  }

  private static void daemon() {
    Thread daemon =
        new Thread(
            () -> {
              while (spinning) {
                Thread.onSpinWait();
              }
            });
    daemon.setDaemon(true);
    daemon.start();
  }
}
