package dev.heddle.kernel;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens. Sums are exact when nothing moves; otherwise each was true at some moment.
 */
public class Counters implements Events {
  private final LongAdder tasks = new LongAdder();
  private final LongAdder steps = new LongAdder();
  private final LongAdder steals = new LongAdder();
  private final LongAdder parks = new LongAdder();
  private final LongAdder wakes = new LongAdder();
  private final LongAdder spills = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder cancellations = new LongAdder();

  /** All at zero. */
  public Counters() {}

  /** Tasks that have ended: done, or failed. */
  public long tasks() {
    return tasks.sum();
  }

  /** Steps that have ended, a plain Runnable being one. */
  public long steps() {
    return steps.sum();
  }

  /** Times that a searcher took tasks from another Processor. */
  public long steals() {
    return steals.sum();
  }

  /** Times that a Worker went to sleep. */
  public long parks() {
    return parks.sum();
  }

  /** Times that a Worker was woken. */
  public long wakes() {
    return wakes.sum();
  }

  /** Tasks that moved from a full ring to the global queue. */
  public long spills() {
    return spills.sum();
  }

  /** Tasks that threw. */
  public long failures() {
    return failures.sum();
  }

  /** Tasks that were accepted and then cancelled. */
  public long cancellations() {
    return cancellations.sum();
  }

  @Override
  public void stepped(int worker, Runnable task, Step step) {
    steps.increment();
    if (step == Step.DONE) {
      tasks.increment();
    }
  }

  @Override
  public void stole(int worker, int processor, int victim, int count) {
    steals.increment();
  }

  @Override
  public void parked(int worker, int processor) {
    parks.increment();
  }

  @Override
  public void woke(int worker, int processor) {
    wakes.increment();
  }

  @Override
  public void spilled(int worker, int processor, int count) {
    spills.add(count);
  }

  @Override
  public void failed(int worker, Runnable task, Throwable error) {
    failures.increment();
  }

  @Override
  public void cancelled(Runnable task) {
    cancellations.increment();
  }
}
