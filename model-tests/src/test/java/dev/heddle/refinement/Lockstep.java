package dev.heddle.refinement;

import dev.heddle.kernel.Lending;
import dev.heddle.spec.Action;
import dev.heddle.spec.Invariant;
import dev.heddle.spec.Model;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Move;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Rules;
import dev.heddle.spec.Script;
import dev.heddle.spec.Setup;
import dev.heddle.spec.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The kernel and its model, side by side: each operation is done to both, and then they must show
 * the same {@link Picture}, and the model must keep every promise of the catalogue.
 *
 * <p>All checks throw a {@link Divergence}.
 */
final class Lockstep {
  private static final int ROUNDS = 10;

  /** Where Workers wait for each other, in the middle of steps. */
  private static final int ROUNDS_WITH_CALLS = 100;

  private final Scenario scenario;
  private final Setup setup;
  private final Kernel kernel;
  private final List<Step> path = new ArrayList<>();
  private final Model first;
  private Model model;
  private Rules rules;

  /** The scripts that the rules go by. */
  private List<Script> scripts;

  /** After how many steps all promises were seen kept. */
  private int checked = -1;

  private List<Action> told = List.of();

  /** The agent whose turn it is. */
  private int agent;

  /** Whether the first part of its call or round was followed already. */
  private boolean rest;

  /** What was found in a window. */
  private Divergence inWindow;

  /**
   * @param setup the model's, which has faults if the kernel is to be found different
   */
  Lockstep(Scenario scenario, Setup setup) {
    this.scenario = scenario;
    this.setup = setup;
    rules = new Rules(setup);
    scripts = setup.tasks();
    kernel = new Kernel(scenario);
    first = rules.initial();
    model = first;
    compare();
  }

  /**
   * Does all operations, and then ends the Scheduler.
   *
   * @return all steps of the model
   */
  List<Step> run(List<Operation> operations) {
    try {
      operations.forEach(this::apply);
      end();
      return path;
    } finally {
      kernel.close();
    }
  }

  /** How many calls were handed off because they were expected to be long. */
  int foreseen() {
    return kernel.foreseen();
  }

  // ---------------------------------------------------------------- operations

  private void apply(Operation operation) {
    if (operation instanceof Operation.Wait) {
      kernel.pass();
      compare();
    } else if (operation instanceof Operation.Interrupted both) {
      kernel.open(both.window(), () -> meanwhile(both.other()));
      begin(both.first(), scenario.workers());
      kernel.open(0, null);
    } else {
      begin(operation, scenario.workers());
    }
  }

  /**
   * @param outside the thread outside that makes the move, if the operation is one
   */
  private void begin(Operation operation, int outside) {
    rest = false;
    try {
      if (operation instanceof Operation.Round round) {
        agent = workerOf(round);
        kernel.round(agent);
      } else if (operation instanceof Operation.Call call) {
        agent = outside;
        call(chosen(call.move()));
      }
    } catch (RuntimeException e) {
      throw different("the kernel threw " + e, e);
    }
    if (inWindow != null) {
      throw inWindow;
    }
    follow(whereItEnds());
  }

  private void call(Move move) {
    if (move instanceof Move.Retake retake) {
      retake(retake);
    } else {
      model = rules.call(model, agent, move);
      kernel.call(move);
    }
  }

  /**
   * The kernel's Monitor looks at the lease, and later retakes what it has seen. In the model that
   * is one step; so if the lease has changed in between, nothing happens there.
   */
  private void retake(Move.Retake move) {
    int lease = kernel.lease(move.processor());
    Model asked = rules.call(model, agent, move);
    Step first = rules.steps(asked, agent).get(0);
    boolean looked = first.action() instanceof Action.Looked;
    if (looked) {
      step(first);
    }
    kernel.window();
    if (!looked && kernel.lease(move.processor()) == lease) {
      model = rules.call(model, agent, move);
    }
    rest = looked;
    kernel.retake(move.processor(), lease);
  }

  /** Where the agent is that has just done a round, or some of it, or a call. */
  private Follower.End whereItEnds() {
    return switch (agent < scenario.workers() ? kernel.pause(agent) : Pauses.Pause.NONE) {
      case NONE -> Follower.End.AT_EASE;
      case IN_CALL -> Follower.End.IN_CALL;
      case WAITING -> Follower.End.AS_SEEN;
    };
  }

  /** In a window. What it throws must not go through the kernel. */
  private void meanwhile(Operation operation) {
    int interrupted = agent;
    try {
      follow(Follower.End.AS_SEEN);
      if (!(operation instanceof Operation.Round round && workerOf(round) == interrupted)) {
        begin(operation, scenario.workers() + 1);
      }
    } catch (Divergence e) {
      inWindow = e;
    } catch (RuntimeException e) {
      inWindow = different("it threw " + e, e);
    }
    agent = interrupted;
    rest = true;
  }

  /** The Worker of that number, or the next one that can go on. */
  private int workerOf(Operation.Round round) {
    int number = round.worker() % scenario.workers();
    return IntStream.range(0, scenario.workers())
        .map(i -> (number + i) % scenario.workers())
        .filter(kernel::canGoOn)
        .findFirst()
        .orElse(number);
  }

