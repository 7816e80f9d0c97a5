package dev.heddle.litmus;

/**
 * Both sides read the cell and try, once, to put one more in its place.
 *
 * <p>Outcome: whether T1 and T2 succeeded, and the final value. Sequentially consistent: 01=1,
 * 10=1, 11=2; with spurious failures of the weak forms also 00=0.
 */
public final class CompareAndSet {
  private boolean ok1;
  private boolean ok2;

  private CompareAndSet() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    CompareAndSet test = new CompareAndSet();
    Threads.run(
        () -> {
          int seen = x.get();
          test.ok1 = x.compareAndSet(seen, seen + 1);
        },
        () -> {
          int seen = x.get();
          test.ok2 = x.compareAndSet(seen, seen + 1);
        });
    Outcome.record((test.ok1 ? "1" : "0") + (test.ok2 ? "1" : "0") + "=" + x.get());
  }
}
