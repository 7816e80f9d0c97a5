package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;

/** Compares tasks by identity: {@code equals} is the user's, and not what a queue may go by. */
final class Same {
  private Same() {}

  /** Fails unless both hold the same tasks in the same order. */
  static void assertAll(
      Collection<? extends Runnable> expected, Collection<? extends Runnable> actual, String what) {
    assertEquals(identities(expected), identities(actual), what);
  }

  private static List<Identity> identities(Collection<? extends Runnable> tasks) {
    return tasks.stream().map(Identity::new).toList();
  }

  private record Identity(Runnable task) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity that && that.task == task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    @Override
    public String toString() {
      return String.valueOf(task);
    }
  }
}
