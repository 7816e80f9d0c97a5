package dev.heddle.spec.channel;

import static dev.heddle.spec.channel.Move.receive;
import static dev.heddle.spec.channel.Move.select;
import static dev.heddle.spec.channel.Move.send;

import java.util.List;

/** Small worlds: a few channels, and agents that use them. */
public enum ChannelWorld {
  RENDEZVOUS(
      "Two senders and one receiver meet.",
      List.of(0),
      List.of(List.of(send(0)), List.of(send(0)), List.of(receive(0), receive(0)))),
  RENDEZVOUS_TWICE(
      "A sender and two receivers, one of which comes twice.",
      List.of(0),
      List.of(
          List.of(send(0), send(0), send(0)),
          List.of(receive(0), receive(0)),
          List.of(receive(0)))),
  BUFFERED(
      "A channel with room for one value is full and empty in turns.",
      List.of(1),
      List.of(
          List.of(send(0), send(0)),
          List.of(send(0)),
          List.of(receive(0), receive(0), receive(0)))),
  BUFFERED_TWO(
      "A channel with room for two values, and a sender of three.",
      List.of(2),
      List.of(List.of(send(0), send(0), send(0)), List.of(receive(0), receive(0), receive(0)))),
  CLOSE(
      "A channel with room for one value is closed while two send and one receives.",
      List.of(1),
      List.of(
          List.of(send(0)),
          List.of(send(0)),
          List.of(receive(0), receive(0)),
          List.of(new Move.Close(0)))),
  CANCEL(
      "A receiver is cancelled while it is served, and receives again.",
      List.of(0),
      List.of(List.of(send(0)), List.of(receive(0), receive(0)), List.of(new Move.Cancel(1)))),
  CANCEL_SENDER(
      "A sender is cancelled while it waits for room, with others behind it.",
      List.of(1),
      List.of(
          List.of(send(0), send(0), send(0)),
          List.of(receive(0), receive(0)),
          List.of(new Move.Cancel(0)))),
  SELECT(
      "An agent selects between two channels, and then waits at the second only.",
      List.of(0, 0),
      List.of(
          List.of(send(0)),
          List.of(send(1), send(1)),
          List.of(select(Way.receive(0), Way.receive(1)), receive(1)))),
  SELECT_CLOSE(
      "An agent selects between a channel that is closed and one on which a value is sent.",
      List.of(0, 0),
      List.of(
          List.of(send(0)),
          List.of(new Move.Close(1)),
          List.of(select(Way.receive(0), Way.receive(1)), receive(0)))),
  SELECT_MEET(
      "Two agents select: each would send to the other, or receive; a third cancels one.",
      List.of(0, 0),
      List.of(
          List.of(select(Way.send(0), Way.receive(1))),
          List.of(select(Way.receive(0), Way.send(1))),
          List.of(new Move.Cancel(0)))),
  SELECT_SELF(
      "Agents that would send and receive on one channel meet each other, and nobody itself.",
      List.of(0),
      List.of(
          List.of(select(Way.send(0), Way.receive(0))),
          List.of(select(Way.send(0), Way.receive(0))),
          List.of(select(Way.send(0), Way.receive(0)))));

  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> capacities;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<List<Move>> scripts;

  ChannelWorld(String about, List<Integer> capacities, List<List<Move>> scripts) {
    this.about = about;
    this.capacities = capacities;
    this.scripts = scripts;
  }

  /** What happens there. */
  public String about() {
    return about;
  }

  List<Integer> capacities() {
    return capacities;
  }

  List<List<Move>> scripts() {
    return scripts;
  }

  /** What an agent sends in a move: no two moves send the same. Never 0. */
  static int value(int agent, int at) {
    return 10 * (agent + 1) + at;
  }
}
