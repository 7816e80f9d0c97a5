package dev.heddle.litmus;

import java.util.concurrent.locks.LockSupport;

/**
 * Main interrupts T1, which polls its flag twice, parks, or waits.
 *
 * <p>Outcomes: with {@code poll} what the two calls of {@code Thread.interrupted} answered: 00, 01,
 * 10. With {@code park}: 1, park returns and leaves the flag. With {@code wait}: thrown0, the
 * exception takes the flag away.
 */
public final class Interrupt {
  private String seen = "";

  private Interrupt() {}

  /**
   * Runs the test once.
   *
   * @param args {@code poll}, {@code park} or {@code wait}
   */
  public static void main(String[] args) {
    Interrupt test = new Interrupt();
    Runnable body =
        switch (args[0]) {
          case "poll" -> test::poll;
          case "park" -> test::park;
          case "wait" -> test::await;
          default ->
              throw new IllegalArgumentException(
                  "unknown argument '" + args[0] + "'; allowed are poll, park and wait");
        };
    Thread thread = new Thread(body, "T1");
    thread.start();
    thread.interrupt();
    Threads.join(thread);
    Outcome.record(test.seen);
  }

  private void poll() {
    seen = flag() + flag();
  }

  private void park() {
    LockSupport.park(this);
    seen = flag();
  }

  private synchronized void await() {
    while (seen.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        seen = "thrown" + flag();
      }
    }
  }

  private static String flag() {
    return Thread.interrupted() ? "1" : "0";
  }
}
