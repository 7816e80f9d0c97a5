package dev.heddle.kernel;

import java.util.concurrent.Callable;

/**
 * Blocking calls in two halves, for who embeds the kernel. Others use {@link
 * Scheduler#blocking(Callable)}.
 *
 * <pre>{@code
 * boolean entered = Blocking.enter();
 * try {
 *   read();
 * } finally {
 *   if (entered) {
 *     Blocking.exit();
 *   }
 * }
 * }</pre>
 *
 * <p>Both halves belong to the same step of a task, on its thread. Calls may be nested. In between,
 * the task may submit and wake others, and {@link Scheduler#shouldYield} is false.
 */
public final class Blocking {
  private Blocking() {}

  /**
   * From inside a task: begins a call that may block. If it takes long, others get the Processor.
   *
   * @return whether there is something to {@link #exit}: false outside of a task
   */
  public static boolean enter() {
    Worker worker = Worker.current();
    if (worker != null) {
      worker.call.enter();
    }
    return worker != null;
  }

  /**
   * From inside a task: begins a call that is known to block for long, some 50 µs or more. Others
   * get the Processor at once (Go: {@code entersyscallblock}).
   *
   * @return whether there is something to {@link #exit}: false outside of a task
   */
  public static boolean enterLong() {
    Worker worker = Worker.current();
    if (worker != null) {
      worker.call.enterLong();
    }
    return worker != null;
  }

  /**
   * Ends the innermost call of the task. May wait until a Processor is free; an interrupt meanwhile
   * is kept.
   *
   * @throws IllegalStateException if this thread is not in a blocking call of a task: it was not
   *     entered, or on another thread
   */
  public static void exit() {
    Worker worker = Worker.current();
    if (worker == null) {
      throw new IllegalStateException(
          "Blocking.exit without Blocking.enter: "
              + Thread.currentThread().getName()
              + " doesn't run a task");
    }
    worker.call.exit();
  }
}
