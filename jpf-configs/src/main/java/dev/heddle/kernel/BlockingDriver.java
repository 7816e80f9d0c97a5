package dev.heddle.kernel;

import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * Blocking calls: tasks that lend their Processor, or hand it off at once, while main retakes what
 * is lent, as the Monitor does, and other tasks wait. Every task is run once and to its end, and no
 * Processor has two owners.
 *
 * <p>Arguments: processors; spare Workers; tasks in blocking calls; {@code lend} or {@code
 * handoff}; other tasks, submitted after them; how often main tries to retake; {@code end} if the
 * scheduler is shut down meanwhile, {@code meet} if it isn't.
 */
public final class BlockingDriver {
  private BlockingDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    int blocking = Integer.parseInt(args[2]);
    boolean handsOff = args[3].equals("handoff");
    int others = Integer.parseInt(args[4]);
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(processors, failures).spareWorkers(Integer.parseInt(args[1])).build();
    Token[] tokens = Token.make(blocking + others);
    Countdown left = new Countdown(tokens.length);
    for (int i = 0; i < tokens.length; i++) {
      Token token = tokens[i];
      boolean blocks = i < blocking;
      scheduler.execute(
          () -> {
            if (blocks) {
              call(handsOff);
            }
            token.run();
            left.down();
          });
    }
    for (int i = 0; i < Integer.parseInt(args[5]); i++) {
      for (int p = 0; p < processors; p++) {
        Processor processor = scheduler.processor(p);
        if (scheduler.retake(processor, processor.lease())) {
          Reached.mark("retaken");
        }
      }
    }
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

  private static void call(boolean handsOff) {
    if (handsOff) {
      Blocking.enterLong();
    } else {
      Blocking.enter();
    }
    Worker worker = Worker.current();
    Blocking.exit();
    if (worker.processor() == null) {
      throw new AssertionError("S3: a Worker goes on without a Processor");
    }
  }

  /** How many tasks have not ended. */
  private static final class Countdown {
    private int left;

    Countdown(int tasks) {
      left = tasks;
    }

    synchronized void down() {
      left--;
      notifyAll();
    }

    synchronized void await() throws InterruptedException {
      while (left > 0) {
        wait();
      }
    }
  }
}
