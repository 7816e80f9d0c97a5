package dev.heddle.spec;

import dev.heddle.spec.Action.Found;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Picked;
import dev.heddle.spec.Action.Searching;
import dev.heddle.spec.Action.Source;
import dev.heddle.spec.Action.Stole;
import dev.heddle.spec.Action.Took;
import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Queue;
import java.util.ArrayList;
import java.util.List;

/** How a Worker finds a task (kernel: {@code findRunnable}, {@code steal}, {@code picked}). */
final class Finding {
  private Finding() {}

  /** What a Worker that holds a Processor does in a round, until it has a task. */
  static List<Op> round(Setup setup, Model model, Agent worker) {
    Queue queue = model.queues().get(worker.processor());
    List<Op> ops = new ArrayList<>();
    if (Blocking.isDue(setup, queue)) {
      ops.add(Blocking.MakeRoom.LOOK);
    }
    ops.addAll(timers(setup, model, worker));
    if (Bounds.globalIsDue(setup, queue)) {
      ops.add(Look.DUE_GLOBAL);
    }
    if (Bounds.nextIsAllowed(setup, queue)) {
      ops.add(Look.ALLOWED_NEXT);
    }
    ops.add(Look.RING);
    ops.add(Look.NEXT);
    ops.add(Look.BATCH);
    if (worker.searching()) {
      ops.addAll(search(setup, worker.processor()));
    } else {
      ops.add(Search.START);
    }
    return ops;
  }

  /** Before a pick: what is due anywhere, if the pick looks elsewhere, or else what is due here. */
  private static List<Op> timers(Setup setup, Model model, Agent worker) {
    if (Bounds.globalIsDue(setup, model.queues().get(worker.processor()))) {
      return Timing.aroundAtDueLook(setup);
    }
    return model.timers().holds(worker.processor())
        ? List.of(new Timing.Fire(worker.processor()))
        : List.of();
  }

  /** What it does in a round that goes on with a task. */
  static List<Op> goOn(Setup setup, Model model, Agent worker) {
    List<Op> ops = new ArrayList<>();
    if (Blocking.isDue(setup, model.queues().get(worker.processor()))) {
      ops.add(Blocking.MakeRoom.LOOK);
    }
    ops.addAll(timers(setup, model, worker));
    ops.add(new Again(worker.again(), true));
    return ops;
  }

  /** Every way to a task ends here: the accounts, and the wake that a publication owes. */
  private static void picked(Draft d, int task, Source source, int moved) {
    Accounts.count(d, d.p(), source);
    d.act(new Picked(d.p(), task, source, moved));
    d.me(d.me().withPicked(Model.NONE));
    Op run = new Running.Run(task);
    if (d.me().searching()) {
      Op wake = d.has(Fault.NO_WAKE_AFTER_FOUND) ? null : Waking.WAKE;
      d.instead(wake == null ? new Op[] {Search.STOP, run} : new Op[] {Search.STOP, wake, run});
    } else if (moved > 0 && !d.has(Fault.NO_WAKE_AFTER_BATCH)) {
      d.instead(Waking.WAKE, run);
    } else {
      d.instead(run);
    }
  }

  /**
   * A task that yielded while nobody else waited goes on.
   *
   * @param looked whether its Worker has looked, if that was due, whether it should make room
   */
  record Again(int task, boolean looked) implements Op {
    Again(int task) {
      this(task, false);
    }

