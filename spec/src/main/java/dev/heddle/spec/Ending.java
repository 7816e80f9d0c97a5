package dev.heddle.spec;

import dev.heddle.spec.Action.Closed;
import dev.heddle.spec.Action.Exited;
import dev.heddle.spec.Action.LifecycleMoved;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Took;
import dev.heddle.spec.Model.Phase;
import java.util.ArrayList;
import java.util.List;

/** How the Scheduler ends (kernel: {@code Shutdown}). */
enum Ending implements Op {
  /** Reads the phase and the idle state: is it time to look whether all is over? */
  TRY_TERMINATE {
    @Override
    public void run(Draft d) {
      boolean ending = d.phase == Phase.SHUTDOWN || d.phase == Phase.STOP;
      boolean none = d.away() == 0 || d.has(Fault.TERMINATE_FORGETS_AWAY);
      boolean quiet = ending && none && isNoneHeld(d);
      d.act(new Looked("idle", quiet));
      if (quiet) {
        d.me(d.me().withQuiet(true));
        d.then(
            d.has(Fault.TERMINATE_WITHOUT_LOOKING)
                ? LOOK_AT_ROSTERS
                : new Sleeping.Look(0, Sleeping.Purpose.TERMINATE));
      }
    }
  },
  /** Looks for tasks that have parked and not ended. */
  LOOK_AT_ROSTERS {
    @Override
    public void run(Draft d) {
      boolean found =
          d.before.tasks().stream().anyMatch(Model.Task::rostered)
              && !d.has(Fault.TERMINATE_FORGETS_PARKED);
      d.act(new Looked("rosters", found));
      if (!found) {
        d.then(d.setup.hasTimers() ? LOOK_AT_TIMERS : CLOSE);
      }
    }
  },
  /** Looks for timers by which tasks are to begin. */
  LOOK_AT_TIMERS {
    @Override
    public void run(Draft d) {
      boolean found = d.timers.awaitTasks() && !d.has(Fault.TERMINATE_FORGETS_TIMERS);
      d.act(new Looked("timers", found));
      if (!found) {
        d.then(CLOSE);
      }
    }
  },
  /** Closes the idle state, if it is still the one that was read. */
  CLOSE {
    @Override
    public void run(Draft d) {
      boolean unchanged = d.me().quiet() || d.has(Fault.CLOSE_WITHOUT_CAS);
      d.act(new Closed(unchanged && !d.before.closed()));
      if (unchanged && !d.before.closed()) {
        d.close();
        d.then(TERMINATE);
      }
    }
  },
  /** The thread that closed the idle state lets the Workers go. */
  TERMINATE {
    @Override
    public void run(Draft d) {
      d.phase = Phase.TERMINATED;
      d.act(new LifecycleMoved(Phase.TERMINATED));
    }
  },
  /** Reads who is on the rosters, to cancel those that are parked. */
  SWEEP_ROSTERS {
    @Override
    public void run(Draft d) {
      List<Op> ops = new ArrayList<>();
      for (int i = 0; i < d.setup.tasks().size(); i++) {
        if (d.task(i).rostered()) {
          ops.add(new Running.CancelParked(i));
        }
      }
      d.act(new Looked("rosters", !ops.isEmpty()));
      d.then(ops.toArray(new Op[0]));
    }
  },
  /** Takes all timers out of the heaps. */
  DRAIN {
    @Override
    public void run(Draft d) {
      Timing.drain(d);
    }
  },
  /** A Worker without a Processor sees that all is over. */
  EXIT {
    @Override
    public void run(Draft d) {
      d.act(new Exited());
      d.then(GONE);
    }
  },
  /** A Worker whose thread has ended. */
  GONE {
    @Override
    public void run(Draft d) {
      throw new AssertionError("the dead do nothing");
    }

    @Override
    public boolean isEnabled(Model model) {
      return false;
    }
  };

  private static boolean isNoneHeld(Draft d) {
    int benched = d.has(Fault.TERMINATE_FORGETS_BENCH) ? 0 : d.spares().bench().size();
    return d.has(Fault.TERMINATE_COUNTS_NO_SPARES)
        ? d.idle().size() >= d.setup.limit()
        : d.idle().size() + benched == d.setup.processors();
  }

  /** A thread outside calls shutdown. */
  static void shutdown(Draft d) {
    boolean first = d.phase == Phase.RUNNING;
    d.phase = first ? Phase.SHUTDOWN : d.phase;
    d.act(first ? new LifecycleMoved(Phase.SHUTDOWN) : new Looked("phase", true));
    d.then(TRY_TERMINATE);
  }

  /** A thread outside calls shutdownNow. */
  static void shutdownNow(Draft d) {
    boolean first = d.phase.compareTo(Phase.STOP) < 0;
    d.phase = first ? Phase.STOP : d.phase;
    d.act(first ? new LifecycleMoved(Phase.STOP) : new Looked("phase", true));
    boolean drains = d.setup.hasTimers() && !d.has(Fault.STOP_LEAVES_TIMERS);
    Op sweep = new SweepQueue(0);
    d.then(drains ? new Op[] {sweep, DRAIN, TRY_TERMINATE} : new Op[] {sweep, TRY_TERMINATE});
  }

  /**
   * Takes what a queue holds, and cancels it; then the next one.
   *
   * @param at which queue, numbered as in {@link Sleeping.Look}
   */
  private record SweepQueue(int at) implements Op {
    @Override
    public void run(Draft d) {
      List<Integer> taken = take(d);
      boolean last = at == 2 * d.setup.processors();
      d.act(taken.isEmpty() ? new Looked("queue", false) : new Took(taken.size()));
      List<Op> ops = new ArrayList<>();
      taken.forEach(task -> ops.add(new Putting.Cancel(task)));
      if (!taken.isEmpty() && (at == 0 || at % 2 == 1)) {
        ops.add(this);
      } else {
        ops.add(last ? SWEEP_ROSTERS : new SweepQueue(at + 1));
      }
      d.then(ops.toArray(new Op[0]));
    }

    private List<Integer> take(Draft d) {
      if (at == 0) {
        return d.globalGives() ? d.takeFromGlobal(1) : List.of();
      }
      int processor = (at - 1) / 2;
      if (at % 2 == 1) {
        int size = d.queue(processor).ring().size();
        return d.takeFromRing(processor, size - size / 2);
      }
      int next = d.takeNext(processor);
      return next == Model.NONE ? List.of() : List.of(next);
    }

    @Override
    public boolean isEnabled(Model model) {
      return at > 0 || Putting.globalIsUnlocked(model);
    }
  }
}
