package dev.heddle.spec;

import dev.heddle.spec.Action.HandedOver;
import dev.heddle.spec.Action.Lent;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Reclaimed;
import dev.heddle.spec.Action.Released;
import dev.heddle.spec.Action.Retook;
import dev.heddle.spec.Action.Returned;
import dev.heddle.spec.Action.TookOver;
import dev.heddle.spec.Action.Waits;
import dev.heddle.spec.Model.Queue;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Running.Play;
import java.util.ArrayList;
import java.util.List;

/**
 * How a task blocks its Worker, and not its Processor.
 *
 * <p>A Worker lends its Processor before a call that may block, and reclaims it afterwards. Both
 * are one CAS of the Processor's lease, which nobody else looks at as long as all goes well. If the
 * call takes long, a monitor retakes the Processor: it wins the lease, and releases the Processor
 * to whoever waits for one, or to the idle ones, as a Worker does that knows beforehand that its
 * call is long, and hands its Processor off.
 *
 * <p>A Worker that comes back too late takes an idle Processor, in the middle of its task's step;
 * if there is none, it waits in line. Processors come to that line from whoever releases one or
 * parks; and, because busy ones do neither, from the Worker whose look at the global queue is due:
 * it makes room for one that waits, once before each of these looks, and the look comes after that.
 *
 * <p>A Worker with a task and no Processor is away: nobody sees it in a queue, and all Processors
 * may be idle meanwhile. So they are counted, and the end waits for them.
 */
final class Blocking {
  private Blocking() {}

  // ---------------------------------------------------------------- the task's Worker

  /** A task in the middle of a step begins or ends a call that may block. */
  static void call(Draft d, Call call, Play step) {
    if (call == Call.ENTER) {
      d.me(d.me().withLent(true));
      d.act(new Lent(d.p()));
      d.then(new Play(step.task(), d.p()));
    } else if (call == Call.EXIT) {
      exit(d, step);
    } else {
      int processor = d.p();
      d.me(d.me().withProcessor(Model.NONE));
      d.then(new Play(step.task()));
      release(d, processor);
    }
  }

  private static void exit(Draft d, Play step) {
    d.then(new Play(step.task()));
    if (step.lent() == Model.NONE) {
      comeBack(d);
    } else if (isStillLent(d, step.lent())) {
      d.me(d.me().withProcessor(step.lent()).withLent(false));
      d.act(new Reclaimed(step.lent()));
    } else {
      d.act(new Looked("lease P" + step.lent(), false));
      d.then(Return.COME_BACK);
    }
  }

  /** The lease counts: that it is lent is not enough, it must be this Worker's loan. */
  private static boolean isStillLent(Draft d, int processor) {
    boolean byAnybody = borrower(d, processor) != Model.NONE;
    return d.me().lent()
        || d.has(Fault.EXIT_WITHOUT_LOOKING)
        || (byAnybody && d.has(Fault.LEASE_WITHOUT_COUNT));
  }

  private static void comeBack(Draft d) {
    if (d.idle().isEmpty() || d.has(Fault.RETURN_WITHOUT_LOOKING)) {
      if (d.setup.timed()) {
        int bound = Bounds.returning(d.setup, d.returning().size());
        Accounts.patience(d, d.me().task(), bound);
      }
      d.returning(Draft.concat(d.returning(), List.of(d.me)), d.away());
      d.act(new Waits());
      d.then(Return.WAIT);
    } else {
      int processor = d.idle().get(0);
      d.returning(d.returning(), oneLess(d));
      d.idleState(d.idle().subList(1, d.idle().size()), d.parked(), d.searching());
      d.me(d.me().withProcessor(processor));
      d.act(new Returned(processor));
    }
  }

  private static int oneLess(Draft d) {
    return d.has(Fault.RETURN_FORGETS_TO_COUNT) ? d.away() : d.away() - 1;
  }

  /** A Worker that has no Processor any more, and wants to go on. */
  private enum Return implements Op {
    /** Takes an idle Processor, or joins those who wait for one: one CAS. */
    COME_BACK {
      @Override
      public void run(Draft d) {
        comeBack(d);
      }
    },
    /** Sleeps until it is handed one. */
    WAIT {
      @Override
      public void run(Draft d) {
        throw new AssertionError("who sleeps does nothing");
      }

      @Override
      public boolean isEnabled(Model model) {
        return false;
      }
    }
  }

  /** A Worker that has waited takes the Processor that it was handed, and goes on with its task. */
  record TakeBack(int processor) implements Op {
    @Override
    public void run(Draft d) {
      d.me(d.me().withProcessor(processor));
      d.act(new TookOver(processor));
    }
  }

