package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Continuations, played, so that any JDK runs this: where they go when they are resumed. With real
 * virtual threads: {@code dev.heddle.virtual}.
 */
@Checks({Invariant.L1, Invariant.L2, Invariant.S8})
class ContinuationsTest {
  private static final int MOST_ROUNDS = 1_000;

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<String> log = new ArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder().processors(1).host(host).mounter(new Mounter()).build();
  private final Continuations continuations = Continuations.of(scheduler);

  private final class Fiber implements Runnable {
    private final String name;
    private int yields;

    Fiber(String name, int yields) {
      this.name = name;
      this.yields = yields;
    }

    @Override
    public void run() {
      log.add(name);
      if (yields-- > 0) {
        continuations.resume(this);
      }
    }
  }

  private final class Mounter implements Continuations.Mounter {
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
      log.add("elsewhere");
      continuation.run();
    }

    @Override
    public StackTraceElement[] stack(Runnable continuation) {
      return new StackTraceElement[0];
    }
  }

  private void run() {
    host.runUntilQuiet(MOST_ROUNDS);
  }

  @Test
  void whoGivesWayGoesBehindAllOthers() {
    for (String name : List.of("a", "b", "c")) {
      continuations.resume(new Fiber(name, 2));
    }
    run();
    assertEquals(List.of("a", "b", "c", "a", "b", "c", "a", "b", "c"), log);
  }

  @Test
  void whoGivesWayToWhoeverComesFromOutsideGoesBehindIt() {
    scheduler.execute(
        () -> {
          scheduler.global.push(() -> log.add("outside"));
          continuations.resume(new Fiber("a", 1));
        });
    run();
    assertEquals(List.of("a", "outside", "a"), log);
  }

  @Test
  void whoIsResumedFromInsideRunsNext() {
    Fiber woken = new Fiber("woken", 0);
    scheduler.execute(
        () -> {
          for (int i = 0; i < 3; i++) {
            scheduler.execute(() -> log.add("other"));
          }
          continuations.resume(woken);
        });
    run();
    assertEquals(4, log.size());
    assertEquals("woken", log.get(0));
  }

  @Test
  void afterTheEndItGoesOnElsewhere() {
    scheduler.shutdown();
    run();
    continuations.resume(new Fiber("a", 1));
    assertEquals(List.of("elsewhere", "a", "elsewhere", "a"), log);
  }

  @Test
  void shutdownNowCancelsNone() {
    continuations.resume(new Fiber("a", 0));
    Runnable task = () -> log.add("task");
    scheduler.execute(task);
    assertEquals(List.of(task), scheduler.shutdownNow());
    run();
    assertEquals(List.of("elsewhere", "a"), log);
    assertTrue(scheduler.isTerminated());
  }

  @Test
  void noneWithoutAMounter() {
    Scheduler plain = Scheduler.builder().processors(1).host(host).build();
    assertThrows(IllegalStateException.class, () -> Continuations.of(plain));
  }
}
