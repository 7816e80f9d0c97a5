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
 * <p>Arguments: processors; tasks that a producer submits; {@code shutdown} or {@code now}; {@code
 * plain} or {@code parking}: whether the tasks park after they have run, for ever, so that each
 * must be reported.
 */
public final class ShutdownDriver {
  private ShutdownDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    Token[] tokens = Token.make(Integer.parseInt(args[1]));
    boolean now = args[2].equals("now");
    Runnable[] tasks = new Runnable[tokens.length];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = args[3].equals("parking") ? new Parking(tokens[i]) : tokens[i];
    }
    int[] reported = new int[tokens.length];
    boolean[] accepted = new boolean[tokens.length];
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(processors, failures)
            .cancelled(task -> report(reported, tasks, task))
            .build();
    Actor producer = Actor.start("producer", () -> submit(scheduler, tasks, accepted));
    if (now) {
      List<Runnable> cancelled = scheduler.shutdownNow();
      cancelled.forEach(task -> report(reported, tasks, task));
    } else {
      scheduler.shutdown();
    }
    scheduler.awaitTermination();
    producer.join();
    failures.rethrow();
    for (int i = 0; i < tokens.length; i++) {
      int ends = reported[i] + (tasks[i] instanceof Parking ? 0 : tokens[i].runs());
      check(tokens[i], accepted[i], ends, reported[i]);
    }
  }

  private static void submit(Scheduler scheduler, Runnable[] tasks, boolean[] accepted) {
    for (int i = 0; i < tasks.length; i++) {
      try {
        scheduler.execute(tasks[i]);
        accepted[i] = true;
      } catch (RejectedExecutionException e) {
        Reached.mark("rejected");
      }
    }
  }

  private static void report(int[] reported, Runnable[] tasks, Runnable task) {
    synchronized (reported) {
      for (int i = 0; i < tasks.length; i++) {
        reported[i] += tasks[i] == task ? 1 : 0;
      }
    }
  }

  private static void check(Token token, boolean accepted, int ends, int reported) {
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

  /** Runs its token, and then waits for a wake that never comes. */
  private static final class Parking extends Task {
    private final Token token;

    Parking(Token token) {
      this.token = token;
    }

    @Override
    protected Step step() {
      token.run();
      return Step.PARK;
    }
  }
}
