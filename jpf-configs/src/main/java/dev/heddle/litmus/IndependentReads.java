package dev.heddle.litmus;

/**
 * Two writers of two cells, two readers that read them in opposite order (IRIW).
 *
 * <p>Outcome: T3's x and y, T4's y and x. Sequentially consistent: all sixteen but 1010, in which
 * the readers would disagree about which write came first.
 */
public final class IndependentReads {
  private int r1;
  private int r2;

  private int r3;
  private int r4;

  private IndependentReads() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Cell y = Cell.of(args[0]);
    IndependentReads test = new IndependentReads();
    Threads.run(
        () -> x.set(1),
        () -> y.set(1),
        () -> {
          test.r1 = x.get();
          test.r2 = y.get();
        },
        () -> {
          test.r3 = y.get();
          test.r4 = x.get();
        });
    Outcome.record("" + test.r1 + test.r2 + test.r3 + test.r4);
  }
}
