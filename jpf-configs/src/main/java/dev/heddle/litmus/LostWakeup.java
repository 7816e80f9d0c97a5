package dev.heddle.litmus;

import java.util.concurrent.locks.LockSupport;

/**
 * T1 looks for work, finds none, announces that it sleeps, and parks without looking again. Main
 * adds work and unparks T1 only if it has announced itself.
 *
 * <p>Must end in a deadlock. With the argument {@code recheck} T1 looks again after the
 * announcement, and must not. Outcome then: done.
 */
public final class LostWakeup {
  private volatile boolean work;
  private volatile boolean sleeps;

  private LostWakeup() {}

  /**
   * Runs the test once.
   *
   * @param args {@code recheck} for the correct protocol, {@code broken} for the other
   */
  public static void main(String[] args) {
    LostWakeup test = new LostWakeup();
    boolean recheck = args[0].equals("recheck");
    Thread sleeper = new Thread(() -> test.sleep(recheck), "T1");
    sleeper.start();
    test.work = true;
    if (test.sleeps) {
      LockSupport.unpark(sleeper);
    }
    Threads.join(sleeper);
    Outcome.record("done");
  }

  private void sleep(boolean recheck) {
    if (work) {
      return;
    }
    sleeps = true;
    if (recheck && work) {
      return;
    }
    LockSupport.park(this);
  }
}
