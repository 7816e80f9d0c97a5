package dev.heddle.bench;

import java.util.concurrent.ForkJoinTask;

/** An event-style task of ForkJoinPool: it never completes, so it can be forked again. */
abstract class EventTask extends ForkJoinTask<Void> {
  private static final long serialVersionUID = 1;

  /** One step. */
  protected abstract void happen();

  @Override
  protected final boolean exec() {
    happen();
    return false;
  }

  @Override
  public final Void getRawResult() {
    return null;
  }

  @Override
  protected final void setRawResult(Void value) {}
}
