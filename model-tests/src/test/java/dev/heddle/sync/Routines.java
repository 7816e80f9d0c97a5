package dev.heddle.sync;

import dev.heddle.kernel.Scheduler;
import dev.heddle.threads.Eventually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What Go has goroutines for, in a test that blocks on channels: threads of some kind. Their
 * failures are the test's.
 */
final class Routines implements AutoCloseable {

  /** The kinds. */
  enum Kind {
    /** Platform threads. */
    THREADS,
    /** Plain tasks of a Scheduler with two Processors, which they give away when they block. */
    RUNNABLES,
    /** The same with one Processor: only one runs at a time. */
    RUNNABLES_ON_ONE;

    Routines open() {
      return switch (this) {
        case THREADS -> new Routines(null);
        case RUNNABLES -> new Routines(scheduler(2));
        case RUNNABLES_ON_ONE -> new Routines(scheduler(1));
      };
    }

    /** No Monitor: who blocks gives its Processor away by itself. */
    private static Scheduler scheduler(int processors) {
      return Scheduler.builder().processors(processors).spareWorkers(64).monitor(false).build();
    }
  }

  /** What one of them does. */
  interface Body {
    void run() throws Exception;
  }

  private final Scheduler scheduler;
  private final List<CountDownLatch> ends = new ArrayList<>();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  private Routines(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Go: {@code go}. Only by the thread that closes this. */
  void go(Body body) {
    CountDownLatch end = new CountDownLatch(1);
    ends.add(end);
    Runnable routine =
        () -> {
          try {
            body.run();
          } catch (Throwable e) {
            failures.add(e);
          } finally {
            end.countDown();
          }
        };
    if (scheduler == null) {
      Thread thread = new Thread(routine);
      thread.setDaemon(true);
      thread.start();
    } else {
      scheduler.execute(routine);
    }
  }

  /** Waits for all of them, and fails as the first of them did. */
  @Override
  public void close() {
    try {
      for (CountDownLatch end : ends) {
        Eventually.opens(end);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    } finally {
      if (scheduler != null) {
        scheduler.shutdownNow();
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.get(0));
    }
    if (scheduler != null) {
      scheduler.close();
    }
  }
}
