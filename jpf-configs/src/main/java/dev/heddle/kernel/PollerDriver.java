package dev.heddle.kernel;

import dev.heddle.drivers.ExplorePoller;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;

/**
 * Events: a task waits for one while the Workers fall asleep, and main lets it come. If nobody
 * polls (S7), or the event is lost on its way, the task isn't woken and main waits forever: a
 * deadlock.
 *
 * <p>Arguments: processors; tasks that main submits besides; {@code meet}; {@code first}: the event
 * doesn't come before those tasks have run; or {@code end}: main cancels everything meanwhile, and
 * the task that waits is woken or reported.
 */
public final class PollerDriver {
  private PollerDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int others = Integer.parseInt(args[1]);
    boolean ends = args[2].equals("end");
    ExplorePoller poller = new ExplorePoller();
    Failures failures = new Failures();
    Countdown left = new Countdown(1 + others);
    Countdown othersLeft = new Countdown(others);
    Scheduler scheduler =
        KernelDriver.builder(Integer.parseInt(args[0]), failures)
            .poller(poller)
            .cancelled(task -> cancelled(left))
            .build();
    scheduler.execute(new Waiter(poller, left));
    for (int i = 0; i < others; i++) {
      scheduler.execute(
          () -> {
            othersLeft.down();
            left.down();
          });
    }
    if (args[2].equals("first")) {
      othersLeft.await();
    }
    poller.happen();
    if (ends) {
      scheduler.shutdownNow().forEach(task -> cancelled(left));
    }
    left.await();
    if (ends) {
      scheduler.awaitTermination();
      failures.rethrow();
    } else {
      KernelDriver.end(scheduler, failures);
    }
    Reached.mark("ended");
  }

  private static void cancelled(Countdown left) {
    Reached.mark("cancelled");
    left.down();
  }

  private static final class Waiter extends Task {
    private final ExplorePoller poller;
    private final Countdown left;
    private boolean waited;

    Waiter(ExplorePoller poller, Countdown left) {
      this.poller = poller;
      this.left = left;
    }

    @Override
    protected Step step() {
      if (waited) {
        left.down();
        return Step.DONE;
      }
      waited = true;
      poller.await(this);
      return Step.PARK;
    }
  }
}
