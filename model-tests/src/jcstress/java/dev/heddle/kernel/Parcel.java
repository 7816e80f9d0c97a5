package dev.heddle.kernel;

/** A task that is only queued, with something in it that is written before. */
final class Parcel implements Runnable {
  /** No parcel came. */
  static final int NONE = -1;

  /** Plain on purpose: only the queue orders it. */
  int content;

  Parcel(int content) {
    this.content = content;
  }

  /** What is in a parcel, {@link #NONE} if there is no parcel. */
  static int open(Runnable task) {
    return task == null ? NONE : ((Parcel) task).content;
  }

  @Override
  public void run() {
    throw new UnsupportedOperationException("a parcel is only queued");
  }
}
