package dev.heddle.properties;

import dev.heddle.kernel.Events;

/** Counts the picks of each Processor. */
class PickCounter implements Events {
  private final int[] all;
  private final int[] fromGlobal;

  PickCounter(int processors) {
    all = new int[processors];
    fromGlobal = new int[processors];
  }

  @Override
  public void picked(int worker, int processor, Runnable task, Source source, int moved) {
    all[processor]++;
    if (source == Source.GLOBAL) {
      fromGlobal[processor]++;
    }
  }

  int all(int processor) {
    return all[processor];
  }

  /** Those that didn't come from the global queue. */
  int local(int processor) {
    return all[processor] - fromGlobal[processor];
  }
}
