package dev.heddle.spec;

import static dev.heddle.spec.Script.await;
import static dev.heddle.spec.Script.back;
import static dev.heddle.spec.Script.cancel;
import static dev.heddle.spec.Script.forever;
import static dev.heddle.spec.Script.happen;
import static dev.heddle.spec.Script.listen;
import static dev.heddle.spec.Script.once;
import static dev.heddle.spec.Script.ready;
import static dev.heddle.spec.Script.readyAfter;
import static dev.heddle.spec.Script.rescue;
import static dev.heddle.spec.Script.retake;
import static dev.heddle.spec.Script.schedule;
import static dev.heddle.spec.Script.submit;

import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.End;

/**
 * Small worlds that are walked through to the end, each about something else. Two Processors, and
 * as many Workers, unless said otherwise.
 */
public enum World {
  INJECTION(
      "one thread outside submits two tasks; offers take two steps",
      Setup.of(2)
          .withSlowOffers()
          .withTasks(once(), once())
          .withOutside(once(submit(0), submit(1)))),
  TWO_SUBMITTERS(
      "two threads outside submit a task each",
      Setup.of(2).withTasks(once(), once()).withOutside(once(submit(0)), once(submit(1)))),
  SPAWNING(
      "a task submits three: runNext, displacement, stealing",
      Setup.of(2)
          .withTasks(once(submit(1), submit(2), submit(3)), once(), once(), once())
          .withOutside(once(submit(0)))),
  OVERFLOW(
      "a task submits four: a full ring spills to the global queue",
      Setup.of(2)
          .withSlowOffers()
          .withTasks(
              once(submit(1), submit(2), submit(3), submit(4)), once(), once(), once(), once())
          .withOutside(once(submit(0)))),
  BATCH(
      "three tasks from outside, rings of four: a batch moves from the global queue",
      Setup.of(2)
          .withLimits(4, 3, 1, 1)
          .withTasks(once(), once(), once())
          .withOutside(once(submit(0), submit(1), submit(2)))),
  YIELDING(
      "tasks that yield, with and without others waiting",
      Setup.of(2)
          .withTasks(once(submit(1), End.YIELD), once(End.YIELD), once())
          .withOutside(once(submit(0), submit(2)))),
  OVERRUNNING(
      "a task that has used up its slice and yields goes behind those in the global queue",
      Setup.of(2)
          .withTasks(once(submit(1), Call.OVERRUN, End.YIELD), once(), once())
          .withOutside(once(submit(0), submit(2)))),
  PARKING(
      "a task parks twice, and is woken from inside and from outside, at any moment",
      Setup.of(2)
          .withTasks(once(End.PARK, End.PARK), once(ready(0)))
          .withOutside(once(submit(0), submit(1), ready(0)))),
  THREE(
      "three Processors: which victim a thief looks at first is open",
      Setup.of(3).withTasks(once(submit(1)), once()).withOutside(once(submit(0)))),
  TWO_ROUNDS(
      "thieves look twice, and take runNext only from a victim that has picked nothing meanwhile",
      Setup.of(2)
          .withLimits(2, 3, 1, 2)
          .withTasks(once(submit(1)), once(submit(2)), once())
          .withOutside(once(submit(0)))),
  FEW_THREADS(
      "one of two Workers has no thread",
      Setup.of(2)
          .withThreads(1)
          .withTasks(once(submit(1)), once(), once())
          .withOutside(once(submit(0), submit(2)))),
  GLOBAL_WAIT(
      "one Processor is kept busy by tasks that yield, while others wait in the global queue (L1)",
      Setup.of(1)
          .withTimedWaits(true)
          .withTasks(forever(End.YIELD), once(submit(3)), once(), forever(End.YIELD))
          .withOutside(once(submit(0), submit(1), submit(2)))),
  RUN_NEXT_WAIT(
      "two tasks hand over to each other, a third is woken from outside again and again, a fourth"
          + " waits in the ring (L2); one Processor",
      Setup.of(1)
          .withLimits(2, 2, 2, 1)
          .withTimedWaits(true)
          .withTasks(
              forever(ready(1), End.PARK),
              forever(End.PARK, ready(0)),
              once(),
              once(submit(2), submit(0)),
              forever(End.PARK))
          .withOutside(once(submit(1), submit(4), submit(3)), forever(ready(4)))),
  SHUTDOWN(
      "a submission races with shutdown; the task submits another",
      Setup.of(2)
          .withTasks(once(submit(1)), once())
          .withOutside(once(submit(0)), once(Call.SHUTDOWN))),
  SHUTDOWN_SEARCHING(
      "a submission relies on a searcher, which parks while shutdown looks; one Processor",
      Setup.of(1)
          .withTasks(once(), once())
          .withOutside(once(submit(0), submit(1)), once(Call.SHUTDOWN))),
  SHUTDOWN_YIELD(
      "a submission races with shutdown; the task uses its slice up, and yields; one Processor",
      Setup.of(1)
          .withTasks(once(submit(1), Call.OVERRUN, End.YIELD), once())
          .withOutside(once(submit(0)), once(Call.SHUTDOWN))),
  SHUTDOWN_PARKED(
      "shutdown waits for a parked task, which is woken from outside",
      Setup.of(2)
          .withTasks(once(End.PARK))
          .withOutside(once(submit(0), ready(0)), once(Call.SHUTDOWN))),
  SHUTDOWN_NOW(
      "shutdownNow sweeps while a task submits another and parks; one Processor",
      Setup.of(1)
          .withTasks(once(submit(1), End.PARK), once())
          .withOutside(once(submit(0)), once(Call.SHUTDOWN_NOW))),
  SHUTDOWN_NOW_READY(
      "shutdownNow sweeps while a parked task is woken; one Processor",
      Setup.of(1)
          .withTasks(once(End.PARK))
          .withOutside(once(submit(0), ready(0)), once(Call.SHUTDOWN_NOW))),
  BLOCKING(
      "a task blocks while another waits, and a monitor retakes again and again; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(Call.ENTER, Call.EXIT), once())
          .withOutside(once(submit(0), submit(1)), forever(retake(0)))),
  BLOCKED_TWICE(
      "two tasks block, and each makes another runnable meanwhile; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(
              once(Call.ENTER, ready(2), Call.EXIT),
              once(Call.ENTER, submit(3), Call.EXIT),
              once(End.PARK),
              once())
          .withOutside(once(submit(2), submit(0), submit(1)), forever(retake(0)))),
  LENT_QUEUE(
      "a task submits another and blocks, and its Processor is retaken",
      Setup.of(2)
          .withTasks(once(submit(1), Call.ENTER, Call.EXIT), once())
          .withOutside(once(submit(0), retake(0)))),
  HAND_OFF(
      "two tasks hand their Processor off, a third waits; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(Call.HAND_OFF, Call.EXIT), once(Call.HAND_OFF, Call.EXIT), once())
          .withOutside(once(submit(0), submit(1), submit(2)))),
  HAND_OFF_AGAIN(
      "a task hands its Processor off again and again in one step, and another waits in the global"
          + " queue; one Processor, whose look there is always due",
      Setup.of(1)
          .withWorkers(2)
          .withLimits(2, 1, 1, 1)
          .withTasks(forever(Call.HAND_OFF, Call.EXIT), once())
          .withOutside(once(submit(0), submit(1)))),
  HAND_OFF_WITHOUT_THREAD(
      "a task hands its Processor off, and no second Worker has a thread; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withThreads(1)
          .withTasks(once(Call.HAND_OFF, Call.EXIT), once())
          .withOutside(once(submit(0), submit(1)))),
  MAKING_ROOM(
      "a task hands its Processor off and submits one that keeps the other Processor busy, whose look"
          + " at the global queue is always due",
      Setup.of(2)
          .withWorkers(3)
          .withLimits(2, 1, 1, 1)
          .withTasks(forever(End.YIELD), once(Call.HAND_OFF, submit(0), Call.EXIT))
          .withOutside(once(submit(1)))),
  RETURN_WAIT(
      "two tasks hand the only Processor off while a third keeps it busy (L3)",
      Setup.of(1)
          .withWorkers(3)
          .withLimits(2, 2, 1, 1)
          .withTimedWaits(true)
          .withTasks(
              forever(End.YIELD), once(Call.HAND_OFF, Call.EXIT), once(Call.HAND_OFF, Call.EXIT))
          .withOutside(once(submit(1), submit(2), submit(0)))),
  RETAKE_WAIT(
      "a task blocks while another keeps the only Processor busy (L3), a monitor retakes that, and"
          + " a third waits in the global queue (L1)",
      Setup.of(1)
          .withWorkers(2)
          .withLimits(2, 2, 1, 1)
          .withTimedWaits(true)
          .withTasks(forever(End.YIELD), once(Call.ENTER, Call.EXIT), once())
          .withOutside(once(submit(1), submit(0), submit(2)), forever(retake(0)))),
  RETAKE_AT_SHUTDOWN(
      "a Processor is retaken while shutdown looks whether all is over; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(Call.ENTER, Call.EXIT))
          .withOutside(once(submit(0)), once(Call.SHUTDOWN), once(retake(0)))),
  RETAKE_AFTER_SHUTDOWN(
      "a Processor is retaken, and its Worker takes the other one",
      Setup.of(2)
          .withTasks(once(Call.ENTER, Call.EXIT))
          .withOutside(once(submit(0), Call.SHUTDOWN, retake(0)))),
  RETAKE_AT_SHUTDOWN_NOW(
      "a Processor is retaken while shutdownNow sweeps; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(Call.ENTER, Call.EXIT))
          .withOutside(once(submit(0)), once(Call.SHUTDOWN_NOW), once(retake(0)))),
  HAND_OFF_AT_SHUTDOWN_NOW(
      "a task hands its Processor off, and submits another while shutdownNow sweeps; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(Call.HAND_OFF, submit(1), Call.EXIT), once())
          .withOutside(once(submit(0)), once(Call.SHUTDOWN_NOW))),
  RESCUE(
      "a task waits for another behind it without saying so, and a monitor looks again and again; one"
          + " Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withTasks(once(await(1)), once())
          .withOutside(once(submit(0), submit(1)), forever(Call.WATCH))),
  RESCUE_RETURNING(
      "a task waits, without saying so, for another that waits for its Processor after a call; one"
          + " Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withTasks(once(Call.HAND_OFF, Call.EXIT), once(await(0)))
          .withOutside(once(submit(0), submit(1)), forever(Call.WATCH))),
  RESCUE_BUSY(
      "two tasks yield for ever on one Processor and a spare one, which was set to work by mistake: one"
          + " of them has to be given up; looks at the global queue are always due",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withLimits(2, 1, 1, 1)
          .withTasks(forever(End.YIELD), forever(End.YIELD))
          .withOutside(once(submit(0), submit(1), rescue(0), back(0)))),
  RESCUE_WAIT(
      "a task that was rescued yields for ever, while another hands its Processor off, and waits for"
          + " one (L3); one Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withLimits(2, 2, 1, 1)
          .withTimedWaits(true)
          .withTasks(forever(await(1), End.YIELD), once(submit(2)), once(Call.HAND_OFF, Call.EXIT))
          .withOutside(once(submit(0), submit(1)), forever(Call.WATCH))),
  RESCUE_AT_SHUTDOWN(
      "a task waits for one that it has submitted, and is rescued twice, perhaps too early, while"
          + " shutdown waits for both; one Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withTasks(once(submit(1), await(1)), once())
          .withOutside(once(submit(0), Call.SHUTDOWN, rescue(0), back(0), rescue(0)))),
  RESCUE_IN_VAIN(
      "a monitor rescues a Worker that is not blocked, and takes it to be back, at any moment of a"
          + " shutdown; one Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withTasks(once(submit(1)), once())
          .withOutside(once(submit(0), rescue(0), Call.SHUTDOWN, back(0)))),
  TIMERS(
      "two tasks are to begin, the second before the first; one Processor",
      Setup.of(1)
          .withTasks(once(), once())
          .withOutside(once(schedule(0, 2), schedule(1, 1)), once(Call.TICK, Call.TICK))),
  TIMERS_OF_TWO(
      "the same, and the first is never due",
      Setup.of(2)
          .withTasks(once(), once())
          .withOutside(once(schedule(0, 2), schedule(1, 1)), once(Call.TICK))),
  TIMER_INSIDE(
      "a task is woken by a timer that it has set",
      Setup.of(2)
          .withTasks(once(readyAfter(0, 1), End.PARK))
          .withOutside(once(submit(0)), once(Call.TICK))),
  TIMER_AFTER_WORK(
      "a task has run, and another is to begin at once; one Processor",
      Setup.of(1).withTasks(once(), once()).withOutside(once(submit(0), schedule(1, 0)))),
  TIMER_WHILE_BUSY(
      "the only Processor is kept busy by a task that yields, while a timer is set outside",
      Setup.of(1)
          .withTasks(forever(End.YIELD), once())
          .withOutside(once(submit(0), schedule(1, 1)), once(Call.TICK))),
  TIMER_CANCELLED(
      "a timer is cancelled while it fires; one Processor",
      Setup.of(1).withTasks(once()).withOutside(once(schedule(0, 1), cancel(0)), once(Call.TICK))),
  TIMER_RETAKEN(
      "a task sets a timer and blocks, and its Processor is retaken; one Processor",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(schedule(1, 1), Call.ENTER, Call.EXIT), once())
          .withOutside(once(submit(0)), once(retake(0)), once(Call.TICK))),
  TIMER_RESCUE(
      "a task waits, without a word, for one that a timer begins; one Processor, and a spare one",
      Setup.of(1)
          .withSpares(1)
          .withWorkers(2)
          .withTasks(once(schedule(1, 0), await(1)), once())
          .withOutside(once(submit(0)), forever(Call.WATCH))),
  TIMER_BESIDE_BUSY(
      "one Processor is kept busy by a task that yields, while a timer is set outside",
      Setup.of(2)
          .withTasks(forever(End.YIELD), once())
          .withOutside(once(submit(0), schedule(1, 0)))),
  TIMER_FEW_THREADS(
      "the second of two Workers has no thread, and the first one watches",
      Setup.of(2)
          .withoutThreads(1)
          .withTasks(once(), once())
          .withOutside(once(schedule(0, 1), submit(1)), once(Call.TICK))),
  TIMER_SHUTDOWN(
      "a timer is set and cancelled while shutdown looks whether all is over; one Processor",
      Setup.of(1)
          .withTasks(once())
          .withOutside(once(schedule(0, 1), cancel(0)), once(Call.SHUTDOWN), once(Call.TICK))),
  TIMER_SHUTDOWN_NOW(
      "shutdownNow sweeps while timers are set outside and inside; one Processor",
      Setup.of(1)
          .withTasks(once(schedule(1, 1)), once())
          .withOutside(once(schedule(0, 0)), once(Call.SHUTDOWN_NOW))),
  TIMER_AT_THE_END(
      "a timer is watched, for which the end doesn't wait, while shutdown looks; one Processor",
      Setup.of(1)
          .withTasks(once())
          .withOutside(once(submit(0), readyAfter(0, 1)), once(Call.SHUTDOWN))),
  EVENT(
      "a task waits for an event, and another is submitted; one Processor",
      Setup.of(1)
          .withTasks(once(listen(0), End.PARK), once())
          .withOutside(once(submit(0), submit(1)), once(happen(0)))),
  EVENT_OF_TWO(
      "a task waits for an event",
      Setup.of(2)
          .withTasks(once(listen(0), End.PARK))
          .withOutside(once(submit(0)), once(happen(0)))),
  EVENT_AND_WORK(
      "a task waits for an event that never comes, and another is submitted",
      Setup.of(2)
          .withTasks(once(listen(0), End.PARK), once())
          .withOutside(once(submit(0), submit(1)))),
  EVENT_OUTSIDE(
      "a thread outside lets a parked task wait for an event; one Processor",
      Setup.of(1)
          .withTasks(once(End.PARK))
          .withOutside(once(submit(0), listen(0)), once(happen(0)))),
  EVENT_WHILE_BUSY(
      "beside one that waits for an event, a task hands the only Processor off, and yields",
      Setup.of(1)
          .withWorkers(2)
          .withTasks(once(listen(0), End.PARK), once(Call.HAND_OFF, Call.EXIT, End.YIELD))
          .withOutside(once(submit(0), submit(1)), once(happen(0)))),
  EVENT_OR_TIME(
      "a task waits for an event, or for a time, whichever comes first; one Processor",
      Setup.of(1)
          .withTasks(once(listen(0), readyAfter(0, 1), End.PARK))
          .withOutside(once(submit(0)), once(happen(0)), once(Call.TICK))),
  EVENT_SHUTDOWN(
      "shutdown waits for a task that waits for an event; one Processor",
      Setup.of(1)
          .withTasks(once(listen(0), End.PARK))
          .withOutside(once(submit(0)), once(happen(0)), once(Call.SHUTDOWN))),
  EVENT_SHUTDOWN_NOW(
      "shutdownNow cancels a task that waits for an event, while a timer is set; one Processor",
      Setup.of(1)
          .withTasks(once(listen(0), End.PARK))
          .withOutside(once(submit(0), readyAfter(0, 1)), once(Call.SHUTDOWN_NOW)));

  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // it is immutable, and can't say so
  private final Setup setup;

  World(String about, Setup setup) {
    this.about = about;
    this.setup = setup;
  }

  /** What happens there. */
  public String about() {
    return about;
  }

  /** Its parameters, without faults. */
  public Setup setup() {
    return setup;
  }
}
