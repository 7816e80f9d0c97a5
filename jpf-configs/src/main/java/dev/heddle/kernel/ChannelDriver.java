package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Waiter;

/**
 * Threads send on one channel, and main or a task receives: each value once, and those of a sender
 * in order (S10). If a wake is lost, main waits forever: a deadlock.
 *
 * <p>Arguments: capacity of the channel; senders; values of each; {@code main} or {@code task}, who
 * receives.
 */
public final class ChannelDriver {
  private static final int PER_SENDER = 10;

  private ChannelDriver() {}

  public static void main(String[] args) throws InterruptedException {
    Channel<Integer> channel = Channel.buffered(Integer.parseInt(args[0]));
    int senders = Integer.parseInt(args[1]);
    int each = Integer.parseInt(args[2]);
    Received received = new Received(senders);
    switch (args[3]) {
      case "main" -> {
        Actor[] actors = start(channel, senders, each);
        receive(channel, senders * each, received);
        join(actors);
      }
      case "task" -> receiveByTask(channel, senders, each, received);
      default -> throw new IllegalArgumentException(args[3]);
    }
    received.assertNoMore(channel);
    Reached.mark("received");
  }

  private static void receive(Channel<Integer> channel, int values, Received received)
      throws InterruptedException {
    for (int i = 0; i < values; i++) {
      received.add(channel.receive());
    }
  }

  private static void receiveByTask(
      Channel<Integer> channel, int senders, int each, Received received)
      throws InterruptedException {
    Failures failures = new Failures();
    Scheduler scheduler = KernelDriver.scheduler(1, failures);
    Countdown left = new Countdown(senders * each);
    scheduler.execute(new Receiver(channel, received, left));
    Actor[] actors = start(channel, senders - 1, each);
    send(channel, senders - 1, each);
    left.await();
    join(actors);
    KernelDriver.end(scheduler, failures);
  }

  private static Actor[] start(Channel<Integer> channel, int senders, int each) {
    Actor[] actors = new Actor[senders];
    for (int i = 0; i < senders; i++) {
      int sender = i;
      actors[i] = Actor.start("sender" + sender, () -> send(channel, sender, each));
    }
    return actors;
  }

  private static void send(Channel<Integer> channel, int sender, int each) {
    try {
      for (int i = 0; i < each; i++) {
        channel.send(sender * PER_SENDER + i);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this driver", e);
    }
  }

  private static void join(Actor[] actors) {
    for (Actor actor : actors) {
      actor.join();
    }
  }

  /** What was received, by one party. */
  private static final class Received {
    private final int[] next;

    Received(int senders) {
      next = new int[senders];
    }

    void add(Integer value) {
      if (value == null) {
        throw new AssertionError("S10: nothing was received from an open channel");
      }
      if (value % PER_SENDER != next[value / PER_SENDER]++) {
        throw new AssertionError("S10: received " + value + " twice, or out of order");
      }
    }

    void assertNoMore(Channel<Integer> channel) {
      if (channel.poll() != null) {
        throw new AssertionError("S10: a value was sent once and is there twice");
      }
    }
  }

  /** Receives until all are there. */
  private static final class Receiver extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final Channel<Integer> channel;
    private final Received received;
    private final Countdown left;

    Receiver(Channel<Integer> channel, Received received, Countdown left) {
      this.channel = channel;
      this.received = received;
      this.left = left;
    }

    @Override
    protected Step step() {
      while (channel.receive(waiter)) {
        received.add(waiter.value());
        left.down();
      }
      return Step.PARK;
    }
  }
}
