package dev.heddle.spec;

import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Parked;
import dev.heddle.spec.Action.TookOver;
import dev.heddle.spec.Model.Queue;
import java.util.ArrayList;
import java.util.List;

/** How a Worker goes to sleep, and what it does when it is woken (kernel: {@code IdleSet}). */
final class Sleeping {
  private Sleeping() {}

  /**
   * Gives the Processor up, to the first who waits for one in the middle of a step or to the idle
   * ones, and becomes one who sleeps, in one change of the idle state. A Processor that is too many
   * goes to the bench instead.
   */
  enum Park implements Op {
    /** With an empty queue. */
    NOW {
      @Override
      public void run(Draft d) {
        if (d.has(Fault.LOOK_BEFORE_PARK)) {
          d.instead(new Look(0, Purpose.EARLY));
          d.act(new Looked("searchers", false));
        } else {
          sleep(d, true);
          lookAgain(d);
        }
      }
    },
    /** One Processor is too many, and this one's queue was emptied. */
    FOR_GOOD {
      @Override
      public void run(Draft d) {
        sleep(d, true);
        lookAgain(d);
      }
    },
    /** To make room: the queue may hold tasks, and such a one is never benched. */
    FOR_ANOTHER {
      @Override
      public void run(Draft d) {
        sleep(d, false);
        lookAgain(d);
      }
    },
    /** Only as a fault: all looks are done already. */
    AFTER_LOOKS {
      @Override
      public void run(Draft d) {
        sleep(d, true);
        d.instead(Ending.TRY_TERMINATE);
      }
    };

    private static void lookAgain(Draft d) {
      Op look = new Look(0, Purpose.RECHECK);
      d.instead(d.setup.watches() ? new Op[] {look, Watching.ROUND} : new Op[] {look});
    }

    private static void sleep(Draft d, boolean empty) {
      int given = d.p();
      int searchers = d.me().searching() ? d.searching() - 1 : d.searching();
      d.me(d.me().withProcessor(Model.NONE).withSearching(false).withPicked(Model.NONE));
      List<Integer> sleepers = Draft.push(d.me, d.parked());
      if (empty && d.spares().excess() > 0) {
        d.idleState(d.idle(), sleepers, searchers);
        Rescuing.bench(d, given);
      } else if (d.returning().isEmpty() || d.has(Fault.PARK_IGNORES_RETURNING)) {
        d.idleState(Draft.push(given, d.idle()), sleepers, searchers);
        d.act(new Parked(given));
      } else {
        d.idleState(d.idle(), sleepers, searchers);
        Blocking.handOver(d, given);
      }
    }
  }

  /** Why somebody looks at all queues. */
  enum Purpose {
    /** A Worker that has just parked: who finds a task wakes somebody. */
    RECHECK,
    /** Who wants to terminate: with a task queued, it leaves it at that; who queued it wakes. */
    TERMINATE,
    /** Only as a fault: a Worker that has not parked yet. */
    EARLY
  }

  /**
   * A look at one queue, and at the others after it, one by one.
   *
   * @param at 0: the global queue; 2 p + 1: the ring of Processor p; 2 p + 2: its runNext
   */
  record Look(int at, Purpose purpose) implements Op {
    @Override
    public void run(Draft d) {
      boolean found = sees(d.before, at) && !isSkipped(d);
      d.act(new Looked(nameOf(at), found));
      if (!found) {
        d.then(at == 2 * d.setup.processors() ? whenEmpty() : new Look(at + 1, purpose));
      } else if (purpose == Purpose.EARLY) {
        d.instead();
      } else if (purpose == Purpose.RECHECK) {
        d.then(Waking.WAKE);
      }
    }

    private boolean isSkipped(Draft d) {
      return purpose == Purpose.RECHECK
          && (d.has(Fault.NO_RECHECK)
              || (at == 0 && d.has(Fault.RECHECK_SKIPS_GLOBAL))
              || (at % 2 == 1 && d.has(Fault.RECHECK_SKIPS_RINGS))
              || (at > 0 && at % 2 == 0 && d.has(Fault.RECHECK_SKIPS_RUN_NEXT)));
    }

    private Op whenEmpty() {
      return switch (purpose) {
        case RECHECK -> Ending.TRY_TERMINATE;
        case TERMINATE -> Ending.LOOK_AT_ROSTERS;
        case EARLY -> Park.AFTER_LOOKS;
      };
    }
  }

  /** The name of a place, numbered as in {@link Look}. */
  static String nameOf(int place) {
    String kind = place == 0 ? "global" : place % 2 == 1 ? "ring P" : "runNext P";
    return place == 0 ? kind : kind + (place - 1) / 2;
  }

  /** Whether a task is to be seen anywhere. */
  static boolean seesAny(Setup setup, Model model) {
    for (int place = 0; place <= 2 * setup.processors(); place++) {
      if (sees(model, place)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a task is to be seen at one place, numbered as in {@link Look}. */
  static boolean sees(Model model, int at) {
    if (at == 0) {
      return !Putting.globalLooksEmpty(model);
    }
    Queue queue = model.queues().get((at - 1) / 2);
    return at % 2 == 1 ? !queue.ring().isEmpty() : queue.next() != Model.NONE;
  }

  /** A woken Worker takes the Processor that it was handed, and begins a round as a searcher. */
  record TakeOver(int processor) implements Op {
    @Override
    public void run(Draft d) {
      d.me(d.me().withProcessor(processor).withSearching(true).withPicked(0));
      d.act(new TookOver(processor));
      List<Op> round = new ArrayList<>(Finding.round(d.setup, d.before, d.me()));
      d.instead(round.toArray(new Op[0]));
    }
  }
}
