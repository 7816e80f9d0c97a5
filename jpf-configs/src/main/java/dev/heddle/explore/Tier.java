package dev.heddle.explore;

/**
 * How much time a configuration may take: {@code QUICK} runs on every push, {@code FULL} is all.
 */
public enum Tier {
  /** Seconds each; what a bare {@code explore} runs. */
  QUICK,
  /** Everything, the quick ones too. */
  FULL;

  boolean includes(Tier other) {
    return this == FULL || other == QUICK;
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
