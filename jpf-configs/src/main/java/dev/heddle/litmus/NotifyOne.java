package dev.heddle.litmus;

/**
 * Two threads wait on one monitor, each for a token; whoever gets one passes it on. Notify may wake
 * either.
 *
 * <p>Outcome: who began to wait first, and who got the token first. Sequentially consistent: 12-12,
 * 12-21, 21-12, 21-21, where both waited, and early, where one did not.
 */
public final class NotifyOne {
  private final StringBuilder waited = new StringBuilder();
  private final StringBuilder served = new StringBuilder();
  private boolean token;

  private NotifyOne() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    NotifyOne test = new NotifyOne();
    Threads.run(() -> test.take(1), () -> test.take(2), test::give);
    boolean bothWaited = test.waited.length() == 2;
    Outcome.record(bothWaited ? test.waited + "-" + test.served : "early");
  }

  private synchronized void take(int id) {
    if (!token) {
      waited.append(id);
    }
    while (!token) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted by nobody", e);
      }
    }
    token = false;
    served.append(id);
    if (served.length() == 1) {
      token = true;
      notify();
    }
  }

  private synchronized void give() {
    token = true;
    notify();
  }
}
