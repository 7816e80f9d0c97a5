package dev.heddle.spec;

import dev.heddle.spec.Action.Began;
import dev.heddle.spec.Action.Cancelled;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Overran;
import dev.heddle.spec.Action.Permit;
import dev.heddle.spec.Action.Readied;
import dev.heddle.spec.Action.Refused;
import dev.heddle.spec.Action.Result;
import dev.heddle.spec.Action.Stepped;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Model.Task;
import dev.heddle.spec.Move.Await;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.Cancel;
import dev.heddle.spec.Move.End;
import dev.heddle.spec.Move.Listen;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.ReadyAfter;
import dev.heddle.spec.Move.Schedule;
import dev.heddle.spec.Move.Submit;
import java.util.List;

/** How a Worker runs a task, and what a task's moves do (kernel: {@code run}, {@code Task}). */
final class Running {
  private Running() {}

  /** A picked task begins a step, or is cancelled because of shutdownNow. */
  record Run(int task) implements Op {
    @Override
    public void run(Draft d) {
      if (d.phase == Phase.STOP) {
        d.task(task, d.task(task).ended(Status.CANCELLED));
        d.act(new Cancelled(task));
      } else {
        d.task(task, d.task(task).withOwed(false));
        d.act(new Began(task));
        d.then(new Play(task));
      }
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  /**
   * A task in the middle of a step makes its next move.
   *
   * @param lent the Processor that its Worker has lent, as that remembers it, or NONE
   */
  record Play(int task, int lent) implements Op {
    Play(int task) {
      this(task, Model.NONE);
    }

    @Override
    public void run(Draft d) {
      int at = d.task(task).at();
      Move move = d.script(task).at(at);
      d.task(task, d.task(task).withAt(d.script(task).after(at)));
      if (move instanceof Submit submit) {
        d.then(this);
        submit(d, submit.task(), Phase.SHUTDOWN);
      } else if (move instanceof Ready ready) {
        d.then(this);
        ready(d, ready.task(), false);
      } else if (move instanceof Schedule schedule) {
        d.then(this);
        Timing.schedule(d, schedule.task(), schedule.delay(), Phase.SHUTDOWN);
      } else if (move instanceof ReadyAfter ready) {
        d.then(this);
        Timing.readyAfter(d, ready.task(), ready.delay());
      } else if (move instanceof Cancel cancel) {
        d.then(this);
        Timing.cancel(d, cancel.task());
      } else if (move instanceof Listen listen) {
        d.then(this);
        Timing.listen(d, listen.task());
      } else if (move instanceof Await await) {
        d.act(new Looked("end of t" + await.task(), false));
        d.then(new Rescuing.Blocked(await.task()), this);
      } else if (move == Call.OVERRUN) {
        if (d.setup.hasTimers() && !d.queue(d.p()).overrun()) {
          d.timers = d.timers.later(); // a tick is as long as a slice
        }
        d.queue(d.p(), d.queue(d.p()).withOverrun());
        d.act(new Overran(d.p()));
        d.then(this);
      } else if (move instanceof Call call) {
        Blocking.call(d, call, this);
      } else if (move == End.YIELD) {
        d.act(new Stepped(task, Result.YIELD));
        d.then(new GoOn(task, 0));
      } else if (move == End.PARK) {
        park(d);
      } else {
        d.task(task, d.task(task).ended(Status.DONE));
        d.act(new Stepped(task, Result.DONE));
      }
    }

    private void park(Draft d) {
      Task now = d.task(task).withRostered();
      if (now.permit()) {
        d.task(task, now.withPermit(false));
        d.act(new Stepped(task, Result.YIELD));
        d.then(new GoOn(task, 0));
      } else {
        d.task(task, now.withStatus(Status.PARKED));
        d.act(new Stepped(task, Result.PARK));
        d.then(d.has(Fault.PARK_BEFORE_STEP_ENDS) ? new Linger(task) : new CheckStop(task));
      }
    }
  }

  /** Only as a fault: the task is parked for others, but its step has not ended. */
  record Linger(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.act(new Looked("t" + task, true));
      d.then(new CheckStop(task));
    }
  }

  /** A task that yielded: if nobody else waits, it goes on; otherwise it goes behind the others. */
  private record GoOn(int task, int looks) implements Op {
    @Override
    public void run(Draft d) {
      boolean found =
          switch (looks) {
            case 0 -> !d.queue(d.p()).ring().isEmpty();
            case 1 -> d.queue(d.p()).next() != Model.NONE;
            default -> !Putting.globalLooksEmpty(d.before);
          };
      d.act(new Looked(List.of("ring P" + d.p(), "runNext P" + d.p(), "global").get(looks), found));
      if (found && d.queue(d.p()).overrun()) {
        Putting.putBehindAll(d, task);
      } else if (found) {
        Putting.putBehind(d, task, Fault.NO_WAKE_AFTER_YIELD);
      } else {
        d.then(looks == 2 ? new Finding.Again(task) : new GoOn(task, looks + 1));
      }
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  /** A Worker whose task has parked looks whether the sweep of shutdownNow has missed it. */
  private record CheckStop(int task) implements Op {
    @Override
    public void run(Draft d) {
      boolean stop = d.phase == Phase.STOP && !d.has(Fault.STOP_MISSES_PARKING);
      d.act(new Looked("phase", stop));
      if (stop) {
        d.then(new CancelParked(task));
      }
    }
  }

  /** Cancels a task if it is parked at this moment. */
  record CancelParked(int task) implements Op {
    @Override
    public void run(Draft d) {
      boolean parked = d.task(task).status() == Status.PARKED;
      if (parked) {
        d.task(task, d.task(task).ended(Status.CANCELLED));
        d.act(new Cancelled(task));
      } else {
        d.act(new Looked("t" + task, false));
      }
    }
  }

  // ---------------------------------------------------------------- moves of tasks and threads

  /** Anybody submits a task, if the phase and the task allow it. */
  static void submit(Draft d, int task, Phase last) {
    Task now = d.task(task);
    if (d.phase.compareTo(last) > 0 || now.status() != Status.NEW) {
      d.act(new Refused(task));
      return;
    }
    d.activate(task);
    d.act(new Looked("phase", true));
    queue(d, task, true);
  }

  /**
   * Anybody wakes a task.
   *
   * @param behind whether it goes behind the others, if its waker holds a Processor
   */
  static void ready(Draft d, int task, boolean behind) {
    Task now = d.task(task);
    if (now.status() == Status.PARKED) {
      d.task(task, now.withStatus(Status.ACTIVE).withOwed(true));
      d.act(new Readied(task));
      if (behind && d.p() != Model.NONE) {
        Putting.putBehind(d, task, Fault.NO_WAKE_AFTER_FIRING);
      } else {
        queue(d, task, false);
      }
    } else if (now.hasEnded()) {
      d.act(new Refused(task));
    } else {
      boolean kept = now.permit() || !d.has(Fault.PERMIT_LOST);
      d.task(task, now.withPermit(kept).withOwed(now.status() == Status.ACTIVE));
      d.act(new Permit(task));
    }
  }

  private static void queue(Draft d, int task, boolean isNew) {
    if (d.me >= d.setup.workers() && isNew) {
      Putting.inject(d, task);
    } else if (d.me >= d.setup.workers() || d.p() == Model.NONE || d.me().lent()) {
      Putting.enqueue(d, task);
    } else {
      d.then(new Putting.SwapNext(task));
    }
  }
}
