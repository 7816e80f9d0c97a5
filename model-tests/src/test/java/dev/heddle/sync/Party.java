package dev.heddle.sync;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SelectCase;
import dev.heddle.kernel.sync.SendCase;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.sync.Outcome.End;
import dev.heddle.sync.Outcome.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A task that does operations on channels, one after the other, as it is told. */
final class Party extends Task {
  private final List<Channel<Integer>> channels;
  private final long seed;
  private final Waiter<Integer> waiter = new Waiter<>(this);
  private final List<Outcome> outcomes = new ArrayList<>();
  private Select select;
  private Map<SelectCase, Way> ways;

  private Request request;

  /**
   * What it is to do.
   *
   * @param ways any one of these
   * @param value what it would send
   * @param timeout null for ever
   * @param bySelect whether by a Select also if there is one way only
   */
  record Request(List<Way> ways, int value, Duration timeout, boolean bySelect) {}

  Party(List<Channel<Integer>> channels, long seed) {
    this.channels = channels;
    this.seed = seed;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  boolean isBusy() {
    return request != null;
  }

  void request(Request next) {
    request = next;
    select = null;
    ready();
  }

  /** From outside: as the model's. */
  boolean cancel() {
    return select != null ? select.cancel() : waiter.cancel();
  }

  @Override
  protected Step step() {
    if (request != null) {
      Outcome outcome = request.ways.size() == 1 && !request.bySelect ? one() : any();
      if (outcome != null) {
        outcomes.add(outcome);
        request = null;
      }
    }
    return Step.PARK;
  }

  /** Returns null while it must wait. */
  private Outcome one() {
    Way way = request.ways.get(0);
    Channel<Integer> channel = channels.get(way.channel());
    try {
      if (!ask(channel, way.sends())) {
        return null;
      }
    } catch (ChannelClosedException e) {
      return new Outcome(way, End.FAILED, 0);
    }
    if (waiter.isTimedOut()) {
      return Outcome.timedOut();
    }
    if (waiter.isCancelled()) {
      return Outcome.cancelled();
    }
    if (way.sends()) {
      return new Outcome(way, End.SENT, request.value);
    }
    return waiter.isClosed()
        ? new Outcome(way, End.CLOSED, 0)
        : new Outcome(way, End.RECEIVED, waiter.value());
  }

  private boolean ask(Channel<Integer> channel, boolean sends) {
    if (request.timeout == null) {
      return sends ? channel.send(request.value, waiter) : channel.receive(waiter);
    }
    return sends
        ? channel.send(request.value, waiter, request.timeout)
        : channel.receive(waiter, request.timeout);
  }

  private Outcome any() {
    if (select == null) {
      makeSelect();
    }
    try {
      if (!(request.timeout == null ? select.decide() : select.decide(request.timeout))) {
        return null;
      }
    } catch (ChannelClosedException e) {
      return new Outcome(ways.get(select.chosen()), End.FAILED, 0);
    }
    if (select.chosen() == null) {
      return select.isTimedOut() ? Outcome.timedOut() : Outcome.cancelled();
    }
    Way way = ways.get(select.chosen());
    if (!(select.chosen() instanceof ReceiveCase<?> receive)) {
      return new Outcome(way, End.SENT, request.value);
    }
    return receive.isClosed()
        ? new Outcome(way, End.CLOSED, 0)
        : new Outcome(way, End.RECEIVED, (Integer) receive.value());
  }

  private void makeSelect() {
    select = new Select(this).seed(seed + outcomes.size());
    ways = new HashMap<>();
    for (Way way : request.ways) {
      Channel<Integer> channel = channels.get(way.channel());
      if (way.sends()) {
        SendCase<Integer> send = select.send(channel);
        send.offer(request.value);
        ways.put(send, way);
      } else {
        ways.put(select.receive(channel), way);
      }
    }
  }
}
