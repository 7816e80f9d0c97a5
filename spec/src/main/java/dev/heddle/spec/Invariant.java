package dev.heddle.spec;

import java.util.Optional;

/**
 * The catalogue: what the Scheduler promises. S is for safety (a bad thing never happens), L for
 * liveness (a good thing happens within a bound, or at last).
 *
 * <p>Numbers are those of the design; S10 belongs to a part that is not modelled here, channels.
 */
public enum Invariant {
  S1(
      "One place",
      "Every accepted task that has not ended is in exactly one place: one slot of one queue, or"
          + " one pair of hands. Every other task is in none.",
      "A task in two places runs twice; a task in no place never runs, and nobody ever notices.",
      "A slot that still refers to a task that was taken: a leak, which the model has no slots to"
          + " show."),
  S2(
      "One runner",
      "A task is run by at most one Worker at a time, and not again once it has ended.",
      "Steps of one task share their fields without a lock, because they never overlap.",
      "Missing happens-before between two steps: the model's memory is sequentially consistent."),
  S3(
      "One owner",
      "A Processor is idle, or on the bench, or held by one Worker, which may have lent it, or on its"
          + " way to one: in a waker's hands, or in those of who retakes or releases it; a Worker"
          + " holds at most one.",
      "The owner pushes to the ring without a CAS, and counts without atomics.",
      "A Worker that goes on using a Processor after it gave it up: in the model it forgets it. A"
          + " lease whose count wraps around while a call lasts."),
  S4(
      "Ring bounds",
      "A ring never holds more tasks than it has slots.",
      "One task more, and it overwrites the oldest one.",
      "Indices that wrap: the model's ring is a list. The drivers start near the largest int."),
  S5(
      "True counters",
      "The number of searchers is the number of Workers that search, or were woken to search. The"
          + " number of those away is the number of Workers that have a task and no Processor, less"
          + " the Processors that were retaken and not released yet. Each spare Processor is on the"
          + " bench, or counted to be too many, or in place of one that was rescued; when nothing"
          + " moves any more, none is in place of another.",
      "Publishers trust the first: one too many for ever, and nobody is woken any more; one too few,"
          + " and everybody is. The end trusts the second, when nobody holds a Processor. A spare"
          + " Processor that nobody counts is lost, or takes part for ever.",
      "Statistics, which only observe."),
  S6(
      "No lost wakeup",
      "While a task is queued, a Processor idle, and a Worker parked or still to be made, somebody"
          + " searches, or was woken to search, or owes a wake, or has parked, released or added a"
          + " Processor and still looks there again, or will do so, because it empties its queue for"
          + " the bench. While a Processor is idle, nobody waits for one with a task in its hands. On"
          + " the bench, no queue holds a task.",
      "This is why the machine is never idle while there is work. It holds at every moment, not"
          + " only when all is quiet: so it is its own proof by induction.",
      "A missing fence between publishing and looking for sleepers: that is weak memory, and"
          + " jcstress's business. A thread that the operating system never runs."),
  S7(
      "One watcher, if it takes one",
      "At most one Worker watches, it holds no Processor and is not parked, and at most one blocks in"
          + " the poller. While tasks wait for events, nobody holds a Processor, and a Worker could be"
          + " woken, somebody watches, or searches, or owes a wake, or reads the idle state and will"
          + " look. When nothing moves any more, no event is left that has come.",
      "Two in the poller take each other's wakeups; nobody there, and what the network sends is never"
          + " read: the program hangs with its connections open.",
      "A task whose waiter was added in a call that may block, or outside, without a word. A poller"
          + " that loses events, or says too early that nobody waits. The Monitor's poll while all are"
          + " busy."),
  S8(
      "Nothing stranded",
      "Every accepted task runs to its end, or is reported once, never both. After shutdown, when"
          + " no task is parked any more, nor to begin later, the Scheduler terminates, and its Workers"
          + " leave; not while one of them is in the middle of a call.",
      "Who awaits the end must not wait for ever, and who was promised a task must get it, or be"
          + " told.",
      "Tasks that throw in the uncaught handler, and threads that a test's Host doesn't end."),
  S9(
      "No timer late for want of a word",
      "While a Processor is idle and a Worker could be woken, for each timer that is set the watcher"
          + " sleeps no longer than that, or was nudged; or somebody searches, or owes a wake or a"
          + " nudge, or reads the idle state and will look at that timer's heap. When nothing moves any"
          + " more, no timer is due.",
      "Who sleeps has chosen its time before the timer was set; unless somebody tells it, the timer"
          + " fires when something else happens, perhaps never. Like S6, it holds at every moment, and"
          + " is its own proof by induction.",
      "A clock that jumps, and how late a park or a poll returns. Timers while all Processors are held:"
          + " they are looked at before picks, and so are L4's business. A missing fence between setting"
          + " and looking: jcstress's business. A Worker whose thread can't be made."),
  S10(
      "Each value once, in order",
      "A value that was sent on a channel is in its buffer, or was received once; values are received"
          + " in the order in which they were sent. A wait has one outcome: at one case, by one"
          + " deadline or by one cancellation, and nothing happens at the others. Nobody waits for"
          + " what is there.",
      "A channel that loses a value, or hands it out twice, is worse than none: whoever shares work or"
          + " ownership by channels has nothing else to rely on.",
      "Values that a task has received, and never uses, because it was cancelled then."),
  L1(
      "Bounded wait for the global queue",
      "A task at place i of the global queue is taken within interval * (i + 1) + 1 picks of any"
          + " one Processor.",
      "Busy Processors feed themselves; without a look outside they would never come back.",
      "A producer that stalls between claiming its place and writing there holds back those behind"
          + " it. Steps that never return: scheduling is cooperative."),
  L2(
      "Bounded wait past runNext",
      "A task at place i of a ring is taken within (streak + 1) * (i + 1) picks of its Processor,"
          + " those from the global queue not counted.",
      "Two tasks that hand over to each other through runNext would keep the ring waiting for ever."
          + " Go has this hole (#52934).",
      "Steps that never return."),
  L3(
      "Bounded wait for the way back",
      "A Worker that came back from a call too late, and is at place i of those who wait for a"
          + " Processor, gets one within interval * (i + 1) + 1 picks of any one Processor. If"
          + " Processors are too many, and not idle, one is put back on the bench at last.",
      "Busy Processors never park; who was in a call would never go on with its task, and once a"
          + " Worker was rescued, more tasks would run at the same time than the user wanted.",
      "Steps that never return, unless they make calls. Calls that never return: nobody waits for"
          + " them. A monitor that retakes too late, or never. How long a Processor too many takes"
          + " part; all may be idle, and one too many."),
  L4(
      "A woken task runs",
      "A task that was woken begins a step afterwards; a task that is to run does run, a timer that is"
          + " due fires, and an event that has come wakes its task, if every thread that can go on goes"
          + " on some time.",
      "Channels, timers and I/O are built on this promise alone.",
      "Unfair schedulers below us: a thread that the operating system starves.");

