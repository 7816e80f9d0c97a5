package dev.heddle.drivers;

import dev.heddle.explore.Ledger;

/** Lets a driver say that a run has passed an interesting state, so that no pass is vacuous. */
public final class Reached {
  private Reached() {}

  /**
   * Marks a state as reached. The explorer collects the names: JPF sees the call itself, the others
   * the {@link Ledger}; without an explorer nothing happens. Any thread.
   *
   * @param state a name without line breaks and semicolons, not null
   */
  public static void mark(String state) {
    Ledger.reached(state);
  }
}
