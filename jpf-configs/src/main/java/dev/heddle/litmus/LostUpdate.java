package dev.heddle.litmus;

/**
 * Both sides read the cell and write back one more, not atomically.
 *
 * <p>Outcome: the final value. Sequentially consistent: 1 (an update is lost), 2.
 */
public final class LostUpdate {
  private LostUpdate() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Threads.run(() -> x.set(x.get() + 1), () -> x.set(x.get() + 1));
    Outcome.record("" + x.get());
  }
}
