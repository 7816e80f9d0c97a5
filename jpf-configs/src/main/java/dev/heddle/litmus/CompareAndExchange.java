package dev.heddle.litmus;

/**
 * Both sides try to claim the cell; the answer is the value that was there.
 *
 * <p>Outcome: what T1 and T2 were answered, and the final value. Sequentially consistent: 01=1,
 * 20=2.
 */
public final class CompareAndExchange {
  private int r1;
  private int r2;

  private CompareAndExchange() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    CompareAndExchange test = new CompareAndExchange();
    Threads.run(
        () -> test.r1 = x.compareAndExchange(0, 1), () -> test.r2 = x.compareAndExchange(0, 2));
    Outcome.record("" + test.r1 + test.r2 + "=" + x.get());
  }
}
