package dev.heddle.spec;

import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Nudged;
import dev.heddle.spec.Action.Polled;
import dev.heddle.spec.Action.Watched;
import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * How those who sleep wait for time and for events (kernel: {@code Watching}, {@code Watcher}).
 *
 * <p>One of them is the watcher. It sleeps until the first timer is due, or until an event comes,
 * in the poller if there is one. A Worker that has parked reads the idle state, then all heaps and
 * whether anybody waits for an event; if so, and nobody watches, it becomes the watcher, and reads
 * them again before it sleeps. Nobody becomes the watcher while somebody searches: a searcher goes
 * through the same before it sleeps; and who was taken for one out of the poller may still be
 * there.
 *
 * <p>Who sets a timer, or makes a Processor idle, does its part first, and then reads the idle
 * state: without a watcher it wakes somebody, and a watcher that sleeps for longer is nudged.
 */
enum Watching implements Op {
  /** A round of a Worker that has no Processor: was it handed one, and what does the state say? */
  ROUND {
    @Override
    public void run(Draft d) {
      if (d.me().handed() != Model.NONE) {
        d.me().todo().get(0).run(d); // it is the last thing that it has to do
        return;
      }
      if (d.phase == Phase.TERMINATED) {
        d.act(new Looked("phase", true));
        return;
      }
      d.me(d.me().withNudged(false).withQuiet(true));
      d.act(new Looked("watcher", d.watch().isThere()));
      d.then(new Read(Seen.by(d)));
    }
  },
  /** Who has made a Processor idle, or added one who waits, reads the state. */
  LOOK_AGAIN {
    @Override
    public void run(Draft d) {
      d.act(new Looked("watcher", d.watch().isThere()));
      d.then(new ReadAgain(Seen.by(d)));
    }
  };

  /** There is nothing to watch. */
  private static final int NOTHING = -1;

  /**
   * What somebody has read of the idle state.
   *
   * @param watch who watched
   * @param idle whether a Processor was idle
   * @param searched whether somebody searched
   * @param parked whether the reader was parked
   */
  record Seen(Watch watch, boolean idle, boolean searched, boolean parked) {
    static Seen by(Draft d) {
      boolean parked = d.parked().contains(d.me);
      return new Seen(d.watch(), !d.idle().isEmpty(), d.searching() > 0, parked);
    }

    /** Whether who has read this looks at the heaps. */
    boolean looksAtTimers() {
      return watch.timed() && idle;
    }
  }

  /** Until when somebody has to watch, by what was read before and by what is read now. */
  private static int until(Draft d, Seen seen) {
    int earliest = seen.looksAtTimers() ? d.timers.earliest() : Timers.NEVER;
    return earliest != Timers.NEVER || d.poll.hasWaiters() ? earliest : NOTHING;
  }

  // ---------------------------------------------------------------- a Worker that sleeps

  /** It reads the heaps and the poller, and decides. */
  record Read(Seen seen) implements Op {
    @Override
    public void run(Draft d) {
      int until = until(d, seen);
      d.act(new Looked("timers and events", until != NOTHING));
      if (seen.watch().worker() == d.me) {
        goOn(d, until);
      } else if (until != NOTHING && takesPart(d, until)) {
        d.then(new Become(until));
      } else {
        d.me(d.me().withQuiet(false));
      }
    }

    private void goOn(Draft d, int until) {
      if (until == NOTHING) {
        d.me(d.me().withQuiet(false));
        d.then(new Stop(List.of()));
        return;
      }
      if (until != seen.watch().until()) {
        d.then(new Become(until));
        return;
      }
      d.me(d.me().withQuiet(false));
      Op sleep = new Sleep(d.me, until, d.setup.polls());
      if (d.timers.now() >= until) {
        d.then(new Stop(List.of()));
      } else if (d.has(Fault.NUDGE_LOST_BEFORE_SLEEP)) {
        d.then(new FallAsleep(), sleep);
      } else {
        d.then(sleep);
      }
    }

    private boolean takesPart(Draft d, int until) {
      if (seen.watch().isThere()) {
        d.then(LOOK_AGAIN);
        return false;
      }
      boolean searched = seen.searched() && !d.has(Fault.WATCH_BESIDE_A_SEARCHER);
      boolean forgets = until == Timers.NEVER && d.has(Fault.PARK_FORGETS_WAITERS);
      return seen.parked() && !searched && !forgets;
    }
  }

  /** Only as a fault: what was meant to end its sleep comes too early, and is forgotten. */
  private record FallAsleep() implements Op {
    @Override
    public void run(Draft d) {
      d.me(d.me().withNudged(false));
      d.poll = d.poll.withWoken(false);
      d.act(new Looked("permit", false));
    }
  }

