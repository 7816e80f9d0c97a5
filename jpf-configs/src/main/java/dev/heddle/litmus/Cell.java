package dev.heddle.litmus;

/**
 * One shared int, initially 0, held and accessed in one of the ways that a kernel uses. The way is
 * the argument of each litmus driver.
 */
abstract class Cell {

  /** A new cell; {@code way} is a name in one of the two switches below. */
  static Cell of(String way) {
    Cell cell = HandleCells.of(way);
    return cell != null ? cell : otherwise(way);
  }

  private static Cell otherwise(String way) {
    return switch (way) {
      case "plain" -> new FieldCells.Plain();
      case "static" -> new FieldCells.PlainStatic();
      case "element" -> new FieldCells.Element();
      case "volatile" -> new FieldCells.Volatile();
      case "monitor" -> new FieldCells.Monitor();
      case "synchronized" -> new FieldCells.Synchronized();
      case "atomic" -> new FieldCells.Atomic();
      default ->
          throw new IllegalArgumentException(
              "unknown way '" + way + "'; see Cell, FieldCells and HandleCells for the known ones");
    };
  }

  abstract int get();

  abstract void set(int value);

  /** Atomic; answers whether the value was as expected. */
  boolean compareAndSet(int expected, int value) {
    throw unsupported();
  }

  /** Atomic; answers the value before. */
  int compareAndExchange(int expected, int value) {
    throw unsupported();
  }

  /** Atomic; answers the value before. */
  int getAndSet(int value) {
    throw unsupported();
  }

  /** Atomic; answers the value before. */
  int getAndAdd(int delta) {
    throw unsupported();
  }

  private UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException(
        getClass().getSimpleName() + " has no atomic operation of this kind");
  }
}
