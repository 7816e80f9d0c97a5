package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.SchedulerExecutor;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who schedules, and the end of a {@link SchedulerExecutor}, race many times. No task runs as long
 * as the test lasts, but for periodic ones, once. So each Future that was given is cancelled, or
 * returned, and never both; and nobody waits for the next day.
 */
@Checks(Invariant.S8)
@EndsInTime
class ScheduledShutdownRaceTest {
  private static final int ROUNDS = 200;

  /** Where a slow machine doesn't get to the end, it needn't come to the race. */
  private static final int MOST = 500;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eachFutureIsCancelledOrReturned(boolean now) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      new Round(round % 50, now).run();
    }
  }

  /** One executor, somebody who schedules from outside, somebody inside, and the end. */
  private static final class Round {
    private final int enough;
    private final boolean now;
    private final Crew crew = new Crew();
    private final Queue<ScheduledFuture<?>> given = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();
    private final SchedulerExecutor executor =
        SchedulerExecutor.of(
            Scheduler.builder().processors(2).rescues(0).threadFactory(crew), told::add);

    /**
     * @param enough how many Futures are given before the end begins
     * @param now whether it is shutdownNow; then there are tasks that are to run once, too
     */
    Round(int enough, boolean now) {
      this.enough = enough;
      this.now = now;
    }

    void run() throws Exception {
      FutureTask<Void> outside = new FutureTask<>(this::scheduleUntilRejected, null);
      FutureTask<Void> inside = new FutureTask<>(this::scheduleUntilRejected, null);
      executor.execute(inside);
      new Thread(outside, "outside").start();
      Eventually.is(() -> given.size() >= enough, () -> "too few: " + given.size());
      List<Runnable> returned = new ArrayList<>();
      if (now) {
        returned.addAll(executor.shutdownNow());
      } else {
        executor.shutdown();
      }
      outside.get();
      executor.close();
      crew.assertGone();
      if (!returned.remove(inside) && !inside.isCancelled()) {
        inside.get(0, TimeUnit.SECONDS); // it ran to its end, without a failure
      }
      assertOneFateEach(returned);
    }

    private void scheduleUntilRejected() {
      try {
        for (int i = 0; i < MOST; i++) {
          given.add(executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS));
          given.add(executor.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS));
          if (now) {
            given.add(executor.schedule(() -> {}, 1, TimeUnit.DAYS));
          }
        }
      } catch (RejectedExecutionException e) {
        assertTrue(executor.isShutdown());
      }
    }

    private void assertOneFateEach(List<Runnable> list) {
      Set<Object> returned = Collections.newSetFromMap(new IdentityHashMap<>());
      returned.addAll(list);
      assertEquals(list.size(), returned.size(), "each once");
      for (ScheduledFuture<?> future : given) {
        assertEquals(!returned.remove(future), future.isCancelled());
      }
      assertEquals(Set.of(), returned, "rejected, and returned all the same");
      assertTrue(now || told.isEmpty(), "told without a shutdownNow: " + told);
    }
  }
}
