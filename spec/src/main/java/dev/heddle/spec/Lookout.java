package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Timers.Timer;

/**
 * The part of the {@link Census} that looks whether somebody watches for time and events, when
 * somebody has to.
 */
final class Lookout {
  private Lookout() {}

  // ---------------------------------------------------------------- S7

  static String oneWatchesForEvents(Setup setup, Model model) {
    String wrong = atMostOneWatches(setup, model);
    return wrong == null ? someoneWatches(setup, model) : wrong;
  }

  private static String atMostOneWatches(Setup setup, Model model) {
    int watcher = model.watch().worker();
    if (model.watch().isThere()) {
      if (model.parked().contains(watcher)) {
        return "W" + watcher + " watches, and is parked";
      }
      if (model.agents().get(watcher).processor() != Model.NONE) {
        return "W" + watcher + " watches, and holds a Processor";
      }
    }
    int polling = Model.NONE;
    for (int i = 0; i < setup.workers(); i++) {
      if (next(model.agents().get(i)) instanceof Watching.Sleep sleep && sleep.polls()) {
        if (polling != Model.NONE) {
          return "W" + polling + " and W" + i + " block in the poller";
        }
        polling = i;
      }
    }
    return null;
  }

  /**
   * While tasks wait for events, somebody watches, or holds a Processor, or is on the way to
   * either: a searcher, or who owes a wake, or reads the state, or will do so before it sleeps.
   */
  private static String someoneWatches(Setup setup, Model model) {
    if (!model.poll().hasWaiters()
        || model.closed()
        || model.watch().isThere()
        || !model.anySleeper()
        || model.searching() > 0) {
      return null;
    }
    for (int i = 0; i < setup.workers(); i++) {
      if (model.agents().get(i).processor() != Model.NONE) {
        return null;
      }
    }
    boolean answered =
        model.anyTodo(
            op ->
                Waking.isOwed(op)
                    || op instanceof Blocking.Release
                    || op instanceof Watching
                    || op instanceof Watching.Read
                    || op instanceof Watching.ReadAgain
                    || op instanceof Watching.Become);
    return answered ? null : "tasks wait for events, all Processors are free, and nobody watches";
  }

  // ---------------------------------------------------------------- S9

  /**
   * The inductive form of S9. While a Processor is idle and somebody could be woken, each timer has
   * somebody who answers for it: the watcher, if it sleeps no longer or was nudged; a searcher; who
   * owes a wake or a nudge; or who has not yet read the heap, and does so before it sleeps.
   */
  static String timersAreAnsweredFor(Model model) {
    if (model.closed()
        || model.idle().isEmpty()
        || !model.anySleeper()
        || model.searching() > 0
        || model.anyTodo(Lookout::isOnItsWay)) {
      return null;
    }
    for (Timer timer : model.timers().pending()) {
      if (!watchesFor(model, timer)) {
        return "t"
            + timer.task()
            + "'s timer is due at "
            + timer.when()
            + ", P"
            + model.idle().get(0)
            + " is idle, and nobody watches for so short a time, searches, owes a wake or looks";
      }
    }
    return null;
  }

  private static boolean isOnItsWay(Op op) {
    return Waking.isOwed(op)
        || op instanceof Watching
        || (op instanceof Watching.Read read && read.seen().looksAtTimers())
        || (op instanceof Watching.ReadAgain read && read.seen().looksAtTimers())
        || op instanceof Watching.Become
        || op instanceof Watching.Stop
        || op instanceof Watching.Nudge
        || op instanceof Timing.Tell;
  }

  private static boolean watchesFor(Model model, Timer timer) {
    Watch watch = model.watch();
    if (!watch.isThere()) {
      return false;
    }
    boolean nudged = model.agents().get(watch.worker()).nudged() || model.poll().woken();
    return nudged || watch.until() <= timer.when();
  }

  /** An event that has come is in the poller, or in the hands of somebody who wakes its task. */
  static String noEventLost(Model model) {
    for (int task : model.poll().owed()) {
      if (!model.poll().come().contains(task) && !model.anyTodo(op -> brings(op, task))) {
        return "the event of t" + task + " has come, and nobody wakes it";
      }
    }
    return null;
  }

  private static boolean brings(Op op, int task) {
    return (op instanceof Watching.Stop stop && stop.events().contains(task))
        || (op instanceof Timing.Deliver deliver && deliver.task() == task);
  }

  // ---------------------------------------------------------------- at rest, and for ever

  static String noEventLeftAtRest(Model model) {
    return model.closed() || model.poll().come().isEmpty()
        ? null
        : "nothing moves any more, and an event has come for t" + model.poll().come().get(0);
  }

  static String noTimerDueAtRest(Model model) {
    for (Timer timer : model.timers().pending()) {
      if (!model.closed() && model.timers().isDue(timer)) {
        return "nothing moves any more, and t" + timer.task() + "'s timer is due";
      }
    }
    return null;
  }

  static boolean isAnyTimerDue(Model model) {
    return model.timers().pending().stream().anyMatch(model.timers()::isDue);
  }

  /** Whether a task is to begin or to be woken, because of a timer that is due, or of an event. */
  static boolean isCalled(Model model, int task) {
    Timer timer = model.timers().of(task);
    boolean due = timer != null && model.timers().isDue(timer);
    return !model.closed() && (due || model.poll().owed().contains(task));
  }

  /** Whether a task is to begin later, and its timer is not due. */
  static boolean beginsLater(Model model, int task) {
    Timer timer = model.timers().of(task);
    return timer != null && timer.begins() && !model.timers().isDue(timer);
  }

  private static Op next(Agent agent) {
    return agent.todo().isEmpty() ? null : agent.todo().get(0);
  }
}
