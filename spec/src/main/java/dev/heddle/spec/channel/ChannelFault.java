package dev.heddle.spec.channel;

/** Deliberate design faults of channels: the twins of S10. Each is found in a world. */
public enum ChannelFault {
  ENQUEUE_AFTER_UNLOCK(
      ChannelWorld.RENDEZVOUS, "Who must wait releases the lock, and then stands in line."),
  CANCEL_WITHOUT_CAS(
      ChannelWorld.CANCEL, "Who cancels a wait sees that it is open, and then writes."),
  SERVES_WHO_IS_DECIDED(
      ChannelWorld.CANCEL, "A sender takes the first in line for served, who was just cancelled."),
  FILLS_AFTER_DECIDING(
      ChannelWorld.RENDEZVOUS, "A wait is decided first, and its value put down afterwards."),
  FORGETS_TO_WAKE(ChannelWorld.RENDEZVOUS, "Who has served another doesn't wake it."),
  OVERTAKES_THE_BUFFER(
      ChannelWorld.BUFFERED, "The value of a sender that waits is received before the buffer's."),
  LOSES_THE_WAITING_VALUE(
      ChannelWorld.BUFFERED, "A sender that waits for room is told it has sent, and has not."),
  TAKES_WITHOUT_REFILL(
      ChannelWorld.BUFFERED, "A receiver makes room, and leaves the sender that waits for it."),
  LAST_COME_FIRST_SERVED(ChannelWorld.BUFFERED_TWO, "A sender's value is put before the buffer's."),
  CLOSE_FORGETS_SENDERS(ChannelWorld.CLOSE, "Senders that wait are not told of a close."),
  CLOSE_HIDES_THE_BUFFER(ChannelWorld.CLOSE, "What is in the buffer of a closed channel is lost."),
  STAYS_IN_OTHER_LINES(
      ChannelWorld.SELECT, "A Select that was served stays in the lines of its other cases."),
  MEETS_ITSELF(
      ChannelWorld.SELECT_SELF, "A Select stands in line before it tries, and meets itself.");

  private final ChannelWorld world;
  private final String what;

  ChannelFault(ChannelWorld world, String what) {
    this.world = world;
    this.what = what;
  }

  /** A world in which it is found. */
  public ChannelWorld world() {
    return world;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }
}
