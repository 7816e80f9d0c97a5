package dev.heddle.spec;

import dev.heddle.spec.Action.Listened;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Polled;
import dev.heddle.spec.Action.Refused;
import dev.heddle.spec.Action.TimerCancelled;
import dev.heddle.spec.Action.TimerFired;
import dev.heddle.spec.Action.TimerSet;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Timers.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How timers are set, cancelled and fired, and how those who are awake take events (kernel: {@code
 * Timers}, {@code Intake}, {@code Worker.lookAround}).
 *
 * <p>A timer is in the heap of the Processor on which it was set, or in that of those who hold
 * none, until somebody takes it out, who fires it or cancels it. Who holds a Processor looks at its
 * own heap before each pick, and at all heaps, and at the poller if nobody watches, when a look at
 * the global queue is due, and before it searches.
 */
final class Timing {
  private Timing() {}

  // ---------------------------------------------------------------- setting

  /** Anybody submits a task that is to begin later, if the phase and the task allow it. */
  static void schedule(Draft d, int task, int delay, Phase last) {
    boolean taken = d.task(task).status() != Status.NEW || d.timers.of(task) != null;
    if (d.phase.compareTo(last) > 0 || taken) {
      d.act(new Refused(task));
      return;
    }
    d.activate(task);
    d.act(new Looked("phase", true));
    Op recheck = new Recheck(task, last);
    boolean rechecks = !d.has(Fault.SCHEDULE_WITHOUT_RECHECK);
    Op set = new Publish(task, delay, true, null);
    d.then(rechecks ? new Op[] {set, recheck} : new Op[] {set});
  }

  /** Anybody has a task woken later; but one timer at a time. */
  static void readyAfter(Draft d, int task, int delay) {
    if (d.timers.of(task) != null) {
      d.act(new Refused(task));
    } else {
      new Publish(task, delay, false, null).run(d);
    }
  }

  /**
   * Puts a timer into a heap. Who watches is told next.
   *
   * @param seen only as a fault: the idle state that was read before, or null
   */
  record Publish(int task, int delay, boolean begins, Watching.Seen seen) implements Op {
    @Override
    public void run(Draft d) {
      if (d.has(Fault.TIMER_TOLD_BEFORE_IT_IS_SET) && seen == null) {
        d.watch(d.watch().withTimers());
        d.act(new Looked("watcher", d.watch().isThere()));
        d.then(new Publish(task, delay, begins, Watching.Seen.by(d)));
        return;
      }
      int heap = d.me().lent() ? Timers.OUTSIDE : d.p();
      int when = d.timers.now() + delay;
      d.timers = d.timers.with(new Timer(task, heap, when, begins));
      d.act(new TimerSet(task));
      if (seen != null) {
        if (seen.watch().isThere() || (seen.idle() && !seen.searched())) {
          Watching.tell(d, seen, when);
        }
      } else if (!d.has(Fault.TIMER_TOLD_TO_NOBODY)) {
        d.then(new Tell(when));
      }
    }

    @Override
    public List<Integer> tasks() {
      return begins ? List.of(task) : List.of();
    }
  }

  /** Who has set a timer says in the idle state that there are some, and reads who watches. */
  record Tell(int when) implements Op {
    @Override
    public void run(Draft d) {
      boolean first = !d.watch().timed();
      if (first) {
        d.watch(d.watch().withTimers());
        if (!d.has(Fault.NO_END_AFTER_FIRST_TIMER)) {
          d.then(Ending.TRY_TERMINATE);
        }
      }
      d.act(new Looked("watcher", d.watch().isThere()));
      Watching.tell(d, Watching.Seen.by(d), when);
    }
  }

  /** Who has set a timer for a task that is to begin looks again whether that was too late. */
  record Recheck(int task, Phase last) implements Op {
    @Override
    public void run(Draft d) {
      boolean late = d.phase.compareTo(last) > 0;
      d.act(new Looked("phase", late));
      if (late) {
        d.then(new Withdraw(task));
      }
    }
  }

  /** It was too late: the timer is taken back, unless it has fired. */
  record Withdraw(int task) implements Op {
    @Override
    public void run(Draft d) {
      cancel(d, task);
    }
  }

  // ---------------------------------------------------------------- cancelling

  /** Anybody takes a timer back, unless somebody has taken it out. */
  static void cancel(Draft d, int task) {
    Timer timer = d.timers.of(task);
    if (timer == null) {
      d.act(new Looked("timer of t" + task, false));
    } else if (d.has(Fault.CANCEL_BELIEVES_WHAT_IT_SAW)) {
      d.act(new Looked("timer of t" + task, true));
      d.then(new Believe(timer));
    } else {
      takeBack(d, timer);
    }
  }

  private static void takeBack(Draft d, Timer timer) {
    d.timers = d.timers.without(timer);
    d.act(new TimerCancelled(timer.task()));
    if (timer.begins()) {
      d.task(timer.task(), d.task(timer.task()).withStatus(Status.NEW));
      if (!d.has(Fault.NO_END_AFTER_CANCEL)) {
        d.then(Ending.TRY_TERMINATE); // it may have waited for this task only
      }
    }
  }

