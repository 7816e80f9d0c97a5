package dev.heddle.spec.channel;

import dev.heddle.spec.channel.State.Agent;
import dev.heddle.spec.channel.State.Chan;
import dev.heddle.spec.channel.State.Decision;
import dev.heddle.spec.channel.State.Todo;
import java.util.ArrayList;
import java.util.List;

/**
 * What can happen next: one critical section, one CAS without a lock, or one wake is one step.
 *
 * <p>A section takes all the locks that it needs; so a Select tries all its ways in one step, in
 * each possible order.
 */
final class ChannelRules {
  private final ChannelWorld world;
  private final ChannelFault fault;

  /**
   * @param fault what is wrong, or null
   */
  ChannelRules(ChannelWorld world, ChannelFault fault) {
    this.world = world;
    this.fault = fault;
  }

  /**
   * A step.
   *
   * @param agent who does it
   * @param what in words
   */
  record Step(int agent, String what, State after) {}

  List<Step> steps(State state) {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < state.agents().size(); i++) {
      addSteps(state, i, all);
    }
    return all;
  }

  private void addSteps(State state, int number, List<Step> all) {
    Agent agent = state.agents().get(number);
    List<Move> script = world.scripts().get(number);
    if (!agent.todo().isEmpty()) {
      all.add(doNext(state, number, agent));
    } else if (agent.decision() != Decision.NONE) {
      if (agent.permit()) {
        all.add(look(state, number, agent));
      }
    } else if (agent.at() < script.size()) {
      addMove(state, number, script.get(agent.at()), all);
    }
  }

  private void addMove(State state, int number, Move move, List<Step> all) {
    if (move instanceof Move.Close close) {
      all.add(
          new Step(number, "closes c" + close.channel(), close(state, number, close.channel())));
    } else if (move instanceof Move.Cancel cancel) {
      all.add(
          new Step(number, "cancels a" + cancel.agent(), cancel(state, number, cancel.agent())));
    } else if (move instanceof Move.Select select) {
      boolean any = false;
      for (Way way : select.ways()) {
        State after = attempt(state, number, way);
        if (after != null) {
          any = true;
          all.add(new Step(number, way.toString(), after));
        }
      }
      if (!any) {
        all.add(new Step(number, "waits to " + select.ways(), waits(state, number, select)));
      }
    }
  }

  // ---------------------------------------------------------------- steps

  private Step doNext(State state, int number, Agent agent) {
    Todo next = agent.todo().get(0);
    List<Todo> rest = agent.todo().subList(1, agent.todo().size());
    State after = state.withAgent(number, agent.withTodo(rest));
    if (next instanceof Todo.Wake wake) {
      Agent woken = after.agents().get(wake.agent()).withPermit(true);
      return new Step(number, "wakes a" + wake.agent(), after.withAgent(wake.agent(), woken));
    }
    if (next instanceof Todo.Fill fill) {
      Agent other = after.agents().get(fill.agent());
      boolean late = other.decision() == Decision.NONE;
      Agent filled =
          late
              ? other.andWrong("was handed " + fill.value() + " when it had gone on")
              : other.decided(other.decision(), other.way(), fill.value());
      return new Step(number, "fills a" + fill.agent(), after.withAgent(fill.agent(), filled));
    }
    if (next instanceof Todo.WriteCancel write) {
      Agent other = after.agents().get(write.agent());
      Agent cancelled = other.decided(Decision.CANCELLED, null, 0);
      return new Step(number, "writes: cancelled", after.withAgent(write.agent(), cancelled));
    }
    return new Step(number, "stands in line", enqueue(after, number, select(number, agent)));
  }

  private Move.Select select(int number, Agent agent) {
    return (Move.Select) world.scripts().get(number).get(agent.at());
  }

  /** It was woken: it asks for the decision, and leaves the other lines. */
  private Step look(State state, int number, Agent agent) {
    if (agent.decision() == Decision.OPEN) {
      return new Step(number, "waits on", state.withAgent(number, agent.withPermit(false)));
    }
    State after = state;
    Move.Select select = select(number, agent);
    if (fault != ChannelFault.STAYS_IN_OTHER_LINES) {
      for (Way way : select.ways()) {
        after = leave(after, number, way);
      }
    }
    Agent told = agent;
    boolean received = agent.decision() == Decision.SERVED && !agent.way().sends();
    if (agent.way() != null && !select.ways().contains(agent.way())) {
      told = told.andWrong("was served at " + agent.way() + ", where it does not wait");
    } else if (received && agent.hands() == 0) {
      told = told.andWrong("was told that it has received, and has nothing");
    }
    return new Step(number, "is told: " + agent.decision(), after.withAgent(number, told.goesOn()));
  }

  private static State leave(State state, int number, Way way) {
    Chan channel = state.channels().get(way.channel());
    List<Integer> line = new ArrayList<>(channel.line(way.sends()));
    line.remove((Integer) number);
    return state.withChannel(way.channel(), channel.withLine(way.sends(), line));
  }

  private State waits(State state, int number, Move.Select select) {
    if (fault == ChannelFault.ENQUEUE_AFTER_UNLOCK) {
      Agent agent = state.agents().get(number);
      return state.withAgent(number, agent.withTodo(List.of(new Todo.Enqueue())));
    }
    return enqueue(state, number, select);
  }

  private static State enqueue(State state, int number, Move.Select select) {
    Agent agent = state.agents().get(number);
    State after = state.withAgent(number, agent.decided(Decision.OPEN, null, 0));
    for (Way way : select.ways()) {
      Chan channel = after.channels().get(way.channel());
      List<Integer> line = new ArrayList<>(channel.line(way.sends()));
      line.add(number);
      after = after.withChannel(way.channel(), channel.withLine(way.sends(), line));
    }
    return after;
  }

  private State cancel(State state, int number, int other) {
    State after = goOn(state, number);
    Agent victim = after.agents().get(other);
    if (victim.decision() != Decision.OPEN) {
      return after;
    }
    if (fault == ChannelFault.CANCEL_WITHOUT_CAS) {
      return withTodo(after, number, new Todo.WriteCancel(other), new Todo.Wake(other));
    }
    after = after.withAgent(other, victim.decided(Decision.CANCELLED, null, 0));
    return withTodo(after, number, new Todo.Wake(other));
  }

  private State close(State state, int number, int channel) {
    State after = goOn(state, number);
    after = after.withChannel(channel, after.channels().get(channel).asClosed());
    for (boolean sends : new boolean[] {false, true}) {
      if (sends && fault == ChannelFault.CLOSE_FORGETS_SENDERS) {
        continue;
      }
      Way way = new Way(channel, sends);
      for (Served next = serve(after, way, Decision.CLOSED, 0);
          next != null;
          next = serve(after, way, Decision.CLOSED, 0)) {
        after = withTodo(next.after, number, new Todo.Wake(next.agent));
      }
    }
    return after;
  }

  // ---------------------------------------------------------------- sections

  /** One tries a way. Returns null if it is not possible. */
  private State attempt(State state, int number, Way way) {
    State begun = state;
    if (fault == ChannelFault.MEETS_ITSELF) {
      Move.Select select = select(number, state.agents().get(number));
      begun = enqueue(state, number, select);
    }
    return way.sends() ? send(begun, number, way) : receive(begun, number, way);
  }

  private State send(State state, int number, Way way) {
    Chan channel = state.channels().get(way.channel());
    if (channel.closed()) {
      return goOn(state, number);
    }
    int value = ChannelWorld.value(number, state.agents().get(number).at());
    Served served = serve(state, Way.receive(way.channel()), Decision.SERVED, value);
    if (served != null) {
      State after = received(sent(served.after, way.channel(), value), number, way, value);
      return told(goOn(after, number), number, served.agent, value);
    }
    if (channel.buffer().size() == world.capacities().get(way.channel())) {
      return null;
    }
    State after = sent(skipped(state, Way.receive(way.channel())), way.channel(), value);
    return goOn(put(after, way.channel(), value), number);
  }

  private State receive(State state, int number, Way way) {
    int c = way.channel();
    Chan channel = state.channels().get(c);
    boolean hidden = channel.closed() && fault == ChannelFault.CLOSE_HIDES_THE_BUFFER;
    if (!channel.buffer().isEmpty() && !hidden) {
      int value = channel.buffer().get(0);
      List<Integer> rest = channel.buffer().subList(1, channel.buffer().size());
      State after = state.withChannel(c, channel.withBuffer(rest));
      Served sender =
          fault == ChannelFault.TAKES_WITHOUT_REFILL
              ? null
              : serve(after, Way.send(c), Decision.SERVED, 0);
      if (sender == null) {
        return gets(after, number, way, value);
      }
      int waiting = valueOf(state, sender.agent);
      after = sent(sender.after, c, waiting);
      if (fault == ChannelFault.OVERTAKES_THE_BUFFER) {
        after = gets(put(after, c, value), number, way, waiting);
      } else {
        after = fault == ChannelFault.LOSES_THE_WAITING_VALUE ? after : put(after, c, waiting);
        after = gets(after, number, way, value);
      }
      return told(after, number, sender.agent, 0);
    }
    Served sender = serve(state, Way.send(c), Decision.SERVED, 0);
    if (sender != null) {
      int value = valueOf(state, sender.agent);
      State after = gets(sent(sender.after, c, value), number, way, value);
      return told(after, number, sender.agent, 0);
    }
    return channel.closed() ? toldClosed(state, number, c) : null;
  }

  private static State toldClosed(State state, int number, int channel) {
    List<Integer> left = state.channels().get(channel).sent();
    Agent agent = state.agents().get(number);
    if (!left.isEmpty()) {
      agent = agent.andWrong("was told that c" + channel + " is closed, which holds " + left);
    }
    return goOn(state.withAgent(number, agent), number);
  }

  private static int valueOf(State state, int agent) {
    return ChannelWorld.value(agent, state.agents().get(agent).at());
  }

  private State put(State state, int channel, int value) {
    Chan into = state.channels().get(channel);
    List<Integer> buffer = new ArrayList<>(into.buffer());
    buffer.add(fault == ChannelFault.LAST_COME_FIRST_SERVED ? 0 : buffer.size(), value);
    return state.withChannel(channel, into.withBuffer(buffer));
  }

  private record Served(State after, int agent) {}

  /** Takes out of a line who was decided elsewhere, and decides the wait of the next. */
  private Served serve(State state, Way way, Decision how, int value) {
    Chan channel = state.channels().get(way.channel());
    List<Integer> line = new ArrayList<>(channel.line(way.sends()));
    while (!line.isEmpty()) {
      int first = line.remove(0);
      Agent agent = state.agents().get(first);
      boolean open = agent.decision() == Decision.OPEN;
      if (open || fault == ChannelFault.SERVES_WHO_IS_DECIDED) {
        int now = fault == ChannelFault.FILLS_AFTER_DECIDING ? 0 : value;
        State after = state.withChannel(way.channel(), channel.withLine(way.sends(), line));
        return new Served(
            open ? after.withAgent(first, agent.decided(how, way, now)) : after, first);
      }
    }
    return null;
  }

  /** After nobody could be served: the line is empty. */
  private static State skipped(State state, Way way) {
    Chan channel = state.channels().get(way.channel());
    return state.withChannel(way.channel(), channel.withLine(way.sends(), List.of()));
  }

  /** Who was served is told, after the lock is released. */
  private State told(State state, int number, int other, int value) {
    if (fault == ChannelFault.FORGETS_TO_WAKE) {
      return state;
    }
    return fault == ChannelFault.FILLS_AFTER_DECIDING && value != 0
        ? withTodo(state, number, new Todo.Wake(other), new Todo.Fill(other, value))
        : withTodo(state, number, new Todo.Wake(other));
  }

  private static State sent(State state, int channel, int value) {
    Chan on = state.channels().get(channel);
    List<Integer> sent = new ArrayList<>(on.sent());
    sent.add(value);
    return state.withChannel(channel, on.withAccount(sent, on.gone()));
  }

  /** The account of what was sent and not received: it must be the oldest. */
  private static State received(State state, int number, Way way, int value) {
    Chan from = state.channels().get(way.channel());
    List<Integer> sent = new ArrayList<>(from.sent());
    State after = state;
    if (sent.isEmpty() || sent.get(0) != value) {
      Agent agent = state.agents().get(number);
      after = state.withAgent(number, agent.andWrong(value + " overtakes one of " + sent));
    }
    sent.remove((Integer) value);
    List<Integer> gone = new ArrayList<>(from.gone());
    gone.add(value);
    return after.withChannel(way.channel(), from.withAccount(sent, gone));
  }

  private static State gets(State state, int number, Way way, int value) {
    State after = received(state, number, way, value);
    Agent agent = after.agents().get(number);
    return after.withAgent(number, agent.decided(Decision.NONE, null, value).goesOn());
  }

  private static State goOn(State state, int number) {
    Agent agent = state.agents().get(number);
    return state.withAgent(number, agent.decided(Decision.NONE, null, 0).goesOn());
  }

  private static State withTodo(State state, int number, Todo... more) {
    Agent agent = state.agents().get(number);
    List<Todo> todo = new ArrayList<>(agent.todo());
    todo.addAll(List.of(more));
    return state.withAgent(number, agent.withTodo(todo));
  }
}
