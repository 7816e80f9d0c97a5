package dev.heddle.litmus;

/**
 * A message and a flag: T1 writes x, then y; T2 reads y, then x.
 *
 * <p>Outcome: what T2 read from y and from x. Sequentially consistent: 00, 01, 11.
 */
public final class MessagePassing {
  private int r1;
  private int r2;

  private MessagePassing() {}

  /**
   * Runs the test once.
   *
   * @param args the way that each cell is held, see {@link Cell}
   */
  public static void main(String[] args) {
    Cell x = Cell.of(args[0]);
    Cell y = Cell.of(args[0]);
    MessagePassing test = new MessagePassing();
    Threads.run(
        () -> {
          x.set(1);
          y.set(1);
        },
        () -> {
          test.r1 = y.get();
          test.r2 = x.get();
        });
    Outcome.record("" + test.r1 + test.r2);
  }
}
