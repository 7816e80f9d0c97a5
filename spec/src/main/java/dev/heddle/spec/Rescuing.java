package dev.heddle.spec;

import dev.heddle.spec.Action.Benched;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Overflowed;
import dev.heddle.spec.Action.Rescued;
import dev.heddle.spec.Action.SeenBack;
import dev.heddle.spec.Action.Spilled;
import java.util.ArrayList;
import java.util.List;

/**
 * How a Worker that is blocked, and has not said so, is rescued (kernel: {@code Monitor}, {@code
 * IdleState}).
 *
 * <p>Such a Worker keeps its Processor. When a monitor finds it, a spare Processor takes part in
 * its place: from the bench, or one that was too many. When the monitor finds the Worker at work
 * again, there is one Processor too many. The first Worker that parks with an empty queue puts its
 * own on the bench; and, because busy ones do not park, so does the first whose look at the global
 * queue is due: it moves its tasks there before.
 */
final class Rescuing {
  private Rescuing() {}

  // ---------------------------------------------------------------- the task

  /** A task in the middle of a step waits until another has ended; its Worker has not said so. */
  record Blocked(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.act(new Looked("end of t" + task, true));
    }

    @Override
    public boolean isEnabled(Model model) {
      return model.tasks().get(task).hasEnded();
    }
  }

  // ---------------------------------------------------------------- the monitor

  /** What a monitor finds to do when it looks at all Processors, one of which it chooses. */
  static List<Op> findings(Setup setup, Model model) {
    List<Op> found = new ArrayList<>();
    for (int p = 0; p < setup.processors(); p++) {
      boolean rescued = model.spares().rescued().contains(p);
      boolean blocked = isHolderBlocked(setup, model, p);
      if (rescued && !blocked && !setup.has(Fault.BACK_IS_OVERLOOKED)) {
        found.add(new Return(p));
      } else if (!rescued && blocked && isHelpWanted(setup, model)) {
        found.add(new Help(p));
      }
    }
    return found;
  }

  private static boolean isHolderBlocked(Setup setup, Model model, int processor) {
    return model.agents().subList(0, setup.workers()).stream()
        .anyMatch(
            worker ->
                worker.processor() == processor
                    && !worker.lent()
                    && !worker.todo().isEmpty()
                    && worker.todo().get(0) instanceof Blocked blocked
                    && !blocked.isEnabled(model));
  }

  /** Whether all others are busy, somebody waits for one of them, and there is one to spare. */
  private static boolean isHelpWanted(Setup setup, Model model) {
    if (!model.idle().isEmpty() || model.searching() > 0 || !model.spares().any()) {
      return false;
    }
    boolean sleeper =
        !model.parked().isEmpty()
            || model.watch().isThere()
            || !model.threadless().isEmpty()
            || model.unmade() > 0;
    boolean due = Lookout.isAnyTimerDue(model) && !setup.has(Fault.HELP_FORGETS_TIMERS);
    return !model.returning().isEmpty() || (sleeper && (due || Sleeping.seesAny(setup, model)));
  }

  /** A look of the monitor. What it has found may be over when it does something about it. */
  static void watch(Draft d) {
    List<Op> found = findings(d.setup, d.before);
    d.act(new Looked("Workers", !found.isEmpty()));
    if (!found.isEmpty()) {
      d.then(found.get(d.choice()));
    }
  }

  /** The monitor believes that a Processor's Worker is blocked. */
  record Help(int rescued) implements Op {
    @Override
    public void run(Draft d) {
      rescue(d, rescued);
    }
  }

  /** The monitor believes that the Worker of a Processor that it has rescued is at work again. */
  record Return(int rescued) implements Op {
    @Override
    public void run(Draft d) {
      sayBack(d, rescued);
    }
  }

  /**
   * A spare Processor takes part in place of another, if there is one: that is handed to the first
   * who waits for one, or is idle. One CAS; then a look at all queues, as after parking, and at who
   * watches.
   */
  static void rescue(Draft d, int rescued) {
    Spares spares = d.spares();
    if (!spares.any() || spares.rescued().contains(rescued)) {
      d.act(new Looked("bench", false));
      return;
    }
    if (spares.excess() > 0) {
      d.spares(spares.withExcess(spares.excess() - 1).rescuing(rescued));
      d.act(new Rescued(rescued));
    } else {
      int spare = spares.bench().get(0);
      d.spares(
          spares.withBench(spares.bench().subList(1, spares.bench().size())).rescuing(rescued));
      takePart(d, rescued, spare);
    }
    List<Op> ops = new ArrayList<>();
    if (!d.has(Fault.NO_RECHECK_AFTER_RESCUE)) {
      ops.add(new Sleeping.Look(0, Sleeping.Purpose.RECHECK));
    }
    if (d.setup.watches() && !d.has(Fault.RESCUE_TELLS_NO_WATCHER)) {
      ops.add(Watching.LOOK_AGAIN);
    }
    ops.add(Ending.TRY_TERMINATE);
    d.then(ops.toArray(new Op[0]));
  }

  private static void takePart(Draft d, int rescued, int spare) {
    if (d.returning().isEmpty() || d.has(Fault.RESCUE_IGNORES_RETURNING)) {
      d.idleState(Draft.push(spare, d.idle()), d.parked(), d.searching());
      d.act(new Rescued(rescued));
    } else {
      Blocking.handOver(d, spare);
    }
  }

  /**
   * One Processor is too many: one that is idle, or else one that is held. One CAS; it may be what
   * let somebody fail who wanted to end, and does not try again.
   */
  static void sayBack(Draft d, int rescued) {
    Spares spares = d.spares();
    if (!spares.rescued().contains(rescued)) {
      d.act(new Looked("rescued", false));
      return;
    }
    boolean idle = hasEmptyIdle(d) && !d.has(Fault.BACK_IGNORES_IDLE);
    int more = idle ? 0 : d.has(Fault.BACK_COUNTS_TWICE) ? 2 : 1;
    if (idle) {
      spares = spares.withBench(Draft.push(d.idle().get(0), spares.bench()));
      d.idleState(d.idle().subList(1, d.idle().size()), d.parked(), d.searching());
    }
    d.spares(spares.withExcess(spares.excess() + more).rescuingNoMore(rescued));
    d.act(new SeenBack(rescued));
    if (!d.has(Fault.NO_END_AFTER_BACK)) {
      d.then(Ending.TRY_TERMINATE);
    }
  }

  /** Whether the Processor that is idle on top has no task: nobody fills it while it is idle. */
  private static boolean hasEmptyIdle(Draft d) {
    return !d.idle().isEmpty() && d.queue(d.idle().get(0)).isEmpty();
  }

  // ---------------------------------------------------------------- one too many

  /** Part of one change of the idle state: who parks puts its Processor on the bench. */
  static void bench(Draft d, int processor) {
    Spares spares = d.spares();
    int less = d.has(Fault.BENCHES_AGAIN_AND_AGAIN) ? 0 : 1;
    d.spares(
        spares.withBench(Draft.push(processor, spares.bench())).withExcess(spares.excess() - less));
    d.act(new Benched(processor));
  }

  /** Whether its Worker has moved tasks, or will, and looks at all queues after it has parked. */
  static boolean parksAfterwards(Op op) {
    return op instanceof SpillAll || op == Sleeping.Park.FOR_GOOD;
  }

  /**
   * A Worker that will put its Processor on the bench moves all its tasks to the global queue, one
   * by one.
   *
   * @param count how many it has moved
   */
  record SpillAll(int count) implements Op {
    @Override
    public void run(Draft d) {
      boolean ring = !d.queue(d.p()).ring().isEmpty();
      int task = ring ? d.takeFromRing(d.p(), 1).get(0) : d.takeNext(d.p());
      if (task == Model.NONE) {
        d.act(new Spilled(d.p(), count));
      } else {
        d.act(new Looked(ring ? "ring P" + d.p() : "runNext P" + d.p(), true));
        d.then(new Putting.Offer(task, new Overflowed(task)), new SpillAll(count + 1));
      }
    }
  }
}
