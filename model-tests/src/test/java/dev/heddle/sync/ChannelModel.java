package dev.heddle.sync;

import dev.heddle.sync.Outcome.End;
import dev.heddle.sync.Outcome.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The specification of some channels and of those who use them: queues, and one thing after the
 * other. Where several operations are possible, it is told which one was done.
 */
final class ChannelModel {
  static final long FOREVER = Long.MAX_VALUE;

  /**
   * One who waits.
   *
   * @param ways what for: any one of these
   * @param value what it would send
   */
  private record Waiting(int party, List<Way> ways, int value, long deadline) {}

  private static final class State {
    final int capacity;
    final Deque<Integer> buffer = new ArrayDeque<>();
    boolean closed;

    State(int capacity) {
      this.capacity = capacity;
    }
  }

  private final List<State> channels = new ArrayList<>();

  /** In the order of their coming. */
  private final List<Waiting> waiting = new ArrayList<>();

  /** How the operations of each party have ended. */
  private final List<List<Outcome>> outcomes = new ArrayList<>();

  /** All that may happen, as far as it did. */
  final Set<End> seen = EnumSet.noneOf(End.class);

  ChannelModel(List<Integer> capacities, int parties) {
    capacities.forEach(capacity -> channels.add(new State(capacity)));
    for (int i = 0; i < parties; i++) {
      outcomes.add(new ArrayList<>());
    }
  }

  List<Outcome> outcomes(int party) {
    return outcomes.get(party);
  }

  boolean waits(int party) {
    return waiting.stream().anyMatch(each -> each.party == party);
  }

  /** Which of some ways are open now. */
  List<Way> possible(List<Way> ways) {
    return ways.stream().filter(this::isPossible).toList();
  }

  private boolean isPossible(Way way) {
    State channel = channels.get(way.channel());
    boolean met = first(new Way(way.channel(), !way.sends())) != null;
    int size = channel.buffer.size();
    return channel.closed || met || (way.sends() ? size < channel.capacity : size > 0);
  }

  private Waiting first(Way way) {
    return waiting.stream().filter(each -> each.ways.contains(way)).findFirst().orElse(null);
  }

  // ---------------------------------------------------------------- what happens

  void waits(int party, List<Way> ways, int value, long deadline) {
    waiting.add(new Waiting(party, ways, value, deadline));
  }

  /** Somebody does what is possible. Returns the outcome. */
  Outcome does(Way way, int value) {
    State channel = channels.get(way.channel());
    return way.sends() ? send(channel, way, value) : receive(channel, way);
  }

  private Outcome send(State channel, Way way, int value) {
    if (channel.closed) {
      return new Outcome(way, End.FAILED, 0);
    }
    Way opposite = new Way(way.channel(), false);
    Waiting receiver = first(opposite);
    if (receiver == null) {
      channel.buffer.add(value);
    } else {
      end(receiver, new Outcome(opposite, End.RECEIVED, value));
    }
    return new Outcome(way, End.SENT, value);
  }

  private Outcome receive(State channel, Way way) {
    Way opposite = new Way(way.channel(), true);
    Waiting sender = first(opposite);
    if (sender != null) {
      channel.buffer.add(sender.value);
      end(sender, new Outcome(opposite, End.SENT, sender.value));
    }
    return channel.buffer.isEmpty()
        ? new Outcome(way, End.CLOSED, 0)
        : new Outcome(way, End.RECEIVED, channel.buffer.remove());
  }

  /** Returns false if it was closed before. */
  boolean close(int number) {
    State channel = channels.get(number);
    if (channel.closed) {
      return false;
    }
    channel.closed = true;
    for (boolean sends : new boolean[] {false, true}) {
      Way way = new Way(number, sends);
      for (Waiting each = first(way); each != null; each = first(way)) {
        end(each, new Outcome(way, sends ? End.FAILED : End.CLOSED, 0));
      }
    }
    return true;
  }

  /** Returns whether there was something to cancel. */
  boolean cancel(int party) {
    for (Waiting each : waiting) {
      if (each.party == party) {
        end(each, Outcome.cancelled());
        return true;
      }
    }
    return false;
  }

  void timeIs(long now) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (next.deadline <= now) {
        each.remove();
        ended(next.party, Outcome.timedOut());
      }
    }
  }

  private void end(Waiting who, Outcome how) {
    waiting.remove(who);
    ended(who.party, how);
  }

  void ended(int party, Outcome how) {
    outcomes.get(party).add(how);
    seen.add(how.end());
  }

  int size(int channel) {
    return channels.get(channel).buffer.size();
  }
}