  /** Only as a fault: cancels what it has seen, though it has fired meanwhile. */
  private record Believe(Timer timer) implements Op {
    @Override
    public void run(Draft d) {
      takeBack(d, timer);
    }
  }

  /**
   * After shutdownNow: takes all timers out, heap by heap, and cancels the tasks that were to
   * begin.
   */
  static void drain(Draft d) {
    List<Op> ops = new ArrayList<>();
    List<Timer> timers = new ArrayList<>(d.timers.pending());
    timers.sort(Comparator.comparingInt(Timer::heap).thenComparingInt(Timer::when));
    for (Timer timer : timers) {
      if (timer.begins()) {
        ops.add(new Putting.Cancel(timer.task()));
      }
    }
    d.act(new Looked("timers", !timers.isEmpty()));
    d.timers = new Timers(d.timers.now(), List.of());
    d.then(ops.toArray(new Op[0]));
  }

  // ---------------------------------------------------------------- firing

  /** Who holds a Processor takes the timers of a heap out that are due, one by one. */
  record Fire(int heap) implements Op {
    @Override
    public void run(Draft d) {
      Timer due = d.timers.firstDue(heap);
      if (due == null) {
        d.act(new Looked(heap == Timers.OUTSIDE ? "timers" : "timers P" + heap, false));
        return;
      }
      d.timers = d.timers.without(due);
      d.act(new TimerFired(due.task()));
      d.then(this);
      if (due.begins()) {
        Putting.putBehind(d, due.task(), Fault.NO_WAKE_AFTER_FIRING);
      } else {
        d.then(new Deliver(due.task()));
      }
    }
  }

  /** Wakes a task: its timer has fired, or its event has come. */
  record Deliver(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.poll = d.poll.delivered(task);
      if (d.task(task).hasEnded()) {
        d.act(new Looked("t" + task, false));
      } else {
        Running.ready(d, task, true);
      }
    }
  }

  // ---------------------------------------------------------------- looking around

  /** At a due look at the global queue: what is due anywhere, and what events have come. */
  static List<Op> aroundAtDueLook(Setup setup) {
    return setup.has(Fault.DUE_LOOK_FORGETS_TIMERS) ? List.of() : around(setup, false);
  }

  /** Before a search: the same. */
  static List<Op> aroundBeforeSearch(Setup setup) {
    return setup.has(Fault.SEARCH_FORGETS_TIMERS) ? List.of() : around(setup, true);
  }

  private static List<Op> around(Setup setup, boolean search) {
    List<Op> ops = new ArrayList<>();
    if (setup.hasTimers()) {
      ops.add(new Around(search));
    } else if (setup.polls()) {
      ops.add(new MayPoll(search, false));
    }
    return ops;
  }

  /** Reads in the idle state whether there are timers; if so, fires those of all heaps. */
  private record Around(boolean search) implements Op {
    @Override
    public void run(Draft d) {
      boolean timed = d.watch().timed();
      d.act(new Looked("whether timers were set", timed));
      List<Op> ops = new ArrayList<>();
      if (timed) {
        for (int heap = Timers.OUTSIDE; heap < d.setup.processors(); heap++) {
          ops.add(new Fire(heap));
        }
      }
      if (d.setup.polls()) {
        ops.add(new MayPoll(search, timed));
      } else if (search && timed) {
        ops.add(Finding.Look.RING_AGAIN);
      }
      d.then(ops.toArray(new Op[0]));
    }
  }

  /** Looks whether a poll may find something: tasks wait, and nobody watches. */
  private record MayPoll(boolean search, boolean timed) implements Op {
    @Override
    public void run(Draft d) {
      boolean may = d.poll.hasWaiters() && !d.watch().isThere();
      d.act(new Looked("poller", may));
      if (may) {
        d.then(new PollNow(search));
      } else if (search && timed) {
        d.then(Finding.Look.RING_AGAIN);
      }
    }
  }

  /** Polls without waiting. */
  private record PollNow(boolean search) implements Op {
    @Override
    public void run(Draft d) {
      List<Op> ops = Watching.deliveries(d.poll.come());
      if (search) {
        ops.add(Finding.Look.RING_AGAIN);
      }
      d.act(new Polled(d.poll.come().size()));
      d.poll = d.poll.taken();
      d.then(ops.toArray(new Op[0]));
    }
  }

  // ---------------------------------------------------------------- waiting for events

  /**
   * A task is to be woken when its event comes; who says so outside of a task looks who watches.
   */
  static void listen(Draft d, int task) {
    if (d.poll.waiting().contains(task)) {
      d.act(new Refused(task));
      return;
    }
    d.poll = d.poll.waitsFor(task);
    d.act(new Listened(task));
    if (d.p() == Model.NONE) {
      d.then(Watching.LOOK_AGAIN);
    }
  }
}
