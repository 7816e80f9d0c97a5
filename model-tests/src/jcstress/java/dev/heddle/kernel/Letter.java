package dev.heddle.kernel;

/** A task that always parks, with something in it that is written before it is woken. */
final class Letter extends Task {
  /** Plain on purpose: only the state word orders it. */
  int content;

  @Override
  protected Step step() {
    return Step.PARK;
  }
}
