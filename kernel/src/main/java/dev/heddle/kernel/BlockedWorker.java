package dev.heddle.kernel;

import java.lang.System.Logger.Level;
import java.util.List;

/**
 * A Worker that was found blocked in the middle of a task, without {@link Scheduler#blocking having
 * said so}, while other tasks waited. It got a spare Processor's help.
 *
 * @param thread the Worker's name, as its thread's by default
 * @param stack where it was blocked, the innermost call first; empty if the {@link Host} can't tell
 */
public record BlockedWorker(String thread, List<StackTraceElement> stack) {
  /** Copies the stack. */
  public BlockedWorker {
    stack = List.copyOf(stack);
  }

  /** The innermost call outside of the JDK: the culprit; or null. */
  public StackTraceElement culprit() {
    for (StackTraceElement frame : stack) {
      String module = frame.getModuleName();
      if (module == null || !(module.startsWith("java.") || module.startsWith("jdk."))) {
        return frame;
      }
    }
    return null;
  }

  /** Whether it waits for a lock of the kernel's own, and no task is to blame. */
  boolean isBetweenTasks() {
    return !stack.isEmpty() && stack.stream().noneMatch(BlockedWorker::runsTask);
  }

  private static boolean runsTask(StackTraceElement frame) {
    return frame.getClassName().equals(Worker.class.getName())
        && frame.getMethodName().equals("run");
  }

  /** Several lines, like a thread dump. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(thread);
    text.append(
        " is blocked in a task that doesn't say so, and others wait: see Scheduler.blocking");
    stack.forEach(frame -> text.append("\n\tat ").append(frame));
    return text.toString();
  }

  void log() {
    System.getLogger("dev.heddle.kernel").log(Level.WARNING, this::toString);
  }
}
