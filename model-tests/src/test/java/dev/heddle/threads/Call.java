package dev.heddle.threads;

import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** The ways to make a blocking call. */
enum Call {
  CALLABLE {
    @Override
    void around(Runnable body) throws Exception {
      Scheduler.blocking(Executors.callable(body));
    }
  },
  RUNNABLE {
    @Override
    void around(Runnable body) {
      Scheduler.blocking(body);
    }
  },
  SHORT {
    @Override
    void around(Runnable body) {
      boolean entered = Blocking.enter();
      try {
        body.run();
      } finally {
        leave(entered);
      }
    }
  },
  LONG {
    @Override
    void around(Runnable body) {
      boolean entered = Blocking.enterLong();
      try {
        body.run();
      } finally {
        leave(entered);
      }
    }
  };

  /** Does something in a blocking call. */
  abstract void around(Runnable body) throws Exception;

  /** Waits for a latch in a blocking call. */
  void await(CountDownLatch latch) throws Exception {
    around(() -> awaitQuietly(latch));
  }

  /** Whether somebody else must take the Processor from the caller: the Monitor. */
  boolean lends() {
    return this != LONG;
  }

  /** No Monitor where none is needed: so it can't have helped. */
  SchedulerBuilder settle(SchedulerBuilder settings) {
    return settings.monitor(lends());
  }

  /** A task that may throw. */
  static Runnable task(Callable<?> body) {
    return () -> {
      try {
        body.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    };
  }

  /** What a task that has failed, or is about to, has thrown. */
  static Throwable failureOf(FutureTask<?> task) {
    try {
      task.get();
      throw new AssertionError("it has not failed");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void leave(boolean entered) {
    if (entered) {
      Blocking.exit();
    }
  }
}
