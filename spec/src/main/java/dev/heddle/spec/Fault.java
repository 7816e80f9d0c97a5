package dev.heddle.spec;

import static dev.heddle.spec.Invariant.L1;
import static dev.heddle.spec.Invariant.L2;
import static dev.heddle.spec.Invariant.L4;
import static dev.heddle.spec.Invariant.S1;
import static dev.heddle.spec.Invariant.S2;
import static dev.heddle.spec.Invariant.S3;
import static dev.heddle.spec.Invariant.S4;
import static dev.heddle.spec.Invariant.S5;
import static dev.heddle.spec.Invariant.S6;
import static dev.heddle.spec.Invariant.S8;

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
      S6, World.NEW_WORKER, "A waker finds nobody parked, and doesn't make another Worker."),

  ACCEPT_WITHOUT_RECHECK(
      S8,
      World.SHUTDOWN,
      "A submitter looks at the phase before it publishes, and not again (kotlinx 4b0f4dec)."),
  TERMINATE_WITHOUT_LOOKING(
      S8, World.SHUTDOWN, "Termination trusts idle Processors, and doesn't look at the queues."),
  TERMINATE_FORGETS_PARKED(
      S8, World.SHUTDOWN_PARKED, "Termination doesn't wait for tasks that are parked."),
  TERMINATE_GIVES_UP_ON_WORK(
      S8,
      World.SHUTDOWN,
      "Termination finds a task queued and leaves, and the task is withdrawn: nobody comes back."),
  STOP_MISSES_PARKING(
      S8,
      World.SHUTDOWN_NOW,
      "A task that parks while shutdownNow sweeps doesn't look at the phase."),

  NO_GLOBAL_TICK(
      L1, World.GLOBAL_WAIT, "A busy Processor never looks at the global queue (Go #5639)."),
  WAKE_TRIES_THREADLESS_FIRST(
      L1,
      World.NEW_WORKER,
      "A waker tries the Worker that has just got no thread again and again, and makes no other."),
  NO_STREAK_BOUND(
      L2, World.RUN_NEXT_WAIT, "Tasks may follow each other in runNext for ever (Go #52934)."),
  GLOBAL_PICK_RESETS_STREAK(
      L2,
      World.RUN_NEXT_WAIT,
      "A pick from the global queue ends a streak of runNext, though the ring waits on."),
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
