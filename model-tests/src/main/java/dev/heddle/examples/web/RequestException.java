package dev.heddle.examples.web;

/**
 * A request that can't be read to its end. Where the next one would begin is unknown, so the
 * connection is of no more use.
 */
final class RequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final Status status;

  /**
   * @param message for the client; nothing that the client has sent
   */
  RequestException(Status status, String message) {
    super(message, null, false, false); // a client's mistake has no stack worth a look
    this.status = status;
  }

  /** The answer. */
  Status status() {
    return status;
  }
}
