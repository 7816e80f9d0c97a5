package dev.heddle.spec.channel;

/**
 * One of the things that an agent waits for.
 *
 * @param channel its number
 * @param sends to send there; otherwise to receive
 */
public record Way(int channel, boolean sends) {
  /** To send on a channel. */
  static Way send(int channel) {
    return new Way(channel, true);
  }

  /** To receive from a channel. */
  static Way receive(int channel) {
    return new Way(channel, false);
  }

  @Override
  public String toString() {
    return (sends ? "send c" : "receive c") + channel;
  }
}
