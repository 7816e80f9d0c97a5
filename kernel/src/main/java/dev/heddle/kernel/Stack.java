package dev.heddle.kernel;

/** An immutable stack, last in first out. Null is the empty one. */
final class Stack<T> {
  final T top;
  final Stack<T> below;
  final int size;

  private Stack(T top, Stack<T> below) {
    this.top = top;
    this.below = below;
    this.size = size(below) + 1;
  }

  static <T> Stack<T> push(T top, Stack<T> below) {
    return new Stack<>(top, below);
  }

  /** A copy with one more at the bottom: who is popped last. Takes time for each element. */
  static <T> Stack<T> append(Stack<T> stack, T last) {
    Stack<T> upsideDown = null;
    for (Stack<T> s = stack; s != null; s = s.below) {
      upsideDown = push(s.top, upsideDown);
    }
    Stack<T> copy = push(last, null);
    for (Stack<T> s = upsideDown; s != null; s = s.below) {
      copy = push(s.top, copy);
    }
    return copy;
  }

  static int size(Stack<?> stack) {
    return stack == null ? 0 : stack.size;
  }
}