  /**
   * It becomes the watcher, or changes its mind, if the idle state is still the one it has read.
   */
  record Become(int until) implements Op {
    @Override
    public void run(Draft d) {
      boolean unchanged = d.me().quiet();
      d.me(d.me().withQuiet(false));
      if (!unchanged) {
        d.act(new Looked("idle", false));
        d.then(ROUND);
        return;
      }
      d.idleState(d.idle(), without(d.parked(), d.me), d.searching());
      d.watch(d.watch().by(d.me, until));
      d.act(new Action.Watching(until));
      if (d.has(Fault.NO_END_AFTER_WATCH)) {
        d.then(ROUND);
      } else {
        d.then(Ending.TRY_TERMINATE, ROUND);
      }
    }

    private static List<Integer> without(List<Integer> parked, int worker) {
      return parked.stream().filter(each -> each != worker).toList();
    }
  }

  /**
   * The watcher sleeps. A park is over with a permit, which may be older; a poll with a wakeup,
   * which may be older too, or with an event.
   *
   * @param worker who it is
   * @param until until when
   * @param polls whether it does so in the poller
   */
  record Sleep(int worker, int until, boolean polls) implements Op {
    @Override
    public boolean isEnabled(Model model) {
      Agent me = model.agents().get(worker);
      boolean called =
          polls
              ? model.poll().woken() || !model.poll().come().isEmpty()
              : me.nudged() || me.handed() != Model.NONE;
      return called || model.timers().now() >= until || model.phase() == Phase.TERMINATED;
    }

    @Override
    public void run(Draft d) {
      if (!polls) {
        ROUND.run(d);
        return;
      }
      List<Integer> come = d.poll.come();
      d.poll = d.poll.taken().withWoken(false);
      d.act(new Polled(come.size()));
      boolean over = !come.isEmpty() || d.timers.now() >= until;
      d.then(over ? new Stop(come) : ROUND);
    }
  }

  /**
   * There is something to do, or nothing to watch: the watcher takes the first idle Processor, as a
   * searcher, or is parked. If somebody was faster, and has handed it one, it is the watcher no
   * more.
   *
   * @param events the tasks that it brings back from the poller
   */
  record Stop(List<Integer> events) implements Op {
    @Override
    public void run(Draft d) {
      boolean handed = d.watch().worker() != d.me;
      if (!handed && !d.idle().isEmpty()) {
        takeProcessor(d);
        return;
      }
      if (handed) {
        d.act(new Looked("watcher", false));
      } else {
        d.watch(d.watch().byNobody());
        d.idleState(d.idle(), Draft.push(d.me, d.parked()), d.searching());
        d.act(new Looked("idle", false));
      }
      boolean lost = d.has(handed ? Fault.EVENTS_LOST_TO_A_WAKER : Fault.EVENTS_NEED_A_PROCESSOR);
      List<Op> ops = lost ? new ArrayList<>() : deliveries(events);
      ops.add(new Sleeping.Look(0, Sleeping.Purpose.RECHECK));
      ops.add(ROUND);
      d.then(ops.toArray(new Op[0]));
    }

    private void takeProcessor(Draft d) {
      int processor = d.idle().get(0);
      d.watch(d.watch().byNobody());
      d.idleState(d.idle().subList(1, d.idle().size()), d.parked(), d.searching() + 1);
      d.me(d.me().withProcessor(processor).withSearching(true).withPicked(0));
      d.act(new Watched(processor));
      d.instead(deliveries(events).toArray(new Op[0]));
    }
  }

  static List<Op> deliveries(List<Integer> events) {
    List<Op> ops = new ArrayList<>();
    events.forEach(task -> ops.add(new Timing.Deliver(task)));
    return ops;
  }

  // ---------------------------------------------------------------- others

  /** Who looks again reads the heaps and the poller. */
  record ReadAgain(Seen seen) implements Op {
    @Override
    public void run(Draft d) {
      int until = until(d, seen);
      d.act(new Looked("timers and events", until != NOTHING));
      if (until != NOTHING) {
        tell(d, seen, until);
      }
    }
  }

  /** By what was read before: somebody is to watch until then. */
  static void tell(Draft d, Seen seen, int until) {
    if (!seen.watch().isThere()) {
      d.then(Waking.WAKE);
    } else if (seen.idle() && seen.watch().until() > until) {
      d.then(new Nudge(seen.watch().worker()));
    }
  }

  /** A Worker that watches, or did, looks again: the permit of its park, or the poller's wakeup. */
  record Nudge(int worker) implements Op {
    @Override
    public void run(Draft d) {
      if (d.setup.polls()) {
        d.poll = d.poll.withWoken(true);
      } else {
        d.agent(worker, d.agent(worker).withNudged(true));
      }
      d.act(new Nudged(worker));
    }
  }
}
