package dev.heddle.refinement;

import dev.heddle.spec.Action;
import dev.heddle.spec.Invariant;
import dev.heddle.spec.Model;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Move;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Rules;
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

  private final Scenario scenario;
  private final Setup setup;
  private final Rules rules;
  private final Kernel kernel;
  private final List<Step> path = new ArrayList<>();
  private final Model first;
  private Model model;

  /** After how many steps all promises were seen kept. */
  private int checked = -1;

  private List<Action> told = List.of();

  /** The agent whose turn it is. */
  private int agent;

  /** What of its call or round is still to be followed. */
  private Follower.Part rest = Follower.Part.ALL;

  /** What was found in a window. */
  private Divergence inWindow;

  /**
   * @param setup the model's, which has faults if the kernel is to be found different
   */
  Lockstep(Scenario scenario, Setup setup) {
    this.scenario = scenario;
    this.setup = setup;
    rules = new Rules(setup);
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
    operations.forEach(this::apply);
    end();
    return path;
  }

  // ---------------------------------------------------------------- operations

  private void apply(Operation operation) {
    if (operation instanceof Operation.Wait) {
      kernel.pass();
      compare();
    } else if (operation instanceof Operation.Interrupted both) {
      kernel.open(both.window(), () -> meanwhile(both.other()));
      begin(both.first(), scenario.processors());
      kernel.open(0, null);
    } else {
      begin(operation, scenario.processors());
    }
  }

  /**
   * @param outside the thread outside that makes the move, if the operation is one
   */
  private void begin(Operation operation, int outside) {
    rest = Follower.Part.ALL;
    try {
      if (operation instanceof Operation.Round round) {
        agent = workerOf(round);
        kernel.round(agent);
      } else if (operation instanceof Operation.Call call) {
        agent = outside;
        Move move = chosen(call.move());
        model = rules.call(model, agent, move);
        kernel.call(move);
      }
    } catch (RuntimeException e) {
      throw different("the kernel threw " + e, e);
    }
    if (inWindow != null) {
      throw inWindow;
    }
    follow(rest);
  }

  /** In a window. What it throws must not go through the kernel. */
  private void meanwhile(Operation operation) {
    int interrupted = agent;
    try {
      follow(Follower.Part.FIRST);
      if (!(operation instanceof Operation.Round round && workerOf(round) == interrupted)) {
        begin(operation, scenario.processors() + 1);
      }
    } catch (Divergence e) {
      inWindow = e;
    } catch (RuntimeException e) {
      inWindow = different("it threw " + e, e);
    }
    agent = interrupted;
    rest = Follower.Part.REST;
  }

  /** The Worker of that number, or the next one that can do a round. */
  private int workerOf(Operation.Round round) {
    int number = round.worker() % scenario.processors();
    return IntStream.range(0, scenario.processors())
        .map(i -> (number + i) % scenario.processors())
        .filter(kernel.host::isRunnable)
        .findFirst()
        .orElse(number);
  }

  /** The move, with a new task to submit, and a parked one to wake, if there are any. */
  private Move chosen(Move move) {
    Move within = scenario.within(move);
    if (within instanceof Move.Submit submit) {
      return new Move.Submit(taskOf(submit.task(), Status.NEW));
    }
    if (within instanceof Move.Ready ready) {
      return new Move.Ready(taskOf(ready.task(), Status.PARKED));
    }
    return within;
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

  private void follow(Follower.Part part) {
    kernel.unexpected().forEach(this::fail);
    List<Kernel.Seen> seen = kernel.takeSeen();
    told = RefinementMap.inModelOrder(seen.stream().map(Kernel.Seen::action).toList(), model);
    Follower follower = new Follower(rules, agent, told, part);
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
    for (int i = 0; i < ROUNDS && !isResting(); i++) {
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
    for (int worker = 0; worker < scenario.processors(); worker++) {
      agent = worker;
      kernel.round(worker);
      follow(Follower.Part.ALL);
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
