package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Reached;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SendCase;

/**
 * Selects: each has one outcome, and what was not chosen did not happen (S10).
 *
 * <p>Arguments: {@code close}: main selects between two channels, while one is sent a value and the
 * other is closed; or {@code meet}: main and another select at the same time, and each would send
 * to the other or receive from it.
 */
public final class SelectDriver {
  private SelectDriver() {}

  public static void main(String[] args) throws InterruptedException {
    Channel<Integer> a = Channel.unbuffered();
    Channel<Integer> b = Channel.unbuffered();
    switch (args[0]) {
      case "close" -> close(a, b);
      case "meet" -> meet(a, b);
      case "reuse" -> reuse(a);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void close(Channel<Integer> a, Channel<Integer> b) throws InterruptedException {
    Select select = new Select().seed(1);
    ReceiveCase<Integer> values = select.receive(a);
    ReceiveCase<Integer> end = select.receive(b);
    Actor sender = Actor.start("sender", () -> send(a));
    Actor closer = Actor.start("closer", b::close);
    boolean received = false;
    boolean closed = false;
    while (!received || !closed) {
      if (select.await() == values) {
        check(!received && values.value() == 1, "a value twice");
        received = true;
        Reached.mark(closed ? "value-last" : "value-first");
      } else {
        check(!closed && end.isClosed(), "closed twice");
        closed = true;
        end.pause(true);
      }
    }
    sender.join();
    closer.join();
    check(a.poll() == null, "a value again");
  }

  private static void send(Channel<Integer> channel) {
    try {
      channel.send(1);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this driver", e);
    }
  }

  /** Two that would do either: they agree. */
  private static void meet(Channel<Integer> a, Channel<Integer> b) throws InterruptedException {
    int[] other = new int[1];
    Actor actor = Actor.start("other", () -> other[0] = exchange(b, a));
    int here = exchange(a, b);
    actor.join();
    check(here != other[0], "both have sent, or both received");
    check(a.poll() == null && b.poll() == null, "one is left in a line");
    Reached.mark(here == 1 ? "received" : "sent");
  }

  /** Sends 1 on one channel, or receives from the other. Returns 0 or what was received. */
  private static int exchange(Channel<Integer> out, Channel<Integer> in) {
    Select select = new Select().seed(1);
    select.send(out).offer(1);
    ReceiveCase<Integer> received = select.receive(in);
    try {
      return select.await() == received ? received.value() : 0;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this driver", e);
    }
  }

  /** A sender that has been served goes on at once, with the same Select. */
  private static void reuse(Channel<Integer> channel) throws InterruptedException {
    Actor sender = Actor.start("sender", () -> sendTwice(channel));
    check(channel.receive() == 1, "not the first value");
    check(channel.receive() == 2, "not the second value");
    sender.join();
    check(channel.poll() == null, "a value again");
    Reached.mark("received");
  }

  private static void sendTwice(Channel<Integer> channel) {
    Select select = new Select().seed(1);
    SendCase<Integer> out = select.send(channel);
    try {
      for (int i = 1; i <= 2; i++) {
        out.offer(i);
        check(select.await() == out, "nothing was sent");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this driver", e);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("S10: " + what);
    }
  }
}
