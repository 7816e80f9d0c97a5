package dev.heddle.litmus;

/**
 * Dekker's core: each side writes its own cell and reads the other's.
 *
 * <p>Outcome: what T1 and T2 read. Sequentially consistent: 01, 10, 11.
 */
public final class StoreBuffering {
  private int r1;
  private int r2;

  private StoreBuffering() {}

  /**
   * Runs the test once.
   *
   * @param args the way that both cells are held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Cell y = Cell.of(args[0]);
    StoreBuffering test = new StoreBuffering();
    Threads.run(
        () -> {
          x.set(1);
          test.r1 = y.get();
        },
        () -> {
          y.set(1);
          test.r2 = x.get();
        });
    Outcome.record("" + test.r1 + test.r2);
  }
}
