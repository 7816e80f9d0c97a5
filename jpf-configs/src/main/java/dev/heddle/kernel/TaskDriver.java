package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;

/**
 * A task that parks against threads that make it ready: no wake is lost (L4), no step overlaps
 * another (S2), and each step sees what its waker wrote before.
 *
 * <p>Arguments: wakers. The task parks until it has seen one wake of each. If a wake is lost, main
 * waits forever: a deadlock.
 */
public final class TaskDriver {
  private TaskDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int wakers = Integer.parseInt(args[0]);
    Failures failures = new Failures();
    Scheduler scheduler = KernelDriver.scheduler(1, failures);
    Waiter waiter = new Waiter(wakers);
    scheduler.execute(waiter);
    Actor[] actors = new Actor[wakers - 1];
    for (int i = 1; i < wakers; i++) {
      int number = i;
      actors[i - 1] = Actor.start("waker" + number, () -> waiter.wake(number));
    }
    waiter.wake(0);
    for (Actor actor : actors) {
      actor.join();
    }
    scheduler.shutdown();
    scheduler.awaitTermination();
    failures.rethrow();
    if (!waiter.isDone()) {
      throw new AssertionError("S8: terminated before the task was done");
    }
  }

  private static final class Waiter extends Task {
    private final Object[] seen;
    private boolean inStep;

    Waiter(int wakers) {
      seen = new Object[wakers];
    }

    void wake(int number) {
      synchronized (seen) {
        seen[number] = seen;
      }
      if (!ready()) {
        Reached.mark("too-late");
      }
    }

    @Override
    protected Step step() {
      if (inStep) {
        throw new AssertionError("S2: two steps at once");
      }
      inStep = true;
      boolean all = true;
      synchronized (seen) {
        for (Object one : seen) {
          all &= one != null;
        }
      }
      inStep = false;
      if (!all) {
        Reached.mark("parked");
      }
      return all ? Step.DONE : Step.PARK;
    }
  }
}
