package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;

/**
 * The part of the {@link Census} that counts heads: who has which Processor, and whether the idle
 * state's numbers are true.
 */
final class Headcount {
  private Headcount() {}

  static String processorHasOneOwner(Setup setup, Model model) {
    for (int p = 0; p < setup.processors(); p++) {
      int owners = model.closed() ? 1 : Census.count(model.idle(), p);
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
    for (int worker : model.parked()) {
      if (model.agents().get(worker).processor() != Model.NONE) {
        return "W" + worker + " is parked with P" + model.agents().get(worker).processor();
      }
    }
    return null;
  }

  static String searchersCounted(Model model) {
    int searchers = 0;
    for (Agent agent : model.agents()) {
      searchers += agent.searching() ? 1 : 0;
      for (Op op : agent.todo()) {
        boolean prepaid = op == Waking.TAKE_PREPAID || op == Waking.REFUND;
        searchers += prepaid || op.processor() != Model.NONE ? 1 : 0;
      }
    }
    return searchers == model.searching()
        ? null
        : model.searching() + " searchers are counted, and there are " + searchers;
  }
}
