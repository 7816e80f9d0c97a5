package dev.heddle.litmus;

/**
 * T1 writes one cell twice, T2 reads it twice: never the new value and then the old one.
 *
 * <p>Outcome: the two reads. Sequentially consistent: 00, 01, 02, 11, 12, 22.
 */
public final class Coherence {
  private int r1;
  private int r2;

  private Coherence() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Coherence test = new Coherence();
    Threads.run(
        () -> {
          x.set(1);
          x.set(2);
        },
        () -> {
          test.r1 = x.get();
          test.r2 = x.get();
        });
    Outcome.record("" + test.r1 + test.r2);
  }
}
