package dev.heddle.litmus;

/**
 * Both sides swap a value in: each value comes out once.
 *
 * <p>Outcome: the values that T1 and T2 got, and the final one. Sequentially consistent: 01=2,
 * 20=1.
 */
public final class GetAndSet {
  private int r1;
  private int r2;

  private GetAndSet() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    GetAndSet test = new GetAndSet();
    Threads.run(() -> test.r1 = x.getAndSet(1), () -> test.r2 = x.getAndSet(2));
    Outcome.record("" + test.r1 + test.r2 + "=" + x.get());
  }
}
