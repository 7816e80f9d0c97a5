package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Timer;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Submitters and the end of a Scheduler race, many times. Each accepted task ends, or is reported,
 * or its timer is cancelled; each rejected one does none of these, and a Task among them can be
 * submitted elsewhere.
 */
@Checks({Invariant.S2, Invariant.S8})
@EndsInTime
class ShutdownRaceTest {
  private static final int ROUNDS = 100;
  private static final int SUBMITTERS = 2;
  private static final int PROCESSORS = 2;

  /** How a Scheduler is ended. */
  enum Ending {
    SHUTDOWN {
      @Override
      List<Runnable> end(Scheduler scheduler) {
        scheduler.shutdown();
        return List.of();
      }
    },
    SHUTDOWN_NOW {
      @Override
      List<Runnable> end(Scheduler scheduler) {
        return scheduler.shutdownNow();
      }
    },
    BOTH {
      @Override
      List<Runnable> end(Scheduler scheduler) {
        scheduler.shutdown();
        return scheduler.shutdownNow();
      }
    },
    CLOSE {
      @Override
      List<Runnable> end(Scheduler scheduler) {
        scheduler.close();
        assertTrue(scheduler.isTerminated());
        return List.of();
      }
    },
    CLOSE_INTERRUPTED {
      @Override
      List<Runnable> end(Scheduler scheduler) {
        Thread.currentThread().interrupt();
        scheduler.close();
        assertTrue(scheduler.isTerminated());
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        return List.of();
      }
    };

    /** Ends the Scheduler. Returns the tasks that were reported by being returned. */
    abstract List<Runnable> end(Scheduler scheduler);
  }

  @ParameterizedTest
  @EnumSource
  void eachAcceptedTaskEndsOrIsReportedAndNoOtherIs(Ending ending) throws Exception {
    try (Scheduler refuge = Scheduler.builder().processors(1).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        new Round(refuge, round % 50).run(ending);
      }
    }
  }

  /** One Scheduler and its end. */
  private static final class Round {
    private final Scheduler refuge;
    private final int enough;
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger submitted = new AtomicInteger();
    private final Crew crew = new Crew();
    private final Scheduler scheduler =
        Scheduler.builder()
            .processors(PROCESSORS)
            .ringCapacity(4)
            .threadFactory(crew)
            .cancelled(task -> Job.of(task).reported())
            .build();

    /**
     * @param refuge takes the Tasks that were rejected
     * @param enough how many tasks are submitted before the end begins
     */
    Round(Scheduler refuge, int enough) {
      this.refuge = refuge;
      this.enough = enough;
    }

    void run(Ending ending) throws Exception {
      List<FutureTask<Void>> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        FutureTask<Void> submitter = new FutureTask<>(this::submitUntilRejected, null);
        submitters.add(submitter);
        new Thread(submitter, "submitter" + i).start();
      }
      Eventually.is(() -> submitted.get() >= enough, () -> "too few: " + submitted);
      ending.end(scheduler).forEach(task -> Job.of(task).reported());
      for (FutureTask<Void> submitter : submitters) {
        submitter.get();
      }
      scheduler.awaitTermination();
      crew.assertGone();
      jobs.forEach(Job::assertOneFate);
    }

    private void submitUntilRejected() {
      boolean goOn = true;
      for (int i = 0; goOn; i++) {
        goOn =
            switch (i % 4) {
              case 0 -> submitPlain();
              case 1 -> submitStepwise();
              case 2 -> submitLater(Duration.ofNanos(i * 100L));
              default -> submitMuchLaterAndCancel();
            };
        submitted.incrementAndGet();
      }
    }

    private boolean submitPlain() {
      Job child = newJob();
      child.rejected(); // until the parent runs
      return submit(new Job.Plain(newJob(), () -> submit(new Job.Plain(child, () -> {}))));
    }

    /** It sets a timer itself, if it runs. */
    private boolean submitLater(Duration delay) {
      Job child = newJob();
      child.rejected(); // until the parent runs
      Job.Plain next = new Job.Plain(child, () -> {});
      return schedule(new Job.Plain(newJob(), () -> schedule(next, delay)), delay) != null;
    }

    private boolean submitMuchLaterAndCancel() {
      Job.Plain task = new Job.Plain(newJob(), () -> {});
      Timer timer = schedule(task, Duration.ofDays(1));
      if (timer != null && timer.cancel()) {
        task.job().rejected(); // else shutdownNow has it
      }
      return timer != null;
    }

    private boolean submitStepwise() {
      Job.Stepwise task = new Job.Stepwise(newJob());
      if (submit(task)) {
        task.ready();
        return true;
      }
      Job again = task.job();
      again.assertOneFate();
      refuge.execute(task);
      task.ready();
      Eventually.is(again::hasEnded, () -> "a rejected Task does not run elsewhere");
      again.accepted();
      return false;
    }

    private <T extends Runnable & Job.Of> boolean submit(T task) {
      try {
        scheduler.execute(task);
        task.job().accepted();
        return true;
      } catch (RejectedExecutionException e) {
        task.job().rejected();
        return false;
      }
    }

    /** Returns null if it is rejected. */
    private Timer schedule(Job.Plain task, Duration delay) {
      try {
        Timer timer = scheduler.schedule(task, delay);
        task.job().accepted();
        return timer;
      } catch (RejectedExecutionException e) {
        task.job().rejected();
        return null;
      }
    }

    private Job newJob() {
      Job job = new Job();
      jobs.add(job);
      return job;
    }
  }
}
