package dev.heddle.kernel;

import dev.heddle.drivers.ExploreHost;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * The whole kernel at work: main submits tasks, each of which spawns others; rings are as small as
 * they can be, so that tasks overflow to the global queue and are stolen. Every task is run once,
 * and the scheduler terminates.
 *
 * <p>Arguments: processors, tasks submitted by main, tasks that the first of them spawns.
 */
public final class KernelDriver {
  private KernelDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    int submitted = Integer.parseInt(args[1]);
    int spawned = Integer.parseInt(args[2]);
    Token[] tokens = Token.make(submitted + spawned);
    Failures failures = new Failures();
    Scheduler scheduler = scheduler(processors, failures);
    scheduler.execute(
        () -> {
          for (int i = submitted; i < tokens.length; i++) {
            scheduler.execute(tokens[i]);
          }
          tokens[0].run();
        });
    for (int i = 1; i < submitted; i++) {
      scheduler.execute(tokens[i]);
    }
    scheduler.shutdown();
    scheduler.awaitTermination();
    failures.rethrow();
    Token.allRan(tokens);
    Reached.mark("terminated");
  }

  /**
   * The smallest kernel: rings of two, one steal round, the global queue first every third time.
   */
  static SchedulerBuilder builder(int processors, Failures failures) {
    return Scheduler.builder()
        .processors(processors)
        .limits(
            Limits.DEFAULT
                .withRingCapacity(2)
                .withStealRounds(1)
                .withGlobalInterval(3)
                .withRunNextStreak(1))
        .uncaught(failures)
        .spareWorkers(0)
        .monitor(false)
        .host(new ExploreHost());
  }

  /**
   * Ends a driver that has seen everything it waits for. Under JPF the Workers, which are daemons,
   * are left as they are: shutdown has drivers of its own, and would multiply the states of this
   * one.
   */
  static void end(Scheduler scheduler, Failures failures) throws InterruptedException {
    if (!ExploreHost.underJpf()) {
      scheduler.shutdown();
      scheduler.awaitTermination();
    }
    failures.rethrow();
  }

  static Scheduler scheduler(int processors, Failures failures) {
    return builder(processors, failures).build();
  }
}
