package dev.heddle.kernel.sync;

/**
 * Something was to be sent on a {@link Channel} that is closed, or was closed meanwhile; or a
 * closed one was to be closed. What was to be sent was not. (Go panics.)
 */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  ChannelClosedException(String message) {
    super(message);
  }
}