  private final String title;
  private final String statement;
  private final String why;
  private final String escapes;

  Invariant(String title, String statement, String why, String escapes) {
    this.title = title;
    this.statement = statement;
    this.why = why;
    this.escapes = escapes;
  }

  /** A short name. */
  public String title() {
    return title;
  }

  /** What is promised. */
  public String statement() {
    return statement;
  }

  /** What it is good for. */
  public String why() {
    return why;
  }

  /** What the model can't see, although it belongs here. */
  public String escapes() {
    return escapes;
  }

  /**
   * Whether there is anything in a Setup that it is about. The bounds of waits are checked only
   * where waits are timed.
   */
  public boolean concerns(Setup setup) {
    return switch (this) {
      case L1, L2, L3 -> setup.timed();
      case S7 -> setup.watches();
      case S9 -> setup.hasTimers();
      case S10 -> false; // channels have a model of their own
      default -> true;
    };
  }

  /** What is wrong at a moment, if anything is. */
  public Optional<String> brokenIn(Setup setup, Model model) {
    return Optional.ofNullable(Census.always(this, setup, model));
  }

  /** What is wrong when nothing can move any more, if anything is. */
  public Optional<String> brokenAtRest(Setup setup, Model model) {
    return Optional.ofNullable(Census.atRest(this, setup, model));
  }

  @Override
  public String toString() {
    return name() + " " + title;
  }
}
