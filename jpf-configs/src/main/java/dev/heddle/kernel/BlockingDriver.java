package dev.heddle.kernel;

import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * Blocking calls: tasks that lend their Processor, or hand it off at once, while main retakes what
 * is lent, as the Monitor does, and other tasks wait. Every task is run once and to its end, and no
 * Processor has two owners.
 *
 * <p>Arguments: processors; spare Workers; tasks in blocking calls; {@code lend}, {@code handoff},
 * or {@code await}: lend, and wait in the call until all other tasks have run; other tasks,
 * submitted after them; how often main tries to retake, with {@code await} how often it succeeds;
 * {@code end} if the scheduler is shut down meanwhile, {@code meet} if it isn't.
 */
public final class BlockingDriver {
  private BlockingDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    int blocking = Integer.parseInt(args[2]);
    String call = args[3];
    int others = Integer.parseInt(args[4]);
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(processors, failures).spareWorkers(Integer.parseInt(args[1])).build();
    Token[] tokens = Token.make(blocking + others);
    Countdown left = new Countdown(tokens.length);
    Countdown othersLeft = new Countdown(others);
    for (int i = 0; i < tokens.length; i++) {
      Token token = tokens[i];
      boolean blocks = i < blocking;
      scheduler.execute(
          () -> {
            if (blocks) {
              call(call, othersLeft);
            } else {
              othersLeft.down();
            }
            token.run();
            left.down();
          });
    }
    retake(scheduler, Integer.parseInt(args[5]), call.equals("await"));
    if (args[6].equals("end")) {
      scheduler.shutdown();
      scheduler.awaitTermination();
      failures.rethrow();
    } else {
      left.await();
      KernelDriver.end(scheduler, failures);
    }
    Token.allRan(tokens);
    Reached.mark("ended");
  }

  private static void retake(Scheduler scheduler, int times, boolean untilItSucceeds) {
    for (int i = 0; i < times; ) {
      boolean success = false;
      for (int p = 0; p < scheduler.processorCount(); p++) {
        Processor processor = scheduler.processor(p);
        if (scheduler.retake(processor, processor.lease())) {
          Reached.mark("retaken");
          success = true;
        }
      }
      i += success || !untilItSucceeds ? 1 : 0;
    }
  }

  private static void call(String how, Countdown others) {
    if (how.equals("handoff")) {
      Blocking.enterLong();
    } else {
      Blocking.enter();
    }
    if (how.equals("await")) {
      others.awaitOrFail();
    }
    Blocking.exit();
  }
}