    @Override
    public void run(Draft d) {
      picked(d, task, Source.AGAIN, 0);
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  /** The looks that every Worker takes, in this order. */
  enum Look implements Op {
    DUE_GLOBAL {
      @Override
      public void run(Draft d) {
        boolean gives = d.globalGives();
        d.act(new Looked("global", gives));
        if (gives) {
          picked(d, d.takeFromGlobal(1).get(0), Source.GLOBAL, 0);
        }
      }

      @Override
      public boolean isEnabled(Model model) {
        return Putting.globalIsUnlocked(model);
      }
    },
    ALLOWED_NEXT {
      @Override
      public void run(Draft d) {
        pollNext(d);
      }
    },
    RING {
      @Override
      public void run(Draft d) {
        List<Integer> ring = d.queue(d.p()).ring();
        d.act(new Looked("ring P" + d.p(), !ring.isEmpty()));
        if (!ring.isEmpty() && d.has(Fault.POLL_WITHOUT_CAS)) {
          d.then(new Believe(ring.get(0)));
        } else if (!ring.isEmpty()) {
          picked(d, d.takeFromRing(d.p(), 1).get(0), Source.RING, 0);
        }
      }
    },
    NEXT {
      @Override
      public void run(Draft d) {
        pollNext(d);
      }
    },
    /** After timers and events were taken in. */
    RING_AGAIN {
      @Override
      public void run(Draft d) {
        List<Integer> ring = d.queue(d.p()).ring();
        d.act(new Looked("ring P" + d.p(), !ring.isEmpty()));
        if (!ring.isEmpty()) {
          picked(d, d.takeFromRing(d.p(), 1).get(0), Source.RING, ring.size() - 1);
        }
      }
    },
    BATCH {
      @Override
      public void run(Draft d) {
        boolean gives = d.globalGives();
        d.act(new Looked("global", gives));
        if (gives) {
          int share = d.global.size() / d.setup.limit() + 1;
          List<Integer> batch =
              d.takeFromGlobal(writtenOf(d, Math.min(d.setup.sizes().ringCapacity() / 2, share)));
          d.act(new Took(batch.size()));
          receive(d, batch, Source.GLOBAL);
        }
      }

      @Override
      public boolean isEnabled(Model model) {
        return Putting.globalIsUnlocked(model);
      }
    };

    private static void pollNext(Draft d) {
      int task = d.takeNext(d.p());
      d.act(new Looked("runNext P" + d.p(), task != Model.NONE));
      if (task != Model.NONE) {
        picked(d, task, Source.RUN_NEXT, 0);
      }
    }

    /** How many of the oldest tasks, at most n, are written without a gap. */
    private static int writtenOf(Draft d, int n) {
      for (int i = 0; i < n; i++) {
        if (i == d.global.size() || Putting.isUnwritten(d.before, d.global.get(i))) {
          return i;
        }
      }
      return n;
    }
  }

  /** Tasks that were taken: one is run at once, several go through the ring. */
  private static void receive(Draft d, List<Integer> tasks, Source source) {
    if (tasks.size() == 1 && source == Source.GLOBAL) {
      picked(d, tasks.get(0), source, 0);
    } else {
      d.instead(new Receive(tasks, source));
    }
  }

  /** Tasks on their way into the taker's own ring, invisible to all others. The first is run. */
  record Receive(List<Integer> tasks, Source source) implements Op {
    @Override
    public void run(Draft d) {
      picked(d, tasks.get(0), source, tasks.size() - 1);
      d.addToRing(d.p(), tasks.subList(1, tasks.size())); // their wait begins after this pick
    }
  }

  /** Only as a fault: takes what it has seen, whoever else has taken it meanwhile. */
  record Believe(int task) implements Op {
    @Override
    public void run(Draft d) {
      List<Integer> ring = d.queue(d.p()).ring();
      if (!ring.isEmpty() && ring.get(0) == task) {
        d.takeFromRing(d.p(), 1);
      }
      picked(d, task, Source.RING, 0);
    }
  }

  /** Becoming a searcher, and ceasing to be one. */
  enum Search implements Op {
    START {
      @Override
      public void run(Draft d) {
        int busy = d.setup.processors() - d.idle().size() - d.spares().bench().size();
        if (2 * d.searching() >= busy) {
          d.act(new Looked("searchers", true));
          d.instead(Sleeping.Park.NOW);
          return;
        }
        d.idleState(d.idle(), d.parked(), d.searching() + 1);
        d.me(d.me().withSearching(true));
        d.me(d.me().withPicked(0));
        d.act(new Searching());
        d.instead(search(d.setup, d.p()).toArray(new Op[0]));
      }
    },
    STOP {
      @Override
      public void run(Draft d) {
        d.idleState(d.idle(), d.parked(), d.searching() - 1);
        d.me(d.me().withSearching(false));
        d.act(new Found());
      }
    }
  }

  private static List<Op> search(Setup setup, int thief) {
    List<Op> ops = new ArrayList<>(Timing.aroundBeforeSearch(setup));
    ops.add(firstSteal(setup, thief));
    return ops;
  }

  private static Op firstSteal(Setup setup, int thief) {
    return setup.processors() == 1 ? Sleeping.Park.NOW : new Steal(1, 1 << thief);
  }

  /**
   * A look at the ring of some victim that was not visited in this round.
   *
   * @param visited bit i: Processor i was visited, or is the thief's own
   */
  record Steal(int round, int visited) implements Op {
    @Override
    public int choices(Model model, Setup setup) {
      return setup.processors() - Integer.bitCount(visited);
    }

    @Override
    public void run(Draft d) {
      int victim = victim(d.choice());
      if (round == 1) {
        d.me(d.me().withPicked(d.me().picked() & ~(1 << victim)));
      }
      int size = d.queue(victim).ring().size();
      if (size > 0) {
        List<Integer> loot = d.takeFromRing(victim, size - size / 2);
        d.act(new Stole(d.p(), victim, loot.size()));
        receive(d, loot, Source.STOLEN);
      } else {
        d.act(new Looked("ring P" + victim, false));
        boolean idling = (d.me().picked() & 1 << victim) == 0;
        if (round == d.setup.sizes().stealRounds() && idling) {
          d.instead(new StealNext(victim, this));
        } else {
          d.instead(after(victim, d));
        }
      }
    }

    private int victim(int choice) {
      int victim = Integer.numberOfTrailingZeros(~visited);
      for (int i = 0; i < choice; i++) {
        victim = Integer.numberOfTrailingZeros(~visited & -1 << (victim + 1));
      }
      return victim;
    }

    private Op after(int victim, Draft d) {
      int now = visited | 1 << victim;
      if (Integer.bitCount(now) < d.setup.processors()) {
        return new Steal(round, now);
      }
      return round < d.setup.sizes().stealRounds()
          ? new Steal(round + 1, 1 << d.p())
          : Sleeping.Park.NOW;
    }
  }

  /** A look at the victim's runNext, in the last round. */
  record StealNext(int victim, Steal look) implements Op {
    @Override
    public void run(Draft d) {
      int task = d.takeNext(victim);
      if (task == Model.NONE) {
        d.act(new Looked("runNext P" + victim, false));
        d.instead(look.after(victim, d));
      } else {
        d.act(new Stole(d.p(), victim, 1));
        receive(d, List.of(task), Source.STOLEN_NEXT);
      }
    }
  }
}
