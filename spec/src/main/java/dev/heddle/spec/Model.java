package dev.heddle.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One moment of the Scheduler, as the specification sees it. Immutable; two moments with the same
 * parts are equal. What may happen next is a matter of {@link Rules}.
 *
 * <p>Tasks, Processors and Workers are numbered from 0; {@link #NONE} is no number. Agents are
 * Workers, and after them the threads outside.
 *
 * @param queues the Processors' queues
 * @param global the global queue, oldest first
 * @param idle the idle Processors; the first is given away next
 * @param parked the parked Workers; the first is woken next
 * @param threadless the Workers that got no thread; the first is tried next
 * @param returning the Workers that have a task and wait for a Processor; the first gets one next
 * @param away how many Workers have a task and no Processor, less the retaken Processors that were
 *     not released yet
 * @param unmade how many Workers may still be made: those with the highest numbers
 * @param searching how many Workers count as searchers
 * @param spares where the spare Processors are
 * @param watch who watches for time and events
 * @param timers the clock, and what is set
 * @param poll the poller
 * @param closed whether the idle state was closed for good
 * @param phase the lifecycle
 * @param tasks all tasks
 * @param agents all agents
 */
public record Model(
    List<Queue> queues,
    List<Integer> global,
    List<Integer> idle,
    List<Integer> parked,
    List<Integer> threadless,
    List<Integer> returning,
    int away,
    int unmade,
    int searching,
    Spares spares,
    Watch watch,
    Timers timers,
    Poll poll,
    boolean closed,
    Phase phase,
    List<Task> tasks,
    List<Agent> agents) {

  /** No task, no Processor. */
  public static final int NONE = -1;

  /** The phases of the Scheduler's life, in order; the names of the kernel's {@code Lifecycle}. */
  public enum Phase {
    RUNNING,
    SHUTDOWN,
    STOP,
    TERMINATED
  }

  /** What has become of a task; the states of the kernel's state word, but for the permit. */
  public enum Status {
    NEW,
    ACTIVE,
    PARKED,
    DONE,
    CANCELLED
  }

  /**
   * A Processor's queue, and its accounts.
   *
   * @param next the task in runNext, or NONE
   * @param ring oldest first
   * @param picks picks so far, modulo the global interval
   * @param streak picks from runNext since the last one from the ring
   * @param overrun whether the slice is over
   * @param yieldedDue whether, since the last pick, it was given to a Worker that waited for one
   */
  public record Queue(
      int next, List<Integer> ring, int picks, int streak, boolean overrun, boolean yieldedDue) {

    /** The queue of a Processor that was not given to anybody since its last pick. */
    public Queue(int next, List<Integer> ring, int picks, int streak, boolean overrun) {
      this(next, ring, picks, streak, overrun, false);
    }

    Queue withNext(int task) {
      return new Queue(task, ring, picks, streak, overrun, yieldedDue);
    }

    Queue withRing(List<Integer> tasks) {
      return new Queue(next, tasks, picks, streak, overrun, yieldedDue);
    }

    Queue withOverrun() {
      return new Queue(next, ring, picks, streak, true, yieldedDue);
    }

    /** Whether neither the ring nor runNext holds a task. */
    boolean isEmpty() {
      return ring.isEmpty() && next == NONE;
    }

    Queue withYieldedDue(boolean now) {
      return new Queue(next, ring, picks, streak, overrun, now);
    }
  }

  /**
   * A task.
   *
   * @param status what has become of it
   * @param permit whether it keeps a permit
   * @param owed whether a wake was promised a step that has not begun: what L4 is about
   * @param rostered whether shutdown waits for it: it has parked once, and has not ended
   * @param at its place in its script
   * @param ends how often it ended or was reported: what S8 is about
   * @param patience if waits are timed and the task waits in the global queue, or its Worker for a
   *     Processor: for each Processor, how many more picks it may see; in a ring: the same for its
   *     Processor alone
   */
  public record Task(
      Status status,
      boolean permit,
      boolean owed,
      boolean rostered,
      int at,
      int ends,
      List<Integer> patience) {
    static final Task FRESH = new Task(Status.NEW, false, false, false, 0, 0, List.of());

    /** Whether no step follows. */
    public boolean hasEnded() {
      return status == Status.DONE || status == Status.CANCELLED;
    }

    Task withStatus(Status now) {
      return new Task(now, permit, owed, rostered, at, ends, patience);
    }

    Task withPermit(boolean kept) {
      return new Task(status, kept, owed, rostered, at, ends, patience);
    }

    Task withOwed(boolean step) {
      return new Task(status, permit, step, rostered, at, ends, patience);
    }

    Task withRostered() {
      return new Task(status, permit, owed, true, at, ends, patience);
    }

    Task withAt(int position) {
      return new Task(status, permit, owed, rostered, position, ends, patience);
    }

    Task withPatience(List<Integer> picks) {
      return new Task(status, permit, owed, rostered, at, ends, picks);
    }

    Task ended(Status how) {
      return new Task(how, false, false, false, 0, ends + 1, patience);
    }
  }

  /**
   * A Worker, or a thread outside.
   *
   * @param processor the Processor that it holds, or NONE
   * @param lent whether that is lent: its task is in a call, and anybody may retake the Processor
   * @param searching whether it is a searcher
   * @param started whether its thread was ever started
   * @param quiet whether the idle state that it has read is still the present one
   * @param picked bit i: Processor i has picked since this searcher's first look at it; NONE if it
   *     doesn't search
   * @param nudged whether its next park, or the one that it is in, is over at once
   * @param at its place in its script, if it is outside
   * @param todo what it does next, one step each; a Worker with nothing to do begins a round
   */
  public record Agent(
      int processor,
      boolean lent,
      boolean searching,
      boolean started,
      boolean quiet,
      int picked,
      boolean nudged,
      int at,
      List<Op> todo) {

    /** The task that it goes on with in its next round, or NONE. */
    public int again() {
      return !todo.isEmpty() && todo.get(0) instanceof Finding.Again next ? next.task() : NONE;
    }

    /** The Processor on its way to it or, if it is a waker that found no thread, back; or NONE. */
    public int handed() {
      return todo.stream().mapToInt(Op::processor).filter(p -> p != NONE).findFirst().orElse(NONE);
    }

    /** The task in the middle of a step in its hands, or NONE. */
    int task() {
      for (Op op : todo) {
        if (op instanceof Running.Play play) {
          return play.task();
        }
      }
      return NONE;
    }

    Agent withProcessor(int held) {
      return new Agent(held, lent, searching, started, quiet, picked, nudged, at, todo);
    }

    Agent withLent(boolean now) {
      return new Agent(processor, now, searching, started, quiet, picked, nudged, at, todo);
    }

    Agent withSearching(boolean now) {
      return new Agent(processor, lent, now, started, quiet, picked, nudged, at, todo);
    }

    Agent withStarted() {
      return new Agent(processor, lent, searching, true, quiet, picked, nudged, at, todo);
    }

    Agent withQuiet(boolean now) {
      return new Agent(processor, lent, searching, started, now, picked, nudged, at, todo);
    }

    Agent withPicked(int mask) {
      return new Agent(processor, lent, searching, started, quiet, mask, nudged, at, todo);
    }

    Agent withNudged(boolean now) {
      return new Agent(processor, lent, searching, started, quiet, picked, now, at, todo);
    }

    Agent withAt(int position) {
      return new Agent(processor, lent, searching, started, quiet, picked, nudged, position, todo);
    }

    Agent withTodo(List<Op> ops) {
      return new Agent(processor, lent, searching, started, quiet, picked, nudged, at, ops);
    }
  }

  /**
   * The first moment: all Processors idle but for the spare ones, as many Workers parked, the
   * others not made yet, no task submitted.
   */
  static Model initial(Setup setup) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < setup.processors(); i++) {
      numbers.add(i);
    }
    return new Model(
        List.copyOf(
            Collections.nCopies(setup.processors(), new Queue(NONE, List.of(), 0, 0, false))),
        List.of(),
        List.copyOf(numbers.subList(0, setup.limit())),
        List.copyOf(numbers.subList(0, setup.limit())),
        List.of(),
        List.of(),
        0,
        setup.workers() - setup.limit(),
        0,
        new Spares(List.copyOf(numbers.subList(setup.limit(), numbers.size())), 0, List.of()),
        Watch.NOBODY,
        Timers.NONE,
        Poll.NOTHING,
        false,
        Phase.RUNNING,
        List.copyOf(Collections.nCopies(setup.tasks().size(), Task.FRESH)),
        List.copyOf(
            Collections.nCopies(
                setup.agents(),
                new Agent(NONE, false, false, false, false, NONE, false, 0, List.of()))));
  }

  /**
   * A Worker that sleeps and can be woken, or can be made. Not if one lacks a thread: then that one
   * is asked for again, and may be in vain.
   */
  boolean anySleeper() {
    return !parked.isEmpty() || watch.isThere() || (unmade > 0 && threadless.isEmpty());
  }

  Model withAgents(List<Agent> all) {
    return new Model(
        queues,
        global,
        idle,
        parked,
        threadless,
        returning,
        away,
        unmade,
        searching,
        spares,
        watch,
        timers,
        poll,
        closed,
        phase,
        tasks,
        all);
  }

  /** Whether an operation in somebody's hands matches. */
  boolean anyTodo(java.util.function.Predicate<Op> what) {
    for (Agent agent : agents) {
      for (Op op : agent.todo()) {
        if (what.test(op)) {
          return true;
        }
      }
    }
    return false;
  }
}
