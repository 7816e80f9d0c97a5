package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Queue;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Model.Task;
import java.util.List;

/**
 * Looks at one moment for what the {@link Invariant invariants} forbid. Each method returns what is
 * wrong, or null.
 */
final class Census {
  private Census() {}

  /** Whether an invariant is broken at some moment. */
  static String always(Invariant invariant, Setup setup, Model model) {
    return switch (invariant) {
      case S1 -> everyTaskInOnePlace(model);
      case S2 -> taskRunOnce(model);
      case S3 -> Headcount.processorHasOneOwner(setup, model);
      case S4 -> ringWithinBounds(setup, model);
      case S5 -> Headcount.countsAreTrue(setup, model);
      case S6 -> workIsAnsweredFor(setup, model);
      case S7 -> Lookout.oneWatchesForEvents(setup, model);
      case S8 -> noTaskStranded(model);
      case S9 -> Lookout.timersAreAnsweredFor(model);
      case S10 -> null; // channels have a model of their own
      case L1 -> overdue(model, model.global());
      case L2 -> ringWaitBounded(model);
      case L3 -> returnBounded(model);
      case L4 -> noWakeLost(model);
    };
  }

  /** Whether an invariant is broken at a moment at which nothing can move any more. */
  static String atRest(Invariant invariant, Setup setup, Model model) {
    return switch (invariant) {
      case S5 -> Headcount.noneRescuedAtRest(model);
      case S7 -> Lookout.noEventLeftAtRest(model);
      case S8 -> endsWhenAtRest(setup, model);
      case S9 -> Lookout.noTimerDueAtRest(model);
      case L4 -> noActiveTaskAtRest(model);
      default -> null;
    };
  }

  private static String everyTaskInOnePlace(Model model) {
    for (int i = 0; i < model.tasks().size(); i++) {
      Status status = model.tasks().get(i).status();
      int places = queued(model, i) + held(model, i);
      if (status == Status.ACTIVE && plays(model, i)) {
        places++;
      }
      if (places != (status == Status.ACTIVE ? 1 : 0)) {
        return "t" + i + " is " + status + " and in " + places + " places";
      }
    }
    return null;
  }

  private static int queued(Model model, int task) {
    int places = 0;
    for (Queue queue : model.queues()) {
      places += queue.next() == task ? 1 : 0;
      places += count(queue.ring(), task);
    }
    Timers.Timer timer = model.timers().of(task);
    places += timer != null && timer.begins() ? 1 : 0;
    return places + count(model.global(), task);
  }

  private static int held(Model model, int task) {
    int places = 0;
    for (Agent agent : model.agents()) {
      for (Op op : agent.todo()) {
        places += count(op.tasks(), task);
      }
    }
    return places;
  }

  private static boolean plays(Model model, int task) {
    return model.anyTodo(op -> op instanceof Running.Play play && play.task() == task);
  }

  /** Workers that are in a step of the task, those included that a fault lets leave too late. */
  private static int runners(Model model, int task) {
    int runners = 0;
    for (Agent agent : model.agents()) {
      for (Op op : agent.todo()) {
        boolean plays = op instanceof Running.Play play && play.task() == task;
        boolean lingers = op instanceof Running.Linger linger && linger.task() == task;
        runners += plays || lingers ? 1 : 0;
      }
    }
    return runners;
  }

  static int count(List<Integer> numbers, int number) {
    int count = 0;
    for (int each : numbers) {
      count += each == number ? 1 : 0;
    }
    return count;
  }

  private static String taskRunOnce(Model model) {
    for (int i = 0; i < model.tasks().size(); i++) {
      int runners = runners(model, i);
      if (runners > 1) {
        return "t" + i + " is run by " + runners + " Workers";
      }
      if (plays(model, i) && model.tasks().get(i).status() != Status.ACTIVE) {
        return "t" + i + " runs, and is " + model.tasks().get(i).status();
      }
    }
    return null;
  }

  private static String ringWithinBounds(Setup setup, Model model) {
    for (int p = 0; p < setup.processors(); p++) {
      int size = model.queues().get(p).ring().size();
      if (size > setup.sizes().ringCapacity()) {
        return "P" + p + "'s ring of " + setup.sizes().ringCapacity() + " holds " + size + " tasks";
      }
    }
    return null;
  }

