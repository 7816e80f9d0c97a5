package dev.heddle.drivers;

/** A named thread of a driver, whose failure is the driver's failure. */
public final class Actor {
  private final Thread thread;
  private Throwable failure;

  private Actor(String name, Runnable body) {
    thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable e) {
                failure = e;
              }
            },
            name);
  }

  /** Starts a thread. */
  public static Actor start(String name, Runnable body) {
    Actor actor = new Actor(name, body);
    actor.thread.start();
    return actor;
  }

  /** Interrupts the thread. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Waits for the thread, and fails as it failed. */
  public void join() {
    boolean joined = false;
    while (!joined) {
      try {
        thread.join();
        joined = true;
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a driver", e);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new AssertionError(failure);
    }
  }
}
