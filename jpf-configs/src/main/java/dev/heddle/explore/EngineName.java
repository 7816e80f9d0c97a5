package dev.heddle.explore;

/** The explorers a configuration can run under. */
public enum EngineName {
  /** Java PathFinder with Heddle's extension: every state, every interleaving. */
  JPF("states"),
  /** Lincheck's model checker: every schedule while the budget lasts. */
  LINCHECK("executions"),
  /** Real threads, a few hundred times: a smoke run, never evidence of completeness. */
  THREADS("runs");

  private final String unit;

  EngineName(String unit) {
    this.unit = unit;
  }

  /**
   * Returns what this engine counts.
   *
   * @return a plural noun
   */
  public String unit() {
    return unit;
  }

  @Override
  public String toString() {
    return Words.of(this);
  }
}
