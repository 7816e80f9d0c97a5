package dev.heddle.litmus;

/** The outcome of one run of a litmus driver. */
public final class Outcome {
  private Outcome() {}

  /**
   * Records how the run ended. Printed on real threads; the explorer collects the set over all
   * interleavings instead. Any thread.
   *
   * @param text the outcome, without line breaks and semicolons, not null
   */
  public static void record(String text) {
    System.out.println(text);
  }
}
