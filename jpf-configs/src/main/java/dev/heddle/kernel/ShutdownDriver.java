package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Shutdown against submit: what was accepted is run or reported, once; what was rejected is neither
 * (S8); and the scheduler terminates.
 *
 * <p>Arguments: processors, tasks that a producer submits, {@code shutdown} or {@code now}.
 */
public final class ShutdownDriver {
  private ShutdownDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    Token[] tokens = Token.make(Integer.parseInt(args[1]));
    boolean now = args[2].equals("now");
    int[] reported = new int[tokens.length];
    boolean[] accepted = new boolean[tokens.length];
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(processors, failures)
            .cancelled(task -> report(reported, task))
            .build();
    Actor producer = Actor.start("producer", () -> submit(scheduler, tokens, accepted));
    if (now) {
      List<Runnable> cancelled = scheduler.shutdownNow();
      cancelled.forEach(task -> report(reported, task));
    } else {
      scheduler.shutdown();
    }
    scheduler.awaitTermination();
    producer.join();
    failures.rethrow();
    for (int i = 0; i < tokens.length; i++) {
      check(tokens[i], accepted[i], reported[i]);
    }
  }

  private static void submit(Scheduler scheduler, Token[] tokens, boolean[] accepted) {
    for (int i = 0; i < tokens.length; i++) {
      try {
        scheduler.execute(tokens[i]);
        accepted[i] = true;
      } catch (RejectedExecutionException e) {
        Reached.mark("rejected");
      }
    }
  }

  private static void report(int[] reported, Runnable task) {
    int number = Integer.parseInt(((Token) task).name.substring(1));
    synchronized (reported) {
      reported[number - 1]++;
    }
  }

  private static void check(Token token, boolean accepted, int reported) {
    int ends = token.runs() + reported;
    if (ends != (accepted ? 1 : 0)) {
      throw new AssertionError(
          "S8: " + token + (accepted ? " accepted," : " rejected,") + " but ended " + ends);
    }
    if (token.runs() > 0) {
      Reached.mark("ran");
    }
    if (reported > 0) {
      Reached.mark("reported");
    }
  }
}
