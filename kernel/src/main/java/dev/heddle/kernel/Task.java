package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A task that can wait without a thread: it runs in steps, and parks between them.
 *
 * <p>A task is submitted once, by {@link Scheduler#execute}. Its steps run one at a time, each on
 * some Worker, and each step happens before the next. What happens before a call of {@link #ready}
 * happens before the step that it causes.
 *
 * <h2>The state word</h2>
 *
 * One CAS per transition. ACTIVE means queued or running: a waker needn't know which, and the
 * Worker does. {@code +P} is the permit that {@code ready} leaves when the task isn't parked.
 *
 * <pre>
 *            execute               step says PARK
 *   NEW(+P) ---------&gt; ACTIVE(+P) -------------&gt; PARKED
 *                       ^   |  ^    no permit        |
 *                       |   |  +---------------------+  ready: queued again
 *                       |   |
 *                       +---+  YIELD, and PARK with a permit (uses it up): queued again
 *                           |
 *                           |  DONE, or the step threw
 *                           +-------------------------&gt; DONE
 *
 *   ready:   NEW -&gt; NEW+P,  ACTIVE -&gt; ACTIVE+P
 *   cancel:  ACTIVE(+P) or PARKED -&gt; CANCELLED      (shutdownNow only)
 *   refuse:  ACTIVE(+P) -&gt; NEW(+P)                  (execute was rejected)
 * </pre>
 */
public abstract class Task implements Runnable {
  private static final int PERMIT = 1;
  private static final int NEW = 0;
  private static final int ACTIVE = 2;
  private static final int PARKED = 4;
  private static final int DONE = 6;
  private static final int CANCELLED = 8;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Task.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // STATE
  private int state = NEW;

  /** Written before the task is first queued, and never again; read after its first park (HB-8). */
  private Scheduler scheduler;

  /** Where this task is registered since it first parked, or null; with its neighbours there. */
  Roster roster;

  Task before;
  Task after;

  /** Written in its steps; others read it after its park, for what that is worth. */
  private Object blocker;

  /** For subclasses. */
  protected Task() {}

  /**
   * Does one step of the work. Called by a Worker, never twice at the same time.
   *
   * <p>If it throws, the Scheduler's uncaught handler is told, and the task is done.
   *
   * @return what comes next, not null
   * @throws Exception whatever the work throws
   */
  protected abstract Step step() throws Exception;

  /**
   * Any thread: wakes the task. If it is parked, it becomes runnable; otherwise it keeps a permit,
   * one at most, and its next {@link Step#PARK} returns at once. So no wake is lost, whether it
   * comes before, during or after the step that parks.
   *
   * @return false if the task is done or cancelled, so that no step follows
   */
  public final boolean ready() {
    return ready(null);
  }

  /**
   * As {@link #ready()}.
   *
   * @param worker the calling thread, if it holds a Processor and the task is to go behind the
   *     others there, or null: the task goes before them, or into the global queue
   */
  final boolean ready(Worker worker) {
    for (; ; ) {
      int s = state();
      if (s == PARKED) {
        if (move(PARKED, ACTIVE)) {
          scheduler.intake.requeue(this, worker);
          return true;
        }
      } else if (s >= DONE) {
        return false;
      } else if (move(s, s | PERMIT)) {
        // A CAS also where the permit is there already: a mere read would not be ordered before the
        // park that uses the permit up, and the step after it could miss what the caller wrote.
        return true;
      }
    }
  }

  /**
   * The task, in its step: what it is about to wait for, for reports only ({@link Deadlock}; as
   * {@link java.util.concurrent.locks.LockSupport#setCurrentBlocker}). Channels and their kin set
   * it.
   *
   * @param what its toString completes "waits to ..."; or null for nothing
   */
  public final void setBlocker(Object what) {
    blocker = what;
  }

  /** What the task has said it waits for, or null; of the past, if the task isn't parked. */
  public final Object blocker() {
    return blocker;
  }

  /** Whether the task has ended by {@link Step#DONE} or by an exception. */
  public final boolean isDone() {
    return state() == DONE;
  }

  /** Whether the task was cancelled by {@link Scheduler#shutdownNow}, so that no step follows. */
  public final boolean isCancelled() {
    return state() == CANCELLED;
  }

  /**
   * Not for users: a task is run by the Scheduler that it was submitted to.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public final void run() {
    throw new UnsupportedOperationException(
        "a Task is run by a Scheduler: pass it to Scheduler.execute");
  }

  /** Submitter: binds the task to its Scheduler, once. */
  final void accept(Scheduler owner) {
    int s = state();
    while (s <= PERMIT) {
      if (move(s, s | ACTIVE)) {
        scheduler = owner; // before it is queued; a waker needs it only once the task has parked
        return;
      }
      s = state();
    }
    throw new IllegalStateException("a Task is submitted once, and this one already was: " + this);
  }

  /** Submitter: undoes {@link #accept}; the task was queued nowhere, and may be submitted again. */
  final void refuse() {
    int s = state();
    while (!move(s, s & PERMIT)) {
      s = state();
    }
  }

  /**
   * The Worker that runs it, at the end of a step: parks, or uses up a permit and returns false.
   */
  final boolean park() {
    if (move(ACTIVE, PARKED)) { // HB-8 publish: from here on a waker may queue the task
      return true;
    }
    move(ACTIVE | PERMIT, ACTIVE); // HB-7 observe; only the permit could have been in the way
    return false;
  }

  /** The Worker that runs it: no step follows. */
  final void finish() {
    STATE.setVolatile(this, DONE); // HB-8 publish: the last step
  }

  /** Who took it out of a queue after shutdownNow: no step follows. */
  final void cancel() {
    STATE.setVolatile(this, CANCELLED); // HB-8 publish
  }

  /** Any thread after shutdownNow: cancels the task if it is parked. */
  final boolean cancelIfParked() {
    return move(PARKED, CANCELLED);
  }

  private int state() {
    return (int) STATE.getVolatile(this); // HB-8 observe
  }

  private boolean move(int from, int to) {
    return STATE.compareAndSet(this, from, to); // HB-7 (permit), HB-8 (park): both ends
  }
}
