package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Clock;
import dev.heddle.drivers.ExploreHost;
import dev.heddle.drivers.ExplorePoller;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import java.time.Duration;

/**
 * The deadlock report: a task waits for something that comes, and then for nothing. A report that
 * comes before is false, and seen as a step after it. If none comes, main waits forever.
 *
 * <p>Arguments: processors; then {@code timer}, {@code event} or {@code task}: what comes.
 */
public final class DeadlockDriver {
  private final Failures failures = new Failures();
  private final Clock clock = new Clock();
  private final ExplorePoller poller = new ExplorePoller();
  private final Countdown timerSet = new Countdown(1);
  private final Countdown reports = new Countdown(1);
  private final Scheduler scheduler;
  private boolean reported;

  private DeadlockDriver(int processors, boolean events) {
    SchedulerBuilder builder =
        KernelDriver.builder(processors, failures)
            .host(new ExploreHost(clock))
            .deadlock(this::report);
    scheduler = (events ? builder.poller(poller) : builder).build();
  }

  public static void main(String[] args) throws InterruptedException {
    DeadlockDriver driver = new DeadlockDriver(Integer.parseInt(args[0]), args[1].equals("event"));
    driver.run(args[1]);
  }

  private void run(String what) throws InterruptedException {
    Sleeper sleeper = new Sleeper(what);
    scheduler.execute(sleeper);
    if (what.equals("task")) {
      scheduler.execute(sleeper::ready);
    }
    Actor outside = Actor.start("outside", what.equals("timer") ? this::pass : poller::happen);
    scheduler.shutdown();
    reports.await();
    outside.join();
    if (sleeper.steps != 2) {
      throw new AssertionError("S8: reported after " + sleeper.steps + " steps");
    }
    if (scheduler.shutdownNow().size() != 1) {
      throw new AssertionError("S8: not the one that is parked");
    }
    scheduler.awaitTermination();
    failures.rethrow();
    Reached.mark("ended");
  }

  private void pass() {
    timerSet.awaitOrFail();
    clock.advance(1);
  }

  private synchronized void report(Deadlock deadlock) {
    if (deadlock.parked().size() != 1) {
      throw new AssertionError("S8: " + deadlock.parked().size() + " tasks are reported");
    }
    reported = true;
    reports.down();
  }

  private synchronized boolean isReported() {
    return reported;
  }

  private final class Sleeper extends Task {
    private final String what;
    private int steps;

    Sleeper(String what) {
      this.what = what;
    }

    @Override
    protected Step step() {
      steps++;
      if (isReported()) {
        throw new AssertionError("S8: a step after the report");
      }
      if (steps == 1 && what.equals("timer")) {
        scheduler.readyAfter(this, Duration.ofNanos(1));
        timerSet.down();
      } else if (steps == 1 && what.equals("event")) {
        poller.await(this);
      }
      return Step.PARK;
    }
  }
}
