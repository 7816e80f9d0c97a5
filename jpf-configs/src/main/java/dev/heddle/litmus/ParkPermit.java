package dev.heddle.litmus;

import java.util.concurrent.locks.LockSupport;

/**
 * T1 parks once, without a loop; main raises a flag and unparks it, which may come first and then
 * leaves a permit.
 *
 * <p>Outcome: the flag as T1 sees it when park returns. Without spurious returns: 1. With them
 * ({@code heddle.spurious=true}): 0, 1.
 */
public final class ParkPermit {
  private volatile int raised;
  private int seen;

  private ParkPermit() {}

  /**
   * Runs the test once.
   *
   * @param args ignored
   */
  public static void main(String[] args) {
    ParkPermit test = new ParkPermit();
    Thread parker = new Thread(test::park, "T1");
    parker.start();
    test.raised = 1;
    LockSupport.unpark(parker);
    Threads.join(parker);
    Outcome.record("" + test.seen);
  }

  private void park() {
    LockSupport.park(this);
    seen = raised;
  }
}
