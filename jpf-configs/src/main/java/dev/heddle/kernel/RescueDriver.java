package dev.heddle.kernel;

import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;

/**
 * Rescue: the first task waits, without having said so, for the second, which is queued behind it;
 * main lets a spare Processor take part, as the Monitor does, and says afterwards that there is one
 * too many, while the first task's Worker comes back. Both tasks end, and a third one runs.
 *
 * <p>Arguments: {@code before} or {@code after}: whether main says so before it submits the third
 * task or after; or {@code none}: there is no third task.
 */
public final class RescueDriver {
  private RescueDriver() {}

  public static void main(String[] args) throws InterruptedException {
    boolean before = !args[0].equals("after");
    int thirds = args[0].equals("none") ? 0 : 1;
    Failures failures = new Failures();
    Scheduler scheduler = KernelDriver.builder(1, failures).spareWorkers(1).rescues(1).build();
    Countdown second = new Countdown(1);
    Countdown first = new Countdown(1);
    Countdown third = new Countdown(thirds);
    scheduler.execute(
        () -> {
          second.awaitOrFail();
          first.down();
        });
    scheduler.execute(second::down);
    if (!scheduler.idle.rescue()) {
      throw new AssertionError("a Processor was to spare");
    }
    scheduler.lookAgain();
    first.await();
    if (before) {
      say(scheduler);
    }
    if (thirds > 0) {
      scheduler.execute(third::down);
    }
    if (!before) {
      say(scheduler);
    }
    third.await();
    KernelDriver.end(scheduler, failures);
    Reached.mark("rescued");
  }

  private static void say(Scheduler scheduler) {
    scheduler.idle.rescued();
    scheduler.idleStateMoved();
  }
}
