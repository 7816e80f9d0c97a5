package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of a task: S8 allows one end or one report if it was accepted, and none if not. */
final class Job {
  private final AtomicInteger ends = new AtomicInteger();
  private final AtomicInteger reports = new AtomicInteger();

  /** Written by the submitter. */
  private volatile Boolean accepted;

  /** A task that leads back to its Job. */
  interface Of {
    Job job();
  }

  /** The Job of a task that was reported. */
  static Job of(Runnable task) {
    return ((Of) task).job();
  }

  void accepted() {
    accepted = true;
  }

  void rejected() {
    accepted = false;
  }

  void reported() {
    reports.incrementAndGet();
  }

  boolean hasEnded() {
    return ends.get() > 0;
  }

  void assertOneFate() {
    assertEquals(
        accepted ? 1 : 0,
        ends.get() + reports.get(),
        () -> "S8: accepted " + accepted + ", ended " + ends + ", reported " + reports);
  }

  /** Does its job at once, and something after it. */
  record Plain(Job job, Runnable after) implements Runnable, Of {
    @Override
    public void run() {
      job.ends.incrementAndGet();
      after.run();
    }
  }

  /** Yields once, then parks once, then does its job. Somebody has to make it ready. */
  static final class Stepwise extends Task implements Of {
    private final Job job;
    private int steps;

    Stepwise(Job job) {
      this.job = job;
    }

    @Override
    public Job job() {
      return job;
    }

    @Override
    protected Step step() {
      return switch (steps++) {
        case 0 -> Step.YIELD;
        case 1 -> Step.PARK;
        default -> {
          job.ends.incrementAndGet();
          yield Step.DONE;
        }
      };
    }
  }
}
