package dev.heddle.kernel.sync;

/** A receive, as one of the cases of a {@link Select}. */
public final class ReceiveCase<T> extends SelectCase {
  private boolean paused;

  ReceiveCase(Select select, Channel<T> channel) {
    super(select, channel.receivers);
  }

  /**
   * Whether this case takes no part from now on.
   *
   * @throws IllegalStateException while the Select waits
   */
  public void pause(boolean now) {
    checkIdle();
    paused = now;
  }

  /**
   * After it was chosen: the value. It is kept until the Select is used again.
   *
   * @throws IllegalStateException if there is none: the case was not chosen, or the channel is
   *     closed
   */
  @SuppressWarnings("unchecked") // a channel gives its own values to its own receivers
  public T value() {
    if (((Select) node.wait).chosen() != this || node.closed) {
      throw new IllegalStateException("no value was received here: " + line);
    }
    return (T) node.value;
  }

  /** After it was chosen: whether the channel is closed, and has no value left. */
  public boolean isClosed() {
    return ((Select) node.wait).chosen() == this && node.closed;
  }

  @Override
  void prepare() {
    node.fill(null);
  }

  @Override
  boolean takesPart() {
    return !paused;
  }

  @Override
  void done() {}
}
