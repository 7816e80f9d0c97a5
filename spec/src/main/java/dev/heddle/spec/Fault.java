package dev.heddle.spec;

import static dev.heddle.spec.Invariant.L1;
import static dev.heddle.spec.Invariant.L2;
import static dev.heddle.spec.Invariant.L3;
import static dev.heddle.spec.Invariant.L4;
import static dev.heddle.spec.Invariant.S1;
import static dev.heddle.spec.Invariant.S2;
import static dev.heddle.spec.Invariant.S3;
import static dev.heddle.spec.Invariant.S4;
import static dev.heddle.spec.Invariant.S5;
import static dev.heddle.spec.Invariant.S6;
import static dev.heddle.spec.Invariant.S7;
import static dev.heddle.spec.Invariant.S8;
import static dev.heddle.spec.Invariant.S9;

/**
 * Deliberate design faults: the invariants' twins. A check of an invariant that does not find its
 * twins is no check. Many have been made by somebody.
 */
public enum Fault {
  POLL_WITHOUT_CAS(S1, World.SPAWNING, "The owner believes what it has seen in its ring's head."),
  PARK_BEFORE_STEP_ENDS(
      S2, World.PARKING, "A task is parked for its wakers while its step still runs."),
  WAKE_WITHOUT_CAS(S3, World.TWO_SUBMITTERS, "A waker reads the idle state, and then writes it."),
  CLOSE_WITHOUT_CAS(
      S3,
      World.SHUTDOWN,
      "Termination closes the idle state, whatever has happened since it read."),
  PUSH_INTO_FULL_RING(S4, World.OVERFLOW, "The owner doesn't look whether its ring is full."),
  WAKE_FORGETS_TO_COUNT(
      S5, World.INJECTION, "A woken Worker is a searcher that nobody has counted."),
  LEASE_WITHOUT_COUNT(
      S3,
      World.BLOCKED_TWICE,
      "A Worker reclaims its Processor, which meanwhile another has lent: the lease doesn't count."),
  RETAKE_WITHOUT_CAS(
      S3, World.BLOCKING, "A monitor sees that a Processor is lent, and then takes it."),
  EXIT_WITHOUT_LOOKING(
      S3, World.BLOCKING, "A Worker goes on after a call, though its Processor was retaken."),
  RETURN_FORGETS_TO_COUNT(
      S5, World.BLOCKING, "A Worker that has a Processor again is still counted to be away."),
  BACK_COUNTS_TWICE(
      S5, World.RESCUE, "A monitor sees that a rescued Worker is back, and counts two too many."),
  BACK_IS_OVERLOOKED(
      S5,
      World.RESCUE,
      "A monitor never sees that a rescued Worker is back: the excess is forgotten."),
  BENCHES_AGAIN_AND_AGAIN(
      S5,
      World.RESCUE,
      "A Worker benches its Processor, and one more is still said to be too many."),

