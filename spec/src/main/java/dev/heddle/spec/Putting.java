package dev.heddle.spec;

import dev.heddle.spec.Action.Cancelled;
import dev.heddle.spec.Action.Displaced;
import dev.heddle.spec.Action.Injected;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Overflowed;
import dev.heddle.spec.Action.Preempted;
import dev.heddle.spec.Action.Pushed;
import dev.heddle.spec.Action.PushedNext;
import dev.heddle.spec.Action.Spilled;
import dev.heddle.spec.Action.Withdrawn;
import dev.heddle.spec.Action.Written;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Queue;
import dev.heddle.spec.Model.Status;
import java.util.ArrayList;
import java.util.List;

/** How tasks come into queues (kernel: {@code pushNext}, {@code push}, {@code inject}). */
final class Putting {
  private Putting() {}

  /** Whether nobody keeps the global queue's lock. */
  static boolean globalIsUnlocked(Model model) {
    return !model.anyTodo(Withdraw.class::isInstance);
  }

  /** Whether a task has its place in the global queue, but is not there yet. */
  static boolean isUnwritten(Model model, int task) {
    return model.anyTodo(op -> op instanceof Write write && write.task == task);
  }

  /** What anybody sees who asks whether the global queue is empty. */
  static boolean globalLooksEmpty(Model model) {
    return model.global().isEmpty() && globalIsUnlocked(model);
  }

  private static void thenWakeUnless(Draft d, Fault fault, Op... first) {
    List<Op> ops = new ArrayList<>(List.of(first));
    if (!d.has(fault)) {
      ops.add(Waking.WAKE);
    }
    d.then(ops.toArray(new Op[0]));
  }

  // ---------------------------------------------------------------- from inside

  /** Puts a task into runNext; who was there goes to the ring. */
  record SwapNext(int task) implements Op {
    @Override
    public void run(Draft d) {
      int displaced = d.takeNext(d.p());
      d.queue(d.p(), d.queue(d.p()).withNext(task));
      d.act(new PushedNext(d.p(), task));
      if (displaced == Model.NONE) {
        thenWakeUnless(d, Fault.NO_WAKE_AFTER_PUSH_NEXT);
      } else {
        thenWakeUnless(d, Fault.NO_WAKE_AFTER_PUSH_NEXT, new PutRing(displaced, true));
      }
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  /**
   * A task that yielded goes behind the others.
   *
   * @param unless the fault with which nobody is woken
   */
  static void putBehind(Draft d, int task, Fault unless) {
    thenWakeUnless(d, unless, new PutRing(task, false));
  }

  /** A task that yielded after it had used up its slice goes behind those in the global queue. */
  static void putBehindAll(Draft d, int task) {
    thenWakeUnless(d, Fault.NO_WAKE_AFTER_YIELD, new Offer(task, new Preempted(d.p(), task)));
  }

  /** Puts a task into the ring; if it is full, half of it goes to the global queue. */
  private record PutRing(int task, boolean displaced) implements Op {
    @Override
    public void run(Draft d) {
      Queue queue = d.queue(d.p());
      int size = queue.ring().size();
      if (size < d.setup.sizes().ringCapacity() || d.has(Fault.PUSH_INTO_FULL_RING)) {
        d.addToRing(d.p(), List.of(task));
        d.act(displaced ? new Displaced(d.p(), task) : new Pushed(d.p(), task));
        return;
      }
      List<Integer> half = d.takeFromRing(d.p(), size / 2);
      List<Op> ops = new ArrayList<>();
      half.forEach(each -> ops.add(new Offer(each, new Overflowed(each))));
      ops.add(this);
      d.act(new Spilled(d.p(), half.size()));
      d.then(ops.toArray(new Op[0]));
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  // ---------------------------------------------------------------- from outside

  /**
   * What a thread outside does with a task that is its to queue: push, then wake.
   *
   * <p>A task that was woken can't be too late, because the end waits for all that have parked; nor
   * can one that comes from a task in a blocking call, because the end waits for its Worker. And
   * shutdownNow's sweep needs no second look: a Worker that finds the task cancels it.
   */
  static void enqueue(Draft d, int task) {
    thenWakeUnless(d, Fault.NO_WAKE_AFTER_INJECT, new Offer(task, new Injected(task)));
  }

  /** What a thread outside does with a new task: the same, and then it looks if it was too late. */
  static void inject(Draft d, int task) {
    List<Op> ops = new ArrayList<>();
    ops.add(new Offer(task, new Injected(task)));
    if (d.has(Fault.WITHDRAW_BEFORE_THE_END)) {
      ops.add(new CheckPhase(task));
    }
    if (!d.has(Fault.NO_WAKE_AFTER_INJECT)) {
      ops.add(Waking.WAKE);
    }
    if (!d.has(Fault.ACCEPT_WITHOUT_RECHECK)) {
      ops.add(new CheckClosed(task));
    }
    d.then(ops.toArray(new Op[0]));
  }

  /** Puts a task behind all others in the global queue: claims a place, then writes. */
  record Offer(int task, Action what) implements Op {
    @Override
    public void run(Draft d) {
      d.addToGlobal(task);
      d.act(what);
      if (d.setup.slowOffers()) {
        d.then(new Write(task));
      }
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }

  /** The task appears in the place that was claimed for it. */
  record Write(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.act(new Written(task));
    }
  }

  /** A submitter that has published, and woken somebody, looks whether all was over. */
  record CheckClosed(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.act(new Looked("closed", d.before.closed()));
      if (d.before.closed()) {
        d.then(new Withdraw(task));
      }
    }
  }

  /** Only as a fault: a submitter looks whether it comes late, while others still run tasks. */
  record CheckPhase(int task) implements Op {
    @Override
    public void run(Draft d) {
      boolean late = d.phase.compareTo(Phase.RUNNING) > 0;
      d.act(new Looked("phase", late));
      if (late) {
        d.then(new Withdraw(task));
      }
    }
  }

  /** Takes a task back, unless somebody has taken it. Then it was accepted. */
  record Withdraw(int task) implements Op {
    @Override
    public boolean isEnabled(Model model) {
      return !model.anyTodo(Write.class::isInstance);
    }

    @Override
    public void run(Draft d) {
      int place = d.global.indexOf(task);
      if (place < 0) {
        d.act(new Looked("global", false));
        return;
      }
      List<Integer> others = new ArrayList<>(d.global);
      others.remove(place);
      d.global = List.copyOf(others);
      d.act(new Withdrawn(task));
      d.task(task, d.task(task).withStatus(Status.NEW)); // S8: it must not have run
      d.instead();
    }
  }

  /** A task that its holder took out of a queue after shutdownNow is reported instead of run. */
  record Cancel(int task) implements Op {
    @Override
    public void run(Draft d) {
      d.task(task, d.task(task).ended(Status.CANCELLED));
      d.act(new Cancelled(task));
    }

    @Override
    public List<Integer> tasks() {
      return List.of(task);
    }
  }
}