  // ---------------------------------------------------------------- the monitor

  /** A thread outside retakes a Processor, if it is lent at this moment. */
  static void retake(Draft d, int processor) {
    int worker = borrower(d, processor);
    if (worker == Model.NONE) {
      d.act(new Looked("lease P" + processor, false));
    } else if (d.has(Fault.RETAKE_WITHOUT_CAS)) {
      d.act(new Looked("lease P" + processor, true));
      d.then(new Overwrite(processor));
    } else {
      take(d, processor, worker);
    }
  }

  private static int borrower(Draft d, int processor) {
    for (int i = 0; i < d.setup.workers(); i++) {
      if (d.agent(i).processor() == processor && d.agent(i).lent()) {
        return i;
      }
    }
    return Model.NONE;
  }

  private static void take(Draft d, int processor, int worker) {
    if (worker != Model.NONE) {
      d.agent(worker, d.agent(worker).withProcessor(Model.NONE).withLent(false));
    }
    d.act(new Retook(processor));
    d.then(new Release(processor));
  }

  /** Only as a fault: retakes what it has seen to be lent, whoever has reclaimed it meanwhile. */
  private record Overwrite(int processor) implements Op {
    @Override
    public void run(Draft d) {
      take(d, processor, borrower(d, processor));
    }
  }

  // ---------------------------------------------------------------- releasing

  /** A retaken Processor is in the monitor's hands. */
  record Release(int processor) implements Op {
    @Override
    public void run(Draft d) {
      release(d, processor);
    }
  }

  /**
   * A Worker goes on without its Processor: that is handed to the first who waits for one, or is
   * idle. One CAS; then a look at all queues, as after parking, and at who watches.
   */
  private static void release(Draft d, int processor) {
    d.returning(d.returning(), d.away() + 1);
    if (d.returning().isEmpty() || d.has(Fault.RELEASE_IGNORES_RETURNING)) {
      d.idleState(Draft.push(processor, d.idle()), d.parked(), d.searching());
      d.act(new Released(processor));
    } else {
      handOver(d, processor);
    }
    if (d.setup.watches() && !d.has(Fault.RELEASE_TELLS_NO_WATCHER)) {
      d.then(Watching.LOOK_AGAIN);
    }
    if (!d.has(Fault.NO_RECHECK_AFTER_RELEASE)) {
      d.then(new Sleeping.Look(0, Sleeping.Purpose.RECHECK));
    }
  }

  /** Part of one change of the idle state: the first who waits for a Processor gets it. */
  static void handOver(Draft d, int processor) {
    List<Integer> others = new ArrayList<>(d.returning());
    int worker = others.remove(d.has(Fault.LAST_RETURNS_FIRST) ? others.size() - 1 : 0);
    d.returning(List.copyOf(others), oneLess(d));
    d.handBack(worker, processor);
    d.act(new HandedOver(worker, processor));
  }

  // ---------------------------------------------------------------- making room

  /** Whether a round begins with a look at those who wait for a Processor. */
  static boolean isDue(Setup setup, Queue queue) {
    return (setup.blocks() || setup.spares() > 0)
        && (queue.overrun() || Bounds.globalIsDue(setup, queue))
        && !queue.yieldedDue()
        && !setup.has(Fault.NO_DUE_RETURN);
  }

  /**
   * A Worker whose look at the global queue is due, or whose slice is used up, looks whether
   * somebody waits for a Processor, or there is one too many. If so, it parks; a task that it was
   * to go on with goes behind the others.
   */
  enum MakeRoom implements Op {
    LOOK {
      @Override
      public void run(Draft d) {
        boolean excess = d.spares().excess() > 0 && !d.has(Fault.NO_DUE_BENCH);
        boolean found = excess || !d.returning().isEmpty();
        d.act(new Looked("returning", found));
        if (found) {
          int again = d.me().again();
          boolean marks = !d.has(Fault.MAKES_ROOM_AGAIN_AND_AGAIN);
          d.queue(d.p(), d.queue(d.p()).withYieldedDue(marks));
          if (!excess) { // without spare ones it makes no difference
            d.instead(d.setup.spares() > 0 ? Sleeping.Park.FOR_ANOTHER : Sleeping.Park.NOW);
          } else if (d.has(Fault.BENCH_KEEPS_TASKS)) {
            d.instead(Sleeping.Park.FOR_GOOD);
          } else {
            d.instead(new Rescuing.SpillAll(0), Sleeping.Park.FOR_GOOD);
          }
          if (again != Model.NONE) {
            Putting.putBehind(d, again, Fault.NO_WAKE_AFTER_MAKING_ROOM);
          }
        }
      }
    }
  }
}
