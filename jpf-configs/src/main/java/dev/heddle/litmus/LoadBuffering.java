package dev.heddle.litmus;

/**
 * Each side reads its own cell, then writes the other's.
 *
 * <p>Outcome: what T1 and T2 read. Sequentially consistent: 00, 01, 10.
 */
public final class LoadBuffering {
  private int r1;
  private int r2;

  private LoadBuffering() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Cell y = Cell.of(args[0]);
    LoadBuffering test = new LoadBuffering();
    Threads.run(
        () -> {
          test.r1 = x.get();
          y.set(1);
        },
        () -> {
          test.r2 = y.get();
          x.set(1);
        });
    Outcome.record("" + test.r1 + test.r2);
  }
}
