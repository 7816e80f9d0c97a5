package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Reached;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;

/**
 * A receiver is sent a value, and is cancelled or interrupted at the same time: it has the value,
 * or the sender has it still (S10).
 *
 * <p>Arguments: {@code cancel} or {@code interrupt}.
 */
public final class CancelDriver {
  private CancelDriver() {}

  public static void main(String[] args) throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    Actor sender = Actor.start("sender", () -> send(channel));
    if (args[0].equals("cancel")) {
      cancel(channel);
    } else {
      interrupt(channel);
    }
    sender.join();
    check(channel.poll() == null, "a value is there twice");
  }

  /** Main receives, and an actor cancels. */
  private static void cancel(Channel<Integer> channel) throws InterruptedException {
    Select select = new Select().seed(1);
    ReceiveCase<Integer> in = select.receive(channel);
    boolean[] cancelled = new boolean[1];
    Actor canceller = Actor.start("canceller", () -> cancelled[0] = select.cancel());
    boolean received = select.await() == in;
    if (received) {
      Reached.mark("received");
      check(in.value() == 1, "another value");
    } else {
      Reached.mark("cancelled");
      check(channel.receive() == 1, "another value");
    }
    canceller.join();
    check(cancelled[0] != received, "two outcomes");
  }

  /** An actor receives, and main interrupts it. */
  private static void interrupt(Channel<Integer> channel) {
    Flag interrupts = new Flag();
    Actor receiver = Actor.start("receiver", () -> receive(channel, interrupts));
    receiver.interrupt();
    interrupts.set();
    receiver.join();
  }

  private static void receive(Channel<Integer> channel, Flag interrupts) {
    boolean interrupted = false;
    Integer value = null;
    while (value == null) {
      try {
        value = channel.receive();
        Reached.mark(interrupted ? "cancelled" : "received");
      } catch (InterruptedException e) {
        check(!interrupted, "interrupted twice");
        interrupted = true;
      }
    }
    check(value == 1, "another value");
    if (interrupts.isSet()) {
      check(interrupted != Thread.interrupted(), "an interrupt was lost");
    }
  }

  private static void send(Channel<Integer> channel) {
    try {
      channel.send(1);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the sender", e);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("S10: " + what);
    }
  }

  private static final class Flag {
    private boolean set;

    synchronized void set() {
      set = true;
    }

    synchronized boolean isSet() {
      return set;
    }
  }
}
