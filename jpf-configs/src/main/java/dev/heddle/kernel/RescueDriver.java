package dev.heddle.kernel;

import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import java.util.List;

/**
 * Rescue: main lets a spare Processor take part for a Worker that is in a task, as the Monitor
 * does, and says afterwards that there is one too many. The task ends, and so does the one that it
 * has submitted; and what is neither on the bench nor too many is what main has rescued.
 *
 * <p>Arguments: {@code blocked}: the task waits, without having said so, for the one that it has
 * submitted, which only a spare Processor can run; or {@code returning}: it doesn't, so that it
 * comes back while it is rescued; how many tasks it submits.
 */
public final class RescueDriver {
  private RescueDriver() {}

  public static void main(String[] args) throws InterruptedException {
    boolean blocks = args[0].equals("blocked");
    int others = Integer.parseInt(args[1]);
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(1, failures)
            .spareWorkers(1)
            .rescues(1)
            .blocked(worker -> Reached.mark("reported"))
            .build();
    Countdown begun = new Countdown(1);
    Countdown othersLeft = new Countdown(others);
    Countdown left = new Countdown(1 + others);
    scheduler.execute(
        () -> {
          for (int i = 0; i < others; i++) {
            scheduler.execute(
                () -> {
                  othersLeft.down();
                  left.down();
                });
          }
          begun.down();
          if (blocks) {
            othersLeft.awaitOrFail();
          }
          left.down();
        });
    begun.await();
    if (!scheduler.idle.rescue()) {
      throw new AssertionError("a Processor was to spare");
    }
    scheduler.rescued(scheduler.processor(0), new BlockedWorker("heddle-0", List.of()));
    check(scheduler, 0);
    if (blocks) {
      left.await(); // nothing else would let it end
    }
    scheduler.idle.rescued();
    scheduler.idleStateMoved();
    left.await();
    check(scheduler, 1);
    KernelDriver.end(scheduler, failures);
    Reached.mark("rescued");
  }

  private static void check(Scheduler scheduler, int spare) {
    IdleState s = scheduler.idle.state();
    if (Stack.size(s.bench) + s.excess != spare) {
      throw new AssertionError(
          "S5: " + Stack.size(s.bench) + " Processors on the bench and " + s.excess + " too many");
    }
    if (s.excess > 0 && s.idle != null && s.idle.top.queue.isEmpty()) {
      throw new AssertionError("S5: a Processor is too many, and one is idle");
    }
  }
}
