package dev.heddle.examples.web;

import dev.heddle.kernel.Blocking;
import java.io.IOException;

/**
 * Calls of the file system, which may block: inside a task of a {@link
 * dev.heddle.kernel.Scheduler}, others get the Processor meanwhile. Elsewhere they are just made.
 */
final class Disk {
  /** A call that returns something. */
  interface Call<T> {
    T make() throws IOException;
  }

  private Disk() {}

  /** As {@code Scheduler.blocking}, for what throws an IOException. */
  static <T> T blocking(Call<T> call) throws IOException {
    boolean entered = Blocking.enter();
    try {
      return call.make();
    } finally {
      if (entered) {
        Blocking.exit();
      }
    }
  }
}