  /**
   * The inductive form of S6. Somebody answers for a queued task if somebody searches, or owes a
   * wake, or has parked and has not yet looked there again. Who waits for a Processor with a task
   * in its hands needs nobody to answer for it: none is idle.
   */
  private static String workIsAnsweredFor(Setup setup, Model model) {
    if (!model.returning().isEmpty() && !model.idle().isEmpty()) {
      return "W"
          + model.returning().get(0)
          + " waits for a Processor, and P"
          + model.idle().get(0)
          + " is idle";
    }
    for (int processor : model.spares().bench()) {
      if (!model.queues().get(processor).isEmpty()) {
        return "P" + processor + " is on the bench, and its queue holds a task";
      }
    }
    if (model.idle().isEmpty() || !model.anySleeper() || model.searching() > 0) {
      return null;
    }
    if (model.anyTodo(op -> Waking.isOwed(op) || Rescuing.parksAfterwards(op))) {
      return null;
    }
    for (int place = 0; place <= 2 * setup.processors(); place++) {
      int at = place;
      if (holdsTask(model, place) && !model.anyTodo(op -> looksAgain(op, at))) {
        return Sleeping.nameOf(place)
            + " holds a task, P"
            + model.idle().get(0)
            + " is idle, and"
            + " nobody searches, owes a wake or looks there again";
      }
    }
    return null;
  }

  private static boolean holdsTask(Model model, int place) {
    return place == 0 ? !model.global().isEmpty() : Sleeping.sees(model, place);
  }

  private static boolean looksAgain(Op op, int place) {
    return op instanceof Sleeping.Look look
        && look.purpose() == Sleeping.Purpose.RECHECK
        && look.at() <= place;
  }

  private static String noTaskStranded(Model model) {
    for (int i = 0; i < model.tasks().size(); i++) {
      Task task = model.tasks().get(i);
      if (task.ends() > 1) {
        return "t" + i + " has ended, or was reported, " + task.ends() + " times";
      }
      if (task.status() == Status.NEW && task.at() != 0) {
        return "t" + i + " was rejected, and has run";
      }
      if (!model.closed()) {
        continue;
      }
      if (task.status() == Status.PARKED) {
        return "all is over, and t" + i + " is parked";
      }
      if (task.status() == Status.ACTIVE && !isInOutsideHands(model, i)) {
        return "all is over, and t" + i + " was accepted";
      }
    }
    return null;
  }

  /** Whether somebody is about to take the task back, or to report it. */
  private static boolean isInOutsideHands(Model model, int task) {
    return model.anyTodo(
        op ->
            (op instanceof Putting.CheckClosed closed && closed.task() == task)
                || (op instanceof Putting.Withdraw withdraw && withdraw.task() == task)
                || (op instanceof Timing.Recheck recheck && recheck.task() == task)
                || (op instanceof Timing.Withdraw withdraw && withdraw.task() == task)
                || (op instanceof Putting.Cancel cancel && cancel.task() == task));
  }

  private static String endsWhenAtRest(Setup setup, Model model) {
    boolean parked = model.tasks().stream().anyMatch(t -> t.status() == Status.PARKED);
    boolean later = model.timers().awaitTasks();
    boolean waits = (parked || later) && model.phase() == Phase.SHUTDOWN;
    if (model.phase() == Phase.RUNNING || waits) {
      return null;
    }
    if (model.phase() != Phase.TERMINATED) {
      return "nothing moves any more, and the phase is still " + model.phase();
    }
    for (int i = 0; i < setup.workers(); i++) {
      Agent worker = model.agents().get(i);
      if (worker.started() && !worker.todo().contains(Ending.GONE)) {
        return "W" + i + " sleeps on, though all is over";
      }
    }
    return null;
  }

  private static String ringWaitBounded(Model model) {
    for (Queue queue : model.queues()) {
      String wrong = overdue(model, queue.ring());
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private static String overdue(Model model, List<Integer> waiting) {
    for (int task : waiting) {
      for (int left : model.tasks().get(task).patience()) {
        if (left <= 0) {
          return "t" + task + " still waits, and its last pick is over";
        }
      }
    }
    return null;
  }

  private static String returnBounded(Model model) {
    return overdue(
        model,
        model.returning().stream().map(worker -> model.agents().get(worker).task()).toList());
  }

  private static String noWakeLost(Model model) {
    for (int i = 0; i < model.tasks().size(); i++) {
      Task task = model.tasks().get(i);
      if (task.status() == Status.PARKED && task.owed()) {
        return "t" + i + " is parked, though it was woken after its step began";
      }
    }
    return Lookout.noEventLost(model);
  }

  private static String noActiveTaskAtRest(Model model) {
    for (int i = 0; i < model.tasks().size(); i++) {
      boolean active = model.tasks().get(i).status() == Status.ACTIVE;
      if (active && !Lookout.beginsLater(model, i)) {
        return "nothing moves any more, and t" + i + " was to run";
      }
    }
    return null;
  }

  /** Whether a task is to run, or to be woken, and isn't. */
  static boolean waits(Model model, int task) {
    return Lookout.isCalled(model, task)
        || (isToRun(model, task) && !Lookout.beginsLater(model, task));
  }

  private static boolean isToRun(Model model, int task) {
    return model.tasks().get(task).status() == Status.ACTIVE
        && (!plays(model, task) || waitsForProcessor(model, task));
  }

  /** Whether a task's Worker came back from a call, and waits for a Processor. */
  static boolean waitsForProcessor(Model model, int task) {
    return model.returning().stream().anyMatch(worker -> model.agents().get(worker).task() == task);
  }
}
