package dev.heddle.kernel.sync;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.Timer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One who waits, at one place or at several: a task, which parks, or a thread of any kind, which
 * blocks. To all others there is no difference: they decide the wait, and wake who waits.
 *
 * <h2>The decision</h2>
 *
 * One CAS from null, so that a wait has one outcome (Go: {@code g.selectDone}).
 *
 * <pre>
 *   none ---&gt; null         the owner, under the locks of all places, before it stands in line
 *   null ---&gt; a Node       a peer, under the lock of the Node's place: it is served there
 *   null ---&gt; TIMED_OUT    the owner, which has seen that the time is over
 *   null ---&gt; CANCELLED    anybody
 * </pre>
 *
 * Who has decided wakes the owner. A wake is not a decision: the owner looks for itself, and if
 * there is none, waits on. When there is one, it takes its other Nodes out of their lines, under
 * each lock, before it waits again: so nobody who came across an old Node can decide a new wait.
 */
abstract sealed class Wait permits Waiter, Select {
  /** The owner's wait ends because of its deadline. */
  private static final Node TIMED_OUT = new Node(null);

  /** The owner's wait ends because somebody wants it to. */
  private static final Node CANCELLED = new Node(null);

  private static final Node NONE = new Node(null);
  private static final VarHandle DECISION;

  static {
    try {
      DECISION = MethodHandles.lookup().findVarHandle(Wait.class, "decision", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Who waits, or null if a thread does. */
  private final Task task;

  private final Thread thread;

  @SuppressWarnings("unused") // DECISION
  private Node decision = NONE;

  /** Whether the owner has begun to wait, and not asked for the outcome. */
  private boolean begun;

  /** Wakes the task at its deadline, or null. */
  private Timer timer;

  Wait(Task task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  // ---------------------------------------------------------------- any thread

  /**
   * Any thread: ends the present wait. The task is woken, and learns of it when it asks again; a
   * thread that blocks goes on.
   *
   * <p>Either this wins or the operation, never both: after true, nothing was sent and nothing was
   * received; after false, the operation had ended before, or there was none.
   *
   * @return whether there was a wait, and this has ended it
   */
  public final boolean cancel() {
    boolean won = decide(CANCELLED);
    if (won) {
      wake();
    }
    return won;
  }

  /** A peer or a canceller: ends the wait. Returns false if it is decided. */
  final boolean decide(Node outcome) {
    return DECISION.compareAndSet(this, null, outcome); // HB-17: both ends
  }

  /** Who has decided, without any lock. */
  final void wake() {
    if (task != null) {
      task.ready();
    } else {
      LockSupport.unpark(thread);
    }
  }

  /**
   * A peer: false if the owner has ended, or was cancelled, so that nothing is to be given to it.
   */
  final boolean isWanted() {
    return task == null || !(task.isDone() || task.isCancelled());
  }

  // ---------------------------------------------------------------- the owner

  /** Whether the last wait ended because its time was over. */
  public final boolean isTimedOut() {
    return decision() == TIMED_OUT;
  }

  /** Whether the last wait ended by {@link #cancel}. */
  public final boolean isCancelled() {
    return decision() == CANCELLED;
  }

  /**
   * What has ended the last wait: a Node, or one of those that stand for no Node; null: nothing.
   */
  final Node decision() {
    return (Node) DECISION.getVolatile(this); // HB-17 observe
  }

  /** Refuses another wait while one is open, or has an outcome that nobody has asked for. */
  final void checkIdle() {
    if (!begun) {
      return;
    }
    if (!isOver()) {
      throw new IllegalStateException(this + " still waits, and can't wait elsewhere meanwhile");
    }
    if (!isTimedOut() && !isCancelled()) {
      begun = true;
      throw new IllegalStateException(this + " has waited, and nobody has asked how it went");
    }
  }

  /**
   * Under the locks of all places where a Node is about to stand.
   *
   * @param purpose what it waits to do, for reports
   */
  final void open(Object purpose) {
    begun = true;
    if (task != null) {
      task.setBlocker(purpose);
    }
    DECISION.setVolatile(this, null); // HB-17: nobody knows it until it stands in line
  }

  /** It has not had to wait. */
  final void endAtOnce(Node outcome) {
    DECISION.setVolatile(this, outcome); // HB-17: nobody but the owner and cancellers looks
  }

  /** As {@link #endAtOnce}, for a wait that would take longer than it may. */
  final void endByTime() {
    endAtOnce(TIMED_OUT);
  }

  /**
   * A task's Scheduler, which has the timers.
   *
   * @throws IllegalStateException outside of a task
   */
  static Scheduler scheduler() {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      throw new IllegalStateException("a task waits with a deadline in its own step only");
    }
    return scheduler;
  }

  /** A task that has begun to wait, in its step: wakes it when the time is over. */
  final void startTimer(Duration timeout) {
    timer = scheduler().readyAfter(task, timeout);
  }

  /** Whether it has begun to wait, and not seen the outcome. */
  final boolean isBegun() {
    return begun;
  }

  /** Whether the wait is over; then nothing is left of it but the outcome. */
  final boolean isOver() {
    if (decision() == null && timer != null && !timer.isPending()) {
      decide(TIMED_OUT); // unless somebody was faster
    }
    Node outcome = decision();
    if (outcome == null) {
      return false;
    }
    begun = false;
    if (task != null) {
      task.setBlocker(null);
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    withdraw(outcome);
    return true;
  }

  /** Takes all Nodes out of their lines but the one that has decided, which is out already. */
  abstract void withdraw(Node outcome);

  /**
   * A thread: blocks until the wait is over. Inside a task, its Processor goes on without it.
   *
   * @param nanos how long at most, or {@link BlockedThread#FOREVER}
   * @throws InterruptedException if it was interrupted, and that has ended the wait
   */
  final void block(long nanos) throws InterruptedException {
    boolean interrupted = BlockedThread.await(this, nanos);
    isOver();
    if (interrupted && isCancelled()) {
      throw new InterruptedException();
    }
    if (interrupted) {
      Thread.currentThread().interrupt(); // it has come too late to matter here
    }
  }

  final void timeOut() {
    decide(TIMED_OUT);
  }

  final void checkTask() {
    if (task == null) {
      throw new IllegalStateException("it belongs to a thread, which waits by blocking: " + this);
    }
  }

  final void checkThread() {
    if (task != null) {
      throw new IllegalStateException("it belongs to a task, which asks, and parks: " + this);
    }
    if (thread != Thread.currentThread()) {
      throw new IllegalStateException("it belongs to another thread: " + this);
    }
  }

  /** Who waits, for messages and reports. */
  final String owner() {
    return task != null ? String.valueOf(task) : thread == null ? "nobody" : thread.getName();
  }
}
