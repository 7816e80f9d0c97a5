package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;
import java.util.List;

/**
 * The part of the {@link Census} that counts heads: who has which Processor, and whether the idle
 * state's numbers are true.
 */
final class Headcount {
  private Headcount() {}

  static String processorHasOneOwner(Setup setup, Model model) {
    for (int p = 0; p < setup.processors(); p++) {
      int owners =
          model.closed()
              ? 1
              : Census.count(model.idle(), p) + Census.count(model.spares().bench(), p);
      for (Agent agent : model.agents()) {
        owners += agent.processor() == p ? 1 : 0;
        for (Op op : agent.todo()) {
          owners += op.processor() == p ? 1 : 0;
        }
      }
      if (owners != 1) {
        return "P" + p + " has " + owners + " owners";
      }
    }
    String sleeper = holder(model, model.parked(), "is parked");
    return sleeper == null ? holder(model, model.returning(), "waits for a Processor") : sleeper;
  }

  private static String holder(Model model, List<Integer> sleepers, String what) {
    for (int worker : sleepers) {
      int held = model.agents().get(worker).processor();
      if (held != Model.NONE) {
        return "W" + worker + " " + what + ", and holds P" + held;
      }
    }
    return null;
  }

  static String countsAreTrue(Setup setup, Model model) {
    String wrong = searchersCounted(model);
    wrong = wrong == null ? awayCounted(setup, model) : wrong;
    return wrong == null ? sparesCounted(setup, model) : wrong;
  }

  private static String sparesCounted(Setup setup, Model model) {
    Spares spares = model.spares();
    if (model.closed() || (spares.sum() == setup.spares() && spares.excess() >= 0)) {
      return null;
    }
    return "there are %d spare Processors, and %d on the bench, %d too many and %d in use"
        .formatted(setup.spares(), spares.bench().size(), spares.excess(), spares.rescued().size());
  }

  /**
   * When nothing can move any more, no Worker is blocked, the monitor has seen that, and no
   * Processor is too many.
   */
  static String noneRescuedAtRest(Model model) {
    List<Integer> rescued = model.spares().rescued();
    if (!model.closed() && model.spares().excess() != 0) {
      return "nothing moves any more, and a Processor is too many";
    }
    return model.closed() || rescued.isEmpty()
        ? null
        : "nothing moves any more, and another Processor is still in P"
            + rescued.get(0)
            + "'s place";
  }

  /** Whether more Processors are held than ought to be; it can't be for ever. */
  static boolean tooManyHeld(Model model) {
    return !model.closed() && model.spares().excess() > model.idle().size();
  }

  private static String searchersCounted(Model model) {
    int searchers = 0;
    for (Agent agent : model.agents()) {
      searchers += agent.searching() ? 1 : 0;
      for (Op op : agent.todo()) {
        boolean prepaid = op == Waking.TAKE_PREPAID || op == Waking.REFUND;
        searchers += prepaid || isHandOff(op) ? 1 : 0;
      }
    }
    return searchers == model.searching()
        ? null
        : model.searching() + " searchers are counted, and there are " + searchers;
  }

  /** Whether a Processor is on its way to a searcher, or back. */
  private static boolean isHandOff(Op op) {
    return op instanceof Sleeping.TakeOver || op instanceof Waking.GiveBack;
  }

  private static String awayCounted(Setup setup, Model model) {
    int away = 0;
    for (int i = 0; i < model.agents().size(); i++) {
      Agent agent = model.agents().get(i);
      away += i < setup.workers() && isAway(agent) ? 1 : 0;
      for (Op op : agent.todo()) {
        away -= op instanceof Blocking.Release ? 1 : 0;
      }
    }
    return away == model.away()
        ? null
        : model.away() + " Workers are counted to be away, and there are " + away;
  }

  /** Whether it has a task, and no Processor, not even on its way. */
  private static boolean isAway(Agent worker) {
    return worker.task() != Model.NONE
        && worker.processor() == Model.NONE
        && worker.todo().stream().noneMatch(Blocking.TakeBack.class::isInstance);
  }
}
