package dev.heddle.litmus;

/**
 * T1 interrupts main twice, then raises a flag. Main polls its interrupt, reads the flag, and polls
 * again. T2 spins until main is done, so that main is never alone and each of its steps is a
 * choice.
 *
 * <p>Outcome: the three answers. Sequentially consistent: all but 010. An explorer whose states
 * leave out the interrupt flag misses some: after two early interrupts main has taken the flag,
 * after an early and a late one it is set again, and nothing else differs.
 */
public final class InterruptTwice {
  private volatile boolean raised;
  private volatile boolean over;

  private InterruptTwice() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    InterruptTwice test = new InterruptTwice();
    Thread main = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              main.interrupt();
              main.interrupt();
              test.raised = true;
            },
            "T1");
    Thread spinner = new Thread(test::spin, "T2");
    interrupter.start();
    spinner.start();
    int first = Thread.interrupted() ? 1 : 0;
    int flag = test.raised ? 1 : 0;
    int second = Thread.interrupted() ? 1 : 0;
    Outcome.record("" + first + flag + second);
    test.over = true;
  }

  private void spin() {
    while (!over) {
      Thread.onSpinWait();
    }
  }
}
