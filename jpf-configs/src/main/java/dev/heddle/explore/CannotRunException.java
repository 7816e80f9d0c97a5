package dev.heddle.explore;

/** What was asked cannot be run. The message says what is wrong or missing and what would help. */
public final class CannotRunException extends RuntimeException {
  /**
   * Creates one.
   *
   * @param message what is wrong, and what is allowed or how to get it
   */
  public CannotRunException(String message) {
    super(message);
  }

  /**
   * Creates one with its cause.
   *
   * @param message what is wrong, and what is allowed or how to get it
   * @param cause what was thrown below
   */
  public CannotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
