package dev.heddle.kernel;

import dev.heddle.drivers.Clock;
import dev.heddle.drivers.ExploreHost;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * Timers: they are set and cancelled while Workers fall asleep and pick how long they sleep; then
 * time passes. If nobody is told of a timer (S9), its task is never run and main waits forever: a
 * deadlock.
 *
 * <p>Arguments: processors; then one of
 *
 * <ul>
 *   <li>{@code outside}: main sets timers, each for an earlier time than the one before; how many.
 *       Each must fire before the time of the next has come;
 *   <li>{@code inside}: a task sets the timer, and ends;
 *   <li>{@code cancel}: main sets a timer, and cancels it while it fires;
 *   <li>{@code retake}: a task sets a timer and makes a blocking call until that has fired, while
 *       main retakes its Processor;
 *   <li>{@code shutdown}: main sets a timer while another thread shuts the Scheduler down.
 * </ul>
 */
public final class TimerDriver {
  private final Clock clock = new Clock();
  private final Failures failures = new Failures();
  private final Scheduler scheduler;
  private final Token[] tokens;
  private final Countdown[] fired;

  private TimerDriver(int processors, int timers, int spareWorkers) {
    scheduler =
        KernelDriver.builder(processors, failures)
            .spareWorkers(spareWorkers)
            .host(new ExploreHost(clock))
            .build();
    tokens = Token.make(timers);
    fired = new Countdown[timers];
    for (int i = 0; i < timers; i++) {
      fired[i] = new Countdown(1);
    }
  }

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    switch (args[1]) {
      case "outside" -> new TimerDriver(processors, Integer.parseInt(args[2]), 0).outside();
      case "inside" -> new TimerDriver(processors, 1, 0).inside();
      case "cancel" -> new TimerDriver(processors, 1, 0).cancel();
      case "retake" -> new TimerDriver(processors, 1, 1).retake();
      case "shutdown" -> new TimerDriver(processors, 1, 0).shutdown();
      default -> throw new IllegalArgumentException("no such way to use timers: " + args[1]);
    }
  }

  private void outside() throws InterruptedException {
    for (int i = 0; i < tokens.length; i++) {
      set(i, tokens.length - i);
    }
    for (int time = 1; time <= tokens.length; time++) {
      clock.advance(time);
      fired[tokens.length - time].await();
    }
    end();
  }

  private void inside() throws InterruptedException {
    Countdown begun = new Countdown(1);
    scheduler.execute(
        () -> {
          set(0, 1);
          begun.down();
        });
    begun.await();
    clock.advance(1);
    end();
  }

  private void cancel() throws InterruptedException {
    Timer timer = set(0, 1);
    clock.advance(1);
    if (timer.cancel()) {
      Reached.mark("cancelled");
      fire(0);
    } else {
      Reached.mark("fired");
    }
    end();
  }

  private void retake() throws InterruptedException {
    scheduler.execute(
        () -> {
          set(0, 1);
          Blocking.enter();
          fired[0].awaitOrFail();
          Blocking.exit();
        });
    Processor processor = scheduler.processor(0);
    while (!scheduler.retake(processor, processor.lease())) {
      Thread.onSpinWait();
    }
    clock.advance(1);
    end();
  }

  private void shutdown() throws InterruptedException {
    Thread closer = new Thread(scheduler::shutdown, "closer");
    closer.start();
    try {
      set(0, 0);
      Reached.mark("accepted");
    } catch (RejectedExecutionException e) {
      Reached.mark("rejected");
      fire(0);
    }
    closer.join();
    scheduler.awaitTermination();
    failures.rethrow();
    Token.allRan(tokens);
  }

  private Timer set(int i, long time) {
    return scheduler.schedule(() -> fire(i), Duration.ofNanos(time));
  }

  private void fire(int i) {
    tokens[i].run();
    fired[i].down();
  }

  private void end() throws InterruptedException {
    fired[0].await();
    KernelDriver.end(scheduler, failures);
    Token.allRan(tokens);
    Reached.mark("ended");
  }
}