  /**
   * The move, with a new task to submit, a parked one to wake, a lent Processor, if there is one.
   */
  private Move chosen(Move move) {
    Move within = scenario.within(move);
    if (within instanceof Move.Submit submit) {
      return new Move.Submit(taskOf(submit.task(), Status.NEW));
    }
    if (within instanceof Move.Ready ready) {
      return new Move.Ready(taskOf(ready.task(), Status.PARKED));
    }
    if (within instanceof Move.Retake retake) {
      return new Move.Retake(lentFrom(retake.processor()));
    }
    return within;
  }

  /** The first lent Processor from a number on, or else the Processor of that number. */
  private int lentFrom(int number) {
    int processors = scenario.processors();
    return IntStream.range(0, processors)
        .map(i -> (number + i) % processors)
        .filter(i -> Lending.isLent(kernel.lease(i)))
        .findFirst()
        .orElse(number);
  }

  /** The first task from a number on that has that status, or else the task of that number. */
  private int taskOf(int number, Status status) {
    int tasks = setup.tasks().size();
    return IntStream.range(0, tasks)
        .map(i -> (number + i) % tasks)
        .filter(i -> model.tasks().get(i).status() == status)
        .findFirst()
        .orElse(number);
  }

  // ---------------------------------------------------------------- comparing

  private void follow(Follower.End end) {
    goByScripts();
    kernel.unexpected().forEach(this::fail);
    List<Kernel.Seen> seen = kernel.takeSeen();
    told = RefinementMap.inModelOrder(seen.stream().map(Kernel.Seen::action).toList(), model);
    Follower follower = new Follower(rules, agent, told, rest, end);
    boolean follows = follower.follows(model);
    follower.path().forEach(this::step);
    if (!follows) {
      throw different(setup.agentName(agent) + " did:" + follower.difference(), null);
    }
    for (Kernel.Seen each : seen) {
      if (each.worker() != Recorder.ANYBODY && each.worker() != agent) {
        throw different("W" + each.worker() + " says that it did " + each.action().text(), null);
      }
    }
    compare();
  }

  /** Where the kernel has handed off at once, that is what the task did. */
  private void goByScripts() {
    if (!scripts.equals(kernel.scripts())) {
      scripts = List.copyOf(kernel.scripts());
      rules = new Rules(setup.withTasks(scripts.toArray(Script[]::new)));
    }
  }

  private void step(Step step) {
    path.add(step);
    model = step.after();
  }

  private void compare() {
    Picture.difference(RefinementMap.of(kernel), RefinementMap.of(model)).ifPresent(this::fail);
    if (path.size() == checked) {
      return;
    }
    for (Invariant invariant : Invariant.values()) {
      invariant.brokenIn(setup, model).ifPresent(what -> fail(invariant + ": " + what));
    }
    checked = path.size();
  }

  private void fail(Throwable error) {
    throw different("a step threw " + error, error);
  }

  private void fail(String what) {
    throw different(what, null);
  }

  private Divergence different(String what, Throwable cause) {
    return Divergence.of(setup, first, path, told, what, cause);
  }

  // ---------------------------------------------------------------- the end

  /** Lets all tasks end that do, and cancels the others. */
  private void end() {
    for (int i = 0; i < 3 && settle(); i++) {
      wakeAll();
    }
    apply(new Operation.Call(Call.SHUTDOWN));
    settle();
    apply(new Operation.Call(Call.SHUTDOWN_NOW));
    if (!settle() || !kernel.scheduler.isTerminated()) {
      fail("after shutdownNow there is no end: " + kernel.scheduler);
    }
    for (Actor actor : kernel.actors) {
      boolean accepted = model.tasks().get(actor.number).status() != Status.NEW;
      if (actor.ends() != (accepted ? 1 : 0)) {
        fail(actor.body + " has ended, or was reported, " + actor.ends() + " times");
      }
    }
  }

  /**
   * Lets the Workers go on by turns.
   *
   * @return whether they have come to rest; with tasks that go on for ever, they don't
   */
  private boolean settle() {
    int rounds = setup.blocks() ? ROUNDS_WITH_CALLS : ROUNDS;
    for (int i = 0; i < rounds && !isResting(); i++) {
      everybody();
    }
    if (!isResting()) {
      return false;
    }
    everybody(); // who has just parked looks once more,
    everybody(); // and once more if it was unparked
    if (!kernel.host.isQuiet()) {
      fail("the model rests, and the kernel goes round in circles");
    }
    checkRest();
    return true;
  }

  private boolean isResting() {
    return rules.steps(model).isEmpty();
  }

  private void everybody() {
    for (int worker = 0; worker < scenario.workers(); worker++) {
      agent = worker;
      rest = false;
      kernel.round(worker);
      follow(whereItEnds());
    }
  }

  private void checkRest() {
    for (Invariant invariant : Invariant.values()) {
      Optional<String> wrong = invariant.brokenAtRest(setup, model);
      wrong.ifPresent(what -> fail("at rest, " + invariant + ": " + what));
    }
  }

  private void wakeAll() {
    for (int i = 0; i < setup.tasks().size(); i++) {
      if (model.tasks().get(i).status() == Status.PARKED) {
        apply(new Operation.Call(new Move.Ready(i)));
      }
    }
  }
}
