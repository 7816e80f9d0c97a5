package dev.heddle.kernel;

/**
 * A task that is only queued, never run. All are equal, so a queue that asks {@code equals} instead
 * of comparing references mistakes one for another.
 */
final class Numbered implements Runnable {
  private final int number;

  Numbered(int number) {
    this.number = number;
  }

  @Override
  public void run() {
    throw new UnsupportedOperationException("this task is only queued: " + this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbered;
  }

  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "t" + number;
  }
}
