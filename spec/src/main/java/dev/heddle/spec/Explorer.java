package dev.heddle.spec;

import dev.heddle.spec.Report.Counterexample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks through every moment of a small model, breadth first, and checks the {@link Invariant}
 * catalogue in each. The first error ends the walk; so its trace is a shortest one.
 *
 * <p>After a walk without errors it looks for ways to go on for ever without running a task that is
 * to run (L1, L2, L4), without giving a Processor to a Worker that waits for one, or without giving
 * one up that is too many (L3).
 */
public final class Explorer {
  private final Setup setup;
  private final Rules rules;
  private final Graph graph = new Graph();
  private int most = Integer.MAX_VALUE;
  private Consumer<Step> watcher = step -> {};

  public Explorer(Setup setup) {
    this.setup = setup;
    this.rules = new Rules(setup);
  }

  /** Sees at most so many moments; a walk that would see more is not complete. */
  public Explorer atMost(int states) {
    most = states;
    return this;
  }

  /** Shows every step, once, to a watcher. */
  public Explorer watchedBy(Consumer<Step> steps) {
    watcher = steps;
    return this;
  }

  /** Walks. To be called once. */
  public Report walk() {
    int rests = 0;
    graph.add(rules.initial(), -1);
    for (int at = 0; at < graph.size(); at++) {
      if (graph.size() > most) {
        return report(rests, false, Optional.empty());
      }
      Model model = graph.model(at);
      List<Step> steps = rules.steps(model);
      boolean resting = steps.stream().allMatch(step -> step.after().equals(model));
      rests += resting ? 1 : 0;
      Optional<Counterexample> wrong = check(at, model, resting);
      if (wrong.isPresent()) {
        return report(rests, false, wrong);
      }
      for (Step step : steps) {
        graph.addEdge(graph.add(step.after(), at), step.agent());
        watcher.accept(step);
      }
      graph.endEdges(at);
    }
    Optional<Counterexample> lasso = findLasso();
    return report(rests, lasso.isEmpty(), lasso);
  }

  private Report report(int rests, boolean complete, Optional<Counterexample> wrong) {
    int depth = graph.depth(graph.size() - 1);
    return new Report(graph.size(), graph.edges(), depth, rests, complete, wrong);
  }

  private Optional<Counterexample> check(int at, Model model, boolean resting) {
    for (Invariant invariant : Invariant.values()) {
      Optional<String> wrong =
          invariant.concerns(setup) ? invariant.brokenIn(setup, model) : Optional.empty();
      if (wrong.isEmpty() && resting) {
        wrong = invariant.brokenAtRest(setup, model);
      }
      if (wrong.isPresent()) {
        return Optional.of(new Counterexample(invariant, wrong.get(), trace(graph.pathTo(at), -1)));
      }
    }
    return Optional.empty();
  }

  private Optional<Counterexample> findLasso() {
    for (int task = 0; task < setup.tasks().size(); task++) {
      int waiting = task;
      Optional<List<Integer>> loop =
          new Lassos(graph, setup, model -> Census.waits(model, waiting)).find();
      if (loop.isPresent()) {
        String what = "t" + task + " is to run, or to be woken, and for ever is not";
        return Optional.of(lasso(whose(task, loop.get()), what, loop.get()));
      }
    }
    if (setup.spares() == 0) {
      return Optional.empty();
    }
    return new Lassos(graph, setup, Headcount::tooManyHeld)
        .find()
        .map(loop -> lasso(Invariant.L3, "for ever one Processor too many takes part", loop));
  }

  private Counterexample lasso(Invariant broken, String what, List<Integer> loop) {
    List<Integer> path = graph.pathTo(loop.get(loop.size() - 1));
    int back = path.size() - 1;
    path.addAll(loop);
    return new Counterexample(broken, what, trace(path, back));
  }

  /** Which promise it is that a task waits for ever: that depends on where it waits. */
  private Invariant whose(int task, List<Integer> loop) {
    if (loop.stream().allMatch(i -> graph.model(i).global().contains(task))) {
      return Invariant.L1;
    }
    if (loop.stream().allMatch(i -> Census.waitsForProcessor(graph.model(i), task))) {
      return Invariant.L3;
    }
    boolean inRing =
        loop.stream()
            .allMatch(i -> graph.model(i).queues().stream().anyMatch(q -> q.ring().contains(task)));
    return inRing ? Invariant.L2 : Invariant.L4;
  }

  private Trace trace(List<Integer> path, int loop) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < path.size(); i++) {
      Model next = graph.model(path.get(i));
      steps.add(
          rules.steps(graph.model(path.get(i - 1))).stream()
              .filter(step -> step.after().equals(next))
              .findFirst()
              .orElseThrow());
    }
    return Trace.of(setup, rules.initial(), steps, loop);
  }

  /** The command line: see {@link Main}. */
  public static void main(String[] args) {
    System.exit(new Main(System.out).run(args));
  }
}