  LOOK_BEFORE_PARK(
      S6, World.INJECTION, "A Worker looks at all queues again, and then gives its Processor up."),
  NO_RECHECK(S6, World.INJECTION, "A Worker gives its Processor up without looking again."),
  RECHECK_SKIPS_GLOBAL(
      S6, World.INJECTION, "A Worker that looks again forgets the global queue (Go #55160)."),
  RECHECK_SKIPS_RINGS(S6, World.SPAWNING, "A Worker that looks again forgets the rings."),
  RECHECK_SKIPS_RUN_NEXT(S6, World.SPAWNING, "A Worker that looks again forgets runNext."),
  NO_WAKE_AFTER_INJECT(S6, World.INJECTION, "A thread outside submits, and wakes nobody."),
  NO_WAKE_AFTER_PUSH_NEXT(S6, World.SPAWNING, "A task submits another, and wakes nobody."),
  NO_WAKE_AFTER_YIELD(
      S6, World.YIELDING, "A task that yielded goes behind the others, and nobody is woken."),
  NO_WAKE_AFTER_FOUND(
      S6, World.INJECTION, "The last searcher finds a task, and wakes no successor (Go #5586)."),
  NO_WAKE_AFTER_BATCH(
      S6, World.BATCH, "A Worker moves several tasks to its ring, and wakes nobody."),
  WAKE_PREPAYS_SEARCHER(
      S6,
      World.SPAWNING,
      "A waker counts a searcher before it knows whether a Processor is idle; meanwhile others"
          + " trust the count (Go #45867)."),
  WAKE_GIVES_UP_WITHOUT_THREAD(
      S6, World.FEW_THREADS, "A waker whose Worker has no thread doesn't try another."),
  WAKE_MAKES_NOBODY(
      S6, World.HAND_OFF, "A waker finds nobody parked, and doesn't make another Worker."),
  NO_RECHECK_AFTER_RELEASE(
      S6, World.BLOCKING, "A monitor makes a retaken Processor idle, and does not look again."),
  RELEASE_IGNORES_RETURNING(
      S6, World.BLOCKED_TWICE, "A released Processor is idle, though a Worker waits for one."),
  PARK_IGNORES_RETURNING(
      S6, World.BLOCKING, "A Worker that parks makes its Processor idle, though another waits."),
  GIVE_BACK_IGNORES_RETURNING(
      S6,
      World.HAND_OFF_WITHOUT_THREAD,
      "A waker that got no thread makes the Processor idle, though meanwhile a Worker waits."),
  NO_WAKE_AFTER_MAKING_ROOM(
      S6,
      World.MAKING_ROOM,
      "A Worker that makes room puts its task behind the others, and wakes nobody."),
  RETURN_WITHOUT_LOOKING(
      S6, World.BLOCKING, "A Worker comes back, and waits, though a Processor is idle."),
  BENCH_KEEPS_TASKS(
      S6,
      World.RESCUE_BUSY,
      "A busy Worker benches its Processor, and leaves tasks in its queue, where nobody looks."),
  NO_RECHECK_AFTER_RESCUE(
      S6, World.RESCUE, "A monitor makes a spare Processor idle, and does not look again."),
  RESCUE_IGNORES_RETURNING(
      S6, World.RESCUE_RETURNING, "A spare Processor is idle, though a Worker waits for one."),

  ACCEPT_WITHOUT_RECHECK(
      S8,
      World.SHUTDOWN,
      "A submitter looks at the phase before it publishes, and not again (kotlinx 4b0f4dec)."),
  WITHDRAW_BEFORE_THE_END(
      S8,
      World.SHUTDOWN_YIELD,
      "A submitter that comes late takes its task back, which has done a step and yielded."),
  TERMINATE_WITHOUT_LOOKING(
      S8,
      World.SHUTDOWN_SEARCHING,
      "Termination trusts idle Processors, and doesn't look at the queues."),
  TERMINATE_FORGETS_PARKED(
      S8, World.SHUTDOWN_PARKED, "Termination doesn't wait for tasks that are parked."),
  TERMINATE_FORGETS_AWAY(
      S8,
      World.RETAKE_AT_SHUTDOWN,
      "Termination trusts idle Processors, while a Worker is in a call without one."),
  BACK_IGNORES_IDLE(
      S5, World.RESCUE, "A Processor is counted as too many while all are idle, and nobody acts."),
  TERMINATE_FORGETS_BENCH(
      S8, World.RESCUE_IN_VAIN, "The end waits for the Processors on the bench to be idle."),
  TERMINATE_COUNTS_NO_SPARES(
      S3,
      World.RESCUE_AT_SHUTDOWN,
      "Termination trusts as many idle Processors as take part, while a spare one is held."),
  NO_END_AFTER_BACK(
      S8,
      World.RESCUE_IN_VAIN,
      "A monitor counts a Processor too many while another wants to end, which fails, and leaves it"
          + " at that."),
  STOP_MISSES_PARKING(
      S8,
      World.SHUTDOWN_NOW,
      "A task that parks while shutdownNow sweeps doesn't look at the phase."),

  WAKE_OVERLOOKS_WATCHER(
      S6, World.EVENT, "A waker finds nobody parked, and doesn't take the watcher."),
  GIVE_BACK_OVERLOOKS_WATCHER(
      S6,
      World.TIMER_FEW_THREADS,
      "A waker that got no thread sees nobody else parked, and leaves the watcher asleep."),
  NO_WAKE_AFTER_FIRING(
      S6, World.TIMER_BESIDE_BUSY, "A Worker takes in what is due, or has come, and wakes nobody."),
  CANCEL_BELIEVES_WHAT_IT_SAW(
      S1, World.TIMER_CANCELLED, "A timer is cancelled that has fired meanwhile."),

