package dev.heddle.litmus;

import dev.heddle.explore.Ledger;

/** The outcome of one run of a litmus driver. */
public final class Outcome {
  private Outcome() {}

  /**
   * Records how the run ended. The explorer collects the set over all interleavings: JPF sees the
   * call itself, the others the {@link Ledger}; without an explorer nothing happens. Any thread.
   *
   * @param text the outcome, without line breaks and semicolons, not null
   */
  public static void record(String text) {
    Ledger.outcome(text);
  }
}
