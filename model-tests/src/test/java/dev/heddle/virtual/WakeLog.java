package dev.heddle.virtual;

import dev.heddle.kernel.Events;
import java.util.concurrent.atomic.LongAdder;

/** Counts the ways into the queues, and rescues. Thread-safe. */
final class WakeLog implements Events {
  private final LongAdder next = new LongAdder();
  private final LongAdder behind = new LongAdder();
  private final LongAdder outside = new LongAdder();
  private final LongAdder rescues = new LongAdder();

  /** How many went into runNext. */
  long next() {
    return next.sum();
  }

  /** How many went behind others, in a Processor's queue. */
  long behind() {
    return behind.sum();
  }

  /** How many went to the global queue. */
  long outside() {
    return outside.sum();
  }

  /** How often a spare Processor took part. */
  long rescues() {
    return rescues.sum();
  }

  @Override
  public void pushedNext(int worker, int processor, Runnable task) {
    next.increment();
  }

  @Override
  public void pushed(int worker, int processor, Runnable task) {
    behind.increment();
  }

  @Override
  public void injected(Runnable task) {
    outside.increment();
  }

  @Override
  public void rescued(int processor) {
    rescues.increment();
  }
}
