package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * What may happen: the transition relation of the {@link Model}.
 *
 * <p>Every agent has a list of operations to do, and does the first; in which order the agents do
 * theirs is open, and so is which victim a thief looks at. That is all the freedom there is.
 */
public final class Rules {
  private final Setup setup;

  public Rules(Setup setup) {
    this.setup = setup;
  }

  /** The first moment. */
  public Model initial() {
    return Model.initial(setup);
  }

  /** All that may happen next. */
  public List<Step> steps(Model model) {
    List<Step> all = new ArrayList<>();
    for (int agent = 0; agent < model.agents().size(); agent++) {
      all.addAll(steps(model, agent));
    }
    return all;
  }

  /** All that one agent may do next: one step, or none, or one for each victim of a thief. */
  public List<Step> steps(Model model, int agent) {
    List<Op> todo = todo(model, agent);
    if (todo.isEmpty() || !todo.get(0).isEnabled(model)) {
      return List.of();
    }
    int choices = todo.get(0).choices(model, setup);
    List<Step> steps = new ArrayList<>(choices);
    for (int choice = 0; choice < choices; choice++) {
      Draft draft = new Draft(setup, model, agent, todo, choice);
      todo.get(0).run(draft);
      steps.add(new Step(model, agent, draft.action(), draft.after()));
    }
    return steps;
  }

  /** A thread outside, which has nothing to do, is told to do something. */
  public Model call(Model model, int agent, Move move) {
    if (agent < setup.workers() || !isAtEase(model, agent)) {
      throw new IllegalArgumentException(setup.agentName(agent) + " can't " + move + " now");
    }
    Agent now = model.agents().get(agent);
    List<Agent> agents = new ArrayList<>(model.agents());
    agents.set(agent, now.withTodo(List.of(new Outside(move, now.at()))));
    return model.withAgents(List.copyOf(agents));
  }

  /** Whether a Worker is between two rounds, or a thread outside between two calls. */
  public boolean isAtEase(Model model, int agent) {
    List<Op> todo = model.agents().get(agent).todo();
    return todo.isEmpty()
        || (todo.get(0) instanceof Finding.Again next && !next.looked())
        || todo.get(0) instanceof Sleeping.TakeOver
        || todo.get(0) == Watching.ROUND
        || todo.get(0) instanceof Watching.Sleep
        || todo.get(0) == Ending.GONE;
  }

  /** Whether a Worker's task is in a call that may block, and its next move is due. */
  public boolean isInCall(Model model, int agent) {
    Agent now = model.agents().get(agent);
    return !now.todo().isEmpty()
        && now.todo().get(0) instanceof Running.Play
        && (now.lent() || now.processor() == Model.NONE);
  }

  private List<Op> todo(Model model, int agent) {
    Agent now = model.agents().get(agent);
    if (!now.todo().isEmpty()) {
      boolean begins = now.todo().get(0) instanceof Finding.Again next && !next.looked();
      return begins ? Finding.goOn(setup, model, now) : now.todo();
    }
    if (agent >= setup.workers()) {
      Script script = setup.outside().get(agent - setup.workers());
      return now.at() < script.moves().size()
          ? List.of(new Outside(script.at(now.at()), script.after(now.at())))
          : List.of();
    }
    if (now.processor() != Model.NONE) {
      return Finding.round(setup, model, now);
    }
    if (model.phase() == Phase.TERMINATED && now.started()) {
      return List.of(Ending.EXIT);
    }
    return now.nudged() ? List.of(Watching.ROUND) : List.of();
  }
}
