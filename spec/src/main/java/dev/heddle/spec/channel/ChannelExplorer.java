package dev.heddle.spec.channel;

import dev.heddle.spec.channel.ChannelRules.Step;
import dev.heddle.spec.channel.State.Agent;
import dev.heddle.spec.channel.State.Chan;
import dev.heddle.spec.channel.State.Decision;
import dev.heddle.spec.channel.State.Todo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks through every moment of a small world, breadth first, and checks S10 in each. The first
 * error ends the walk; so its trace is a shortest one.
 */
public final class ChannelExplorer {
  private final ChannelWorld world;
  private final ChannelRules rules;
  private final Map<State, Integer> numbers = new HashMap<>();
  private final List<State> states = new ArrayList<>();

  /** How each state was first reached: from which, and by what. */
  private final List<Integer> origins = new ArrayList<>();

  private final List<Step> arrivals = new ArrayList<>();
  private Consumer<String> watcher = what -> {};

  /** A walk of a world as it is meant. */
  public ChannelExplorer(ChannelWorld world) {
    this(world, null);
  }

  /**
   * A walk of a world with a fault in it.
   *
   * @param fault null for none
   */
  public ChannelExplorer(ChannelWorld world, ChannelFault fault) {
    this.world = Objects.requireNonNull(world, "world");
    rules = new ChannelRules(world, fault);
  }

  /**
   * What a walk has found.
   *
   * @param states different moments seen
   * @param ends moments at which nothing can move any more
   * @param counterexample what is wrong, after a shortest way there, if anything is
   */
  public record Found(int states, int ends, Optional<String> counterexample) {}

  /** Shows every step in words, once, to a watcher. */
  public ChannelExplorer watchedBy(Consumer<String> steps) {
    watcher = steps;
    return this;
  }

  /** Walks. To be called once. */
  public Found walk() {
    int ends = 0;
    add(State.initial(world), -1, null);
    for (int at = 0; at < states.size(); at++) {
      State state = states.get(at);
      List<Step> steps = rules.steps(state);
      ends += steps.isEmpty() ? 1 : 0;
      String wrong = wrong(state);
      if (wrong == null && steps.isEmpty()) {
        wrong = wrongAtRest(state);
      }
      if (wrong != null) {
        return new Found(states.size(), ends, Optional.of(trace(at) + "broken: S10: " + wrong));
      }
      for (Step step : steps) {
        watcher.accept(step.what());
        add(step.after(), at, step);
      }
    }
    return new Found(states.size(), ends, Optional.empty());
  }

  private void add(State state, int origin, Step arrival) {
    if (numbers.putIfAbsent(state, states.size()) == null) {
      states.add(state);
      origins.add(origin);
      arrivals.add(arrival);
    }
  }

  private String trace(int at) {
    StringBuilder text = new StringBuilder();
    for (int i = at; origins.get(i) >= 0; i = origins.get(i)) {
      Step step = arrivals.get(i);
      text.insert(0, "a" + step.agent() + " " + step.what() + "\n");
    }
    return text.toString();
  }

  // ---------------------------------------------------------------- S10

  private String wrong(State state) {
    for (int i = 0; i < state.agents().size(); i++) {
      Agent agent = state.agents().get(i);
      if (agent.wrong() != null) {
        return "a" + i + " " + agent.wrong();
      }
    }
    for (int c = 0; c < state.channels().size(); c++) {
      String wrong = wrongAccount(state, c);
      if (wrong != null) {
        return wrong;
      }
    }
    return wrongWait(state);
  }

  private static String wrongAccount(State state, int number) {
    Chan channel = state.channels().get(number);
    if (!channel.buffer().equals(channel.sent())) {
      return "c" + number + " holds " + channel.buffer() + ", and was sent " + channel.sent();
    }
    for (int value : channel.gone()) {
      int places = 0;
      for (Agent agent : state.agents()) {
        places += places(agent, value);
      }
      if (places != 1) {
        return value + " was received from c" + number + ", and is in " + places + " hands";
      }
    }
    return null;
  }

  private static int places(Agent agent, int value) {
    int places = agent.hands() == value ? 1 : 0;
    for (int got : agent.got()) {
      places += got == value ? 1 : 0;
    }
    for (Todo todo : agent.todo()) {
      places += todo instanceof Todo.Fill fill && fill.value() == value ? 1 : 0;
    }
    return places;
  }

  /** Nobody waits for what is there. */
  private String wrongWait(State state) {
    for (int i = 0; i < state.agents().size(); i++) {
      if (state.agents().get(i).decision() == Decision.OPEN) {
        for (Way way : waysOf(state, i)) {
          if (isPossible(state, i, way)) {
            return "a" + i + " waits to " + way + ", which is possible";
          }
        }
      }
    }
    return null;
  }

  private List<Way> waysOf(State state, int agent) {
    Move move = world.scripts().get(agent).get(state.agents().get(agent).at());
    return ((Move.Select) move).ways();
  }

  private boolean isPossible(State state, int agent, Way way) {
    Chan channel = state.channels().get(way.channel());
    int size = channel.buffer().size();
    boolean byBuffer = way.sends() ? size < world.capacities().get(way.channel()) : size > 0;
    if (channel.closed() || byBuffer) {
      return true;
    }
    Way opposite = new Way(way.channel(), !way.sends());
    for (int i = 0; i < state.agents().size(); i++) {
      if (i != agent
          && state.agents().get(i).decision() == Decision.OPEN
          && waysOf(state, i).contains(opposite)) {
        return true;
      }
    }
    return false;
  }

  /** Who has not come to the end of its script waits, and nobody has decided that. */
  private String wrongAtRest(State state) {
    for (int i = 0; i < state.agents().size(); i++) {
      Agent agent = state.agents().get(i);
      if (agent.at() < world.scripts().get(i).size() && agent.decision() != Decision.OPEN) {
        return "a" + i + " is " + agent.decision() + ", and nobody wakes it";
      }
    }
    return null;
  }
}
