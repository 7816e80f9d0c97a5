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

  static int size(Stack<?> stack) {
    return stack == null ? 0 : stack.size;
  }

  /** A copy with one more at the bottom, which is popped last. Copies every element. */
  static <T> Stack<T> append(Stack<T> stack, T last) {
    return onto(push(last, null), reverse(stack));
  }

  /** The element at the bottom. The stack must not be empty. */
  static <T> T last(Stack<T> stack) {
    return reverse(stack).top;
  }

  /** A copy without the element at the bottom. The stack must not be empty. */
  static <T> Stack<T> withoutLast(Stack<T> stack) {
    return onto(null, reverse(stack).below);
  }

  static boolean contains(Stack<?> stack, Object element) {
    for (Stack<?> s = stack; s != null; s = s.below) {
      if (s.top == element) {
        return true;
      }
    }
    return false;
  }

  /** A copy without one of its elements. Copies what is above it. */
  static <T> Stack<T> without(Stack<T> stack, T element) {
    Stack<T> above = null;
    Stack<T> rest = stack;
    while (rest.top != element) {
      above = push(rest.top, above);
      rest = rest.below;
    }
    return onto(rest.below, above);
  }

  private static <T> Stack<T> reverse(Stack<T> stack) {
    return onto(null, stack);
  }

  /** Pushes all of a stack onto another, top first. */
  private static <T> Stack<T> onto(Stack<T> base, Stack<T> stack) {
    Stack<T> all = base;
    for (Stack<T> s = stack; s != null; s = s.below) {
      all = push(s.top, all);
    }
    return all;
  }
}
