package dev.heddle.refinement;

import dev.heddle.spec.Action;
import dev.heddle.spec.Model;
import dev.heddle.spec.Rules;
import dev.heddle.spec.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for a way in which one agent of the model does what the kernel was seen to do. Where the
 * model is free (which victim a thief visits next), every way is tried.
 */
final class Follower {
  /** Where the agent ends. */
  enum End {
    /** At ease: the call or the round is over. */
    AT_EASE,
    /** In the middle, where it has done what was seen. */
    AS_SEEN,
    /** In the middle of a step, whose task has begun a blocking call. */
    IN_CALL
  }

  private record Node(Model model, int done) {}

  private final Rules rules;
  private final int agent;
  private final List<Action> seen;
  private final boolean rest;
  private final End end;
  private final Set<Node> tried = new HashSet<>();
  private final List<Step> path = new ArrayList<>();

  /** The path on which most was done of what was seen, and what else could be done there. */
  private List<Step> best = List.of();

  private int mostDone;
  private final Set<Action> others = new LinkedHashSet<>();

  /**
   * @param rest whether it is the rest of a call or of a round, which may be nothing
   */
  Follower(Rules rules, int agent, List<Action> seen, boolean rest, End end) {
    this.rules = rules;
    this.agent = agent;
    this.seen = seen;
    this.rest = rest;
    this.end = end;
  }

  /** Whether there is a way. */
  boolean follows(Model from) {
    return goOn(from, 0);
  }

  /** The way, or the one that led farthest. */
  List<Step> path() {
    return path.isEmpty() ? best : path;
  }

  /** If there is none: what was seen first that the agent can't do, and what it can do instead. */
  String difference() {
    String left = mostDone == seen.size() ? "nothing more" : seen.get(mostDone).text();
    String right =
        others.isEmpty()
            ? "nothing more"
            : others.stream().map(Action::text).collect(Collectors.joining(", or "));
    return "\n  kernel " + left + "\n  model  " + right;
  }

  private boolean goOn(Model at, int done) {
    remember(done);
    List<Step> steps = rules.steps(at, agent);
    if (hasEnded(at, steps)) {
      return done == seen.size() && end != End.IN_CALL;
    }
    if (done == seen.size() && isInTheMiddle(at)) {
      return true;
    }
    if (steps.size() > 1 && !tried.add(new Node(at, done))) {
      return false;
    }
    for (Step step : steps) {
      boolean told = isTold(step.action());
      if (told && (done == seen.size() || !seen.get(done).equals(step.action()))) {
        if (done == mostDone) {
          others.add(step.action());
        }
        continue;
      }
      path.add(step);
      if (goOn(step.after(), told ? done + 1 : done)) {
        return true;
      }
      path.remove(path.size() - 1);
    }
    return false;
  }

  private void remember(int done) {
    if (done > mostDone) {
      mostDone = done;
      others.clear();
    }
    if (done == mostDone && path.size() >= best.size()) {
      best = List.copyOf(path);
    }
  }

  private boolean isInTheMiddle(Model at) {
    return end == End.AS_SEEN || (end == End.IN_CALL && rules.isInCall(at, agent));
  }

  private boolean hasEnded(Model at, List<Step> steps) {
    boolean mayBegin = path.isEmpty() && !rest;
    return mayBegin ? steps.isEmpty() : rules.isAtEase(at, agent);
  }

  /** Whether the kernel tells of it: in its Events, or by what it calls and answers. */
  static boolean isTold(Action action) {
    return action instanceof Action.Event
        || action instanceof Action.Began
        || action instanceof Action.Refused;
  }
}
