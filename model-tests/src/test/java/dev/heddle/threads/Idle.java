package dev.heddle.threads;

/** A task that does nothing, and can be told from others. */
record Idle(String name) implements Runnable {
  @Override
  public void run() {}
}
