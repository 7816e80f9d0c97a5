package dev.heddle.spec.channel;

import java.util.ArrayList;
import java.util.List;

/**
 * One moment. Immutable.
 *
 * @param channels all of them
 * @param agents all of them
 */
record State(List<Chan> channels, List<Agent> agents) {

  /**
   * A channel.
   *
   * @param buffer the values, oldest first
   * @param receivers who stands in line to receive
   * @param senders who stands in line to send
   * @param sent the account: values that were sent and not received, in the order of sending
   * @param gone the account: values that were received
   */
  record Chan(
      List<Integer> buffer,
      boolean closed,
      List<Integer> receivers,
      List<Integer> senders,
      List<Integer> sent,
      List<Integer> gone) {

    List<Integer> line(boolean sends) {
      return sends ? senders : receivers;
    }

    Chan withBuffer(List<Integer> values) {
      return new Chan(List.copyOf(values), closed, receivers, senders, sent, gone);
    }

    Chan withLine(boolean sends, List<Integer> line) {
      List<Integer> copy = List.copyOf(line);
      return new Chan(buffer, closed, sends ? receivers : copy, sends ? copy : senders, sent, gone);
    }

    Chan withAccount(List<Integer> nowSent, List<Integer> nowGone) {
      return new Chan(
          buffer, closed, receivers, senders, List.copyOf(nowSent), List.copyOf(nowGone));
    }

    Chan asClosed() {
      return new Chan(buffer, true, receivers, senders, sent, gone);
    }
  }

  /** How far a wait is. */
  enum Decision {
    /** There is none. */
    NONE,
    /** Nobody has decided it. */
    OPEN,
    /** It was served: by its way. */
    SERVED,
    /** It was told that the channel is closed. */
    CLOSED,
    /** It was cancelled. */
    CANCELLED
  }

  /** What an agent still has to do of its last move. */
  sealed interface Todo {
    /** Wakes another. */
    record Wake(int agent) implements Todo {}

    /** Stands in all its lines. */
    record Enqueue() implements Todo {}

    /** Hands a value to one whose wait it has decided. */
    record Fill(int agent, int value) implements Todo {}

    /** Writes that another is cancelled, having seen that it waits. */
    record WriteCancel(int agent) implements Todo {}
  }

  /**
   * An agent: a task or a thread.
   *
   * @param at its place in its script
   * @param decision of its present wait
   * @param way by which it was decided, or null
   * @param permit whether it was woken
   * @param hands the value that it was handed in its present wait, or 0
   * @param got the values that it has received, in order
   * @param todo what it does first of all
   * @param wrong what it has noticed that must not be, or null
   */
  record Agent(
      int at,
      Decision decision,
      Way way,
      boolean permit,
      int hands,
      List<Integer> got,
      List<Todo> todo,
      String wrong) {

    Agent decided(Decision how, Way by, int value) {
      return new Agent(at, how, by, permit, value, got, todo, wrong);
    }

    Agent withPermit(boolean woken) {
      return new Agent(at, decision, way, woken, hands, got, todo, wrong);
    }

    Agent withTodo(List<Todo> next) {
      return new Agent(at, decision, way, permit, hands, got, List.copyOf(next), wrong);
    }

    Agent andWrong(String what) {
      return new Agent(at, decision, way, permit, hands, got, todo, wrong == null ? what : wrong);
    }

    /** After its move: it goes on. A value in its hands counts as received. */
    Agent goesOn() {
      List<Integer> all = new ArrayList<>(got);
      if (hands != 0) {
        all.add(hands);
      }
      return new Agent(at + 1, Decision.NONE, null, false, 0, List.copyOf(all), todo, wrong);
    }
  }

  State withChannel(int number, Chan channel) {
    List<Chan> all = new ArrayList<>(channels);
    all.set(number, channel);
    return new State(List.copyOf(all), agents);
  }

  State withAgent(int number, Agent agent) {
    List<Agent> all = new ArrayList<>(agents);
    all.set(number, agent);
    return new State(channels, List.copyOf(all));
  }

  static State initial(ChannelWorld world) {
    List<Chan> channels = new ArrayList<>();
    for (int i = 0; i < world.capacities().size(); i++) {
      channels.add(new Chan(List.of(), false, List.of(), List.of(), List.of(), List.of()));
    }
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < world.scripts().size(); i++) {
      agents.add(new Agent(0, Decision.NONE, null, false, 0, List.of(), List.of(), null));
    }
    return new State(List.copyOf(channels), List.copyOf(agents));
  }
}
