package dev.heddle.kernel.sync;

/** A send, as one of the cases of a {@link Select}. */
public final class SendCase<T> extends SelectCase {
  final Channel<T> channel;
  private T value;

  SendCase(Select select, Channel<T> channel) {
    super(select, channel.senders);
    this.channel = channel;
  }

  /**
   * From now on this case takes part, until this value is sent.
   *
   * @param next the value, which takes the place of an earlier one; or null: it takes no part
   * @throws IllegalStateException while the Select waits
   */
  public void offer(T next) {
    checkIdle();
    value = next;
  }

  @Override
  void prepare() {
    node.fill(value);
  }

  @Override
  boolean takesPart() {
    return value != null;
  }

  @Override
  void done() {
    value = null;
  }
}
