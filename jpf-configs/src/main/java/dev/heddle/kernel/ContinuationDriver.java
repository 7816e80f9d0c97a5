package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;

/**
 * Continuations that are resumed while the Scheduler ends: each resume is one run, on a Worker or,
 * if it comes too late, elsewhere. If one is lost main waits forever: a deadlock.
 *
 * <p>The threads are played: a run counts down, and then gives way as often as it was told, by
 * resuming the continuation again while it runs, as the JDK does for {@code Thread.yield}.
 *
 * <p>Arguments: processors; how often the first gives way; {@code end} or {@code stop}: how main
 * ends it all, while an actor resumes the second.
 */
public final class ContinuationDriver {
  private final Countdown left;
  private final Failures failures = new Failures();
  private final Scheduler scheduler;
  private final Continuations continuations;

  private ContinuationDriver(int processors, int runs) {
    left = new Countdown(runs);
    scheduler = KernelDriver.builder(processors, failures).build();
    continuations = Continuations.on(scheduler, new Mounter());
  }

  public static void main(String[] args) throws InterruptedException {
    int yields = Integer.parseInt(args[1]);
    ContinuationDriver driver = new ContinuationDriver(Integer.parseInt(args[0]), yields + 2);
    driver.run(yields, args[2].equals("stop"));
  }

  private void run(int yields, boolean stops) throws InterruptedException {
    continuations.resume(new Fiber(yields));
    Actor waker = Actor.start("waker", () -> continuations.resume(new Fiber(0)));
    if (!stops) {
      scheduler.shutdown();
    } else if (!scheduler.shutdownNow().isEmpty()) {
      throw new AssertionError("S8: a continuation was cancelled");
    }
    waker.join();
    left.await();
    scheduler.awaitTermination();
    failures.rethrow();
    Reached.mark("ended");
  }

  private final class Fiber implements Runnable {
    private int yields;

    /** Guarded by this. */
    private boolean running;

    Fiber(int yields) {
      this.yields = yields;
    }

    @Override
    public void run() {
      enter();
      Reached.mark(Scheduler.current() == null ? "elsewhere" : "on a Worker");
      boolean more = yields-- > 0;
      leave();
      left.down();
      if (more) {
        continuations.resume(this);
      }
    }

    private synchronized void enter() {
      if (running) {
        throw new AssertionError("S2: it is mounted twice");
      }
      running = true;
    }

    private synchronized void leave() {
      running = false;
    }
  }

  private static final class Mounter implements Continuations.Mounter {
    @Override
    public <T> T ofCarrier(ThreadLocal<T> variable) {
      return variable.get();
    }

    @Override
    public boolean isContinuation(Runnable task) {
      return task instanceof Fiber;
    }

    @Override
    public void continueElsewhere(Runnable continuation) {
      new Thread(continuation, "elsewhere").start();
    }

    @Override
    public StackTraceElement[] stack(Runnable continuation) {
      return new StackTraceElement[0];
    }
  }
}