  PARK_FORGETS_WAITERS(
      S7,
      World.EVENT,
      "The last Worker parks, and doesn't look whether tasks wait for events (Go #5216)."),
  WATCH_BESIDE_A_SEARCHER(
      S7,
      World.EVENT_AND_WORK,
      "A Worker becomes the watcher while the last one, which was woken, is still in the poller."),
  WATCHER_IS_LEFT_IN_THE_POLLER(
      L4, World.EVENT_AND_WORK, "A waker takes the watcher, and doesn't wake it in the poller."),
  EVENTS_NEED_A_PROCESSOR(
      L4, World.EVENT_WHILE_BUSY, "The watcher finds no Processor idle, and drops its events."),
  EVENTS_LOST_TO_A_WAKER(
      L4, World.EVENT, "The watcher was handed a Processor, and drops its events."),

  TERMINATE_FORGETS_TIMERS(
      S8, World.TIMER_SHUTDOWN, "Termination doesn't wait for tasks that are to begin later."),
  SCHEDULE_WITHOUT_RECHECK(
      S8,
      World.TIMER_SHUTDOWN,
      "Who sets a timer looks at the phase before, and not again (kotlinx 4b0f4dec)."),
  STOP_LEAVES_TIMERS(S8, World.TIMER_SHUTDOWN_NOW, "shutdownNow leaves what is to begin later."),
  NO_END_AFTER_CANCEL(
      S8, World.TIMER_SHUTDOWN, "The last task that was to begin is cancelled, and nobody ends."),
  NO_END_AFTER_WATCH(
      S8,
      World.TIMER_AT_THE_END,
      "A Worker becomes the watcher while another wants to end, which fails, and leaves it at that."),
  NO_END_AFTER_FIRST_TIMER(
      S8,
      World.EVENT_SHUTDOWN_NOW,
      "Who sets the first timer says so in the idle state while another wants to end, which fails."),

  TIMER_TOLD_TO_NOBODY(S9, World.TIMERS, "A timer is set, and nobody is told."),
  TIMER_TOLD_BEFORE_IT_IS_SET(
      S9, World.TIMERS, "Who sets a timer reads who watches before it is there (Go #35274)."),
  NUDGE_LOST_BEFORE_SLEEP(S9, World.TIMERS, "A nudge counts only if the watcher sleeps already."),
  RELEASE_TELLS_NO_WATCHER(
      S9, World.TIMER_RETAKEN, "A monitor makes a retaken Processor idle, and tells nobody."),
  HELP_FORGETS_TIMERS(
      S9,
      World.TIMER_RESCUE,
      "A monitor rescues a Worker for a queued task, and not for a timer that is due."),
  RESCUE_TELLS_NO_WATCHER(
      S9, World.TIMER_RESCUE, "A monitor makes a spare Processor idle, and tells nobody."),
  DUE_LOOK_FORGETS_TIMERS(
      L4,
      World.TIMER_WHILE_BUSY,
      "A busy Processor never looks at the others' timers (Go #38860)."),
  SEARCH_FORGETS_TIMERS(
      L4,
      World.TIMER_AFTER_WORK,
      "A searcher looks at queues alone, though the watcher has sent it."),

  NO_GLOBAL_TICK(
      L1, World.GLOBAL_WAIT, "A busy Processor never looks at the global queue (Go #5639)."),
  MAKES_ROOM_AGAIN_AND_AGAIN(
      L1,
      World.HAND_OFF_AGAIN,
      "A Worker whose look at the global queue is due makes room for one that waits, each time."),
  NO_STREAK_BOUND(
      L2, World.RUN_NEXT_WAIT, "Tasks may follow each other in runNext for ever (Go #52934)."),
  GLOBAL_PICK_RESETS_STREAK(
      L2,
      World.RUN_NEXT_WAIT,
      "A pick from the global queue ends a streak of runNext, though the ring waits on."),
  NO_DUE_RETURN(L3, World.RETURN_WAIT, "A busy Processor is never given to a Worker that waits."),
  LAST_RETURNS_FIRST(
      L3, World.RETURN_WAIT, "Who came last to wait for a Processor gets the next one."),
  NO_DUE_BENCH(
      L3, World.RESCUE_BUSY, "A busy Processor is never put on the bench, though one is too many."),
  PERMIT_LOST(L4, World.PARKING, "A wake that comes before the task has parked is forgotten.");

  private final Invariant twin;
  private final World world;
  private final String what;

  Fault(Invariant twin, World world, String what) {
    this.twin = twin;
    this.world = world;
    this.what = what;
  }

  /** The invariant that it breaks. */
  public Invariant twin() {
    return twin;
  }

  /** A world in which it does. */
  public World world() {
    return world;
  }

  /** What is wrong. */
  public String what() {
    return what;
  }
}
