package dev.heddle.kernel;

/** What a {@link Task} says at the end of one step. */
public enum Step {
  /** The task is finished: it never runs again. */
  DONE,
  /** The task is still runnable: it goes to the tail of its Processor's queue (Go: goyield). */
  YIELD,
  /**
   * The task waits until somebody calls {@link Task#ready()}. A permit left by an earlier {@code
   * ready()} is used up instead, and the task runs again at once (Go: gopark).
   */
  PARK
}
