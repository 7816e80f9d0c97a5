package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who sleeps, who searches, and which Processors are free: the submit/park protocol.
 *
 * <p>Everything that the protocol decides on is one immutable {@link State} behind one reference.
 * Every change is one CAS of that reference, so the counters equal what they count (S5), and taking
 * a Processor, waking a Worker and counting it as searching are one step. There is no ABA: a State
 * is never reused while somebody holds it. (Go keeps a lock, two lists and a counter; its bugs
 * #5586, #45867 and #55160 are windows between them.)
 *
 * <h2>The protocol</h2>
 *
 * <pre>
 *   publisher                              a Worker that found nothing
 *   1. publish the task in some queue      a. {@link #park}: Processor to idle, itself to parked,
 *   2. full fence                             no longer searching
 *   3. {@link #wake}: if nobody searches       b. full fence
 *      and a Processor is idle: hand it    c. look at every queue; if there is a task: {@link #wake},
 *      to a parked Worker, searching          as if it had just published it
 *                                          d. park until it is handed a Processor
 *
 *   a searcher that found a task
 *   i.  {@link #stopSearching}
 *   ii. full fence
 *   iii.{@link #wake}: there may be more, and publishers relied on it
 * </pre>
 *
 * <b>Everybody who puts a task into a queue calls {@code wake} afterwards</b>, also when the task
 * only moves (a batch, a spill, a steal). That rule is the whole proof obligation of the other
 * classes.
 *
 * <p><b>Without a thread.</b> A waker whose Worker gets no thread puts it aside and tries another.
 * Those are tried again when no Worker is parked, one per {@code wake}: it ends there, for now
 * every Worker is busy, and will look before it sleeps, or has no thread. If none has, nothing
 * happens by itself: the next publisher tries, and so does who waits for the end ({@link
 * #lacksThreads}).
 *
 * <p>The fences are the CAS of the State and the volatile writes of the queues: all accesses named
 * HB-5 are sequentially consistent.
 *
 * <p><b>S6, no lost wakeup</b>, in short; proofs-notes 05 has all cases. Let a publisher read State
 * s in step 3 and go away. If s had a searcher, that searcher ends in a. or i., after the
 * publication, so it sees the task in c., or it wakes another in iii., which takes its place. If s
 * had no idle Processor, every Processor had a Worker, and each of them goes through c., after the
 * publication, before it sleeps.
 */
final class IdleSet {
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(IdleSet.class, "state", State.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** An immutable stack, last in first out. Null is the empty one. */
  static final class Stack<T> {
    final T top;
    final Stack<T> below;
    final int size;

    private Stack(T top, Stack<T> below) {
      this.top = top;
      this.below = below;
      this.size = size(below) + 1;
    }

    static <T> Stack<T> push(T top, Stack<T> below) {
      return new Stack<>(top, below);
    }

    static int size(Stack<?> stack) {
      return stack == null ? 0 : stack.size;
    }
  }

  /** One moment of the protocol; immutable. */
  static final class State {
    final Stack<Processor> idle;
    final Stack<Worker> parked;
    final Stack<Worker> threadless;
    final int searching;

    State(Stack<Processor> idle, Stack<Worker> parked, Stack<Worker> threadless, int searching) {
      this.idle = idle;
      this.parked = parked;
      this.threadless = threadless;
      this.searching = searching;
    }

    /** A moment in which only the number of searchers is another. */
    State withSearching(int now) {
      return new State(idle, parked, threadless, now);
    }

    /** From whom the next is woken: those with a thread, or those that lack one. */
    Stack<Worker> sleepers() {
      return parked != null ? parked : threadless;
    }

    /** The moment after the first Processor went to the first sleeper, who is a searcher. */
    State handOut() {
      return parked != null
          ? new State(idle.below, parked.below, threadless, searching + 1)
          : new State(idle.below, null, threadless.below, searching + 1);
    }

    int idleProcessors() {
      return Stack.size(idle);
    }
  }

  private final int processors;

  @SuppressWarnings("unused") // STATE
  private State state;

  /** All Processors idle, all Workers parked, nobody searching. */
  IdleSet(Processor[] processors, Worker[] workers) {
    this.processors = processors.length;
    Stack<Processor> idle = null;
    for (int i = processors.length - 1; i >= 0; i--) {
      idle = Stack.push(processors[i], idle);
    }
    Stack<Worker> parked = null;
    for (int i = workers.length - 1; i >= 0; i--) {
      parked = Stack.push(workers[i], parked);
    }
    state = new State(idle, parked, null, 0);
  }

  /** Any thread: this moment's State. */
  State state() {
    return (State) STATE.getVolatile(this); // HB-5 observe
  }

  /**
   * Any thread, after it has published a task: if nobody searches and a Processor is idle, hands
   * the Processor to a parked Worker, as a searcher (Go: {@code wakep}).
   */
  void wake() {
    for (; ; ) {
      State s = state();
      if (s.searching != 0 || s.idle == null || s.sleepers() == null) {
        return;
      }
      if (replace(s, s.handOut()) && resume(s.sleepers().top, s.idle.top)) {
        return;
      }
    }
  }

  /**
   * A waker that has popped a Worker and a Processor.
   *
   * @return false if the Worker has no thread, and another is there to be woken instead
   */
  private boolean resume(Worker worker, Processor processor) {
    if (worker.resume(processor)) {
      return true;
    }
    boolean others = giveBack(worker, processor);
    worker.scheduler.threadIsMissing();
    return !others;
  }

  /**
   * A Worker without work: becomes a searcher, if fewer than half of the busy ones search (Go: the
   * limit on spinning Ms).
   */
  boolean startSearching() {
    for (; ; ) {
      State s = state();
      if (2 * s.searching >= processors - s.idleProcessors()) {
        return false;
      }
      if (replace(s, s.withSearching(s.searching + 1))) {
        return true;
      }
    }
  }

  /** A searcher that found a task. It calls {@link #wake} next. */
  void stopSearching() {
    State s;
    do {
      s = state();
    } while (!replace(s, s.withSearching(s.searching - 1)));
  }

  /**
   * A Worker that found nothing: gives up its Processor and goes to sleep. It looks at every queue
   * next.
   *
   * @param searching whether it is a searcher; it no longer is
   */
  void park(Worker worker, Processor processor, boolean searching) {
    State s;
    State parked;
    do {
      s = state();
      parked =
          new State(
              Stack.push(processor, s.idle),
              Stack.push(worker, s.parked),
              s.threadless,
              searching ? s.searching - 1 : s.searching);
    } while (!replace(s, parked));
  }

  /**
   * A waker whose Worker has no thread: the Processor is idle again, the Worker is put aside.
   *
   * @return whether another Worker is there to be woken instead
   */
  private boolean giveBack(Worker worker, Processor processor) {
    for (; ; ) {
      State s = state();
      Stack<Processor> idle = Stack.push(processor, s.idle);
      if (replace(
          s, new State(idle, s.parked, Stack.push(worker, s.threadless), s.searching - 1))) {
        return s.parked != null;
      }
    }
  }

  /** Any thread: whether no Worker has a thread, though one was asked for. */
  boolean lacksThreads() {
    State s = state();
    return s.parked == null && s.threadless != null && allIdle(s);
  }

  /** Any thread: whether all Processors are idle in a State, so that no Worker holds a task. */
  boolean allIdle(State s) {
    return s.idleProcessors() == processors;
  }

  /** Shutdown: if nothing has changed since a State, nobody is ever woken again. */
  boolean close(State quiet) {
    return replace(quiet, new State(null, null, null, 0));
  }

  private boolean replace(State expected, State next) {
    return STATE.compareAndSet(this, expected, next); // HB-5, HB-6 publish and observe
  }
}
