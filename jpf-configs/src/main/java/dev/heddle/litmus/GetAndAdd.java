package dev.heddle.litmus;

/**
 * Both sides add one atomically: no update is lost.
 *
 * <p>Outcome: the values before, and the final one. Sequentially consistent: 01=2, 10=2.
 */
public final class GetAndAdd {
  private int r1;
  private int r2;

  private GetAndAdd() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    GetAndAdd test = new GetAndAdd();
    Threads.run(() -> test.r1 = x.getAndAdd(1), () -> test.r2 = x.getAndAdd(1));
    Outcome.record("" + test.r1 + test.r2 + "=" + x.get());
  }
}
