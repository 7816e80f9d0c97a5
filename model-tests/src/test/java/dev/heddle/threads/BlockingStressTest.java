package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many tasks in blocking calls: all at once, one after the other, and among others. */
@Checks({Invariant.S2, Invariant.S3, Invariant.S5, Invariant.S6, Invariant.S8})
@EndsInTime
class BlockingStressTest {
  /** Fewer than there are spare Workers: one task of each can wait at the same time. */
  private static final int GROUPS = 500;

  private static final int GROUP = 100;

  private static final List<Call> CALLS = List.of(Call.values());
  private static final List<Call> LENDING = List.of(Call.CALLABLE, Call.RUNNABLE, Call.SHORT);

  private final Crew crew = new Crew();
  private final Counters counters = new Counters();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicIntegerArray runsOf = new AtomicIntegerArray(GROUPS * GROUP);

  private SchedulerBuilder settings(int processors) {
    return Scheduler.builder().processors(processors).threadFactory(crew);
  }

  private static Runnable inCall(Call call, Runnable body) {
    return Call.task(
        () -> {
          call.around(body);
          return null;
        });
  }

  /** It counts itself in the call, and after it. */
  private Runnable waitingFor(Call call, CyclicBarrier barrier) {
    Runnable body = Call.task(barrier::await);
    return () -> {
      inCall(call, body).run();
      runs.incrementAndGet();
    };
  }

  @ParameterizedTest
  @EnumSource
  void twoHundredTasksAreInACallAtTheSameTime(Call call) throws Exception {
    int tasks = 200;
    Scheduler scheduler = call.settle(settings(2).spareWorkers(256)).events(counters).build();
    CyclicBarrier barrier = new CyclicBarrier(tasks); // nobody passes before all are there
    for (int i = 0; i < tasks; i++) {
      scheduler.execute(waitingFor(call, barrier));
    }
    scheduler.close();
    assertEquals(tasks, runs.get());
    assertEquals(tasks, counters.tasks());
    assertEquals(0, counters.failures());
    assertTrue(crew.size() >= tasks && crew.size() <= 2 + 256 + 1, () -> "threads " + crew.size());
    crew.assertGone();
  }

  @Test
  void asManyTasksAsThereAreWorkersAreInACallAtTheSameTime() throws Exception {
    int spares = 10;
    Scheduler scheduler = settings(2).spareWorkers(spares).events(counters).build();
    CyclicBarrier barrier = new CyclicBarrier(2 + spares);
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 2 + spares; i++) {
        scheduler.execute(waitingFor(Call.RUNNABLE, barrier));
      }
    }
    scheduler.close();
    assertEquals(10 * (2 + spares), runs.get());
    assertEquals(2 + spares + 1, crew.size(), "the Workers and the Monitor");
    crew.assertGone();
  }

  @Test
  void withoutSpareWorkersNothingIsRetakenAndAllRuns() throws Exception {
    int tasks = 1_000;
    CallLog log = new CallLog();
    Scheduler scheduler = settings(1).spareWorkers(0).events(log).build();
    for (int i = 0; i < tasks; i++) {
      Call call = LENDING.get(i % 3);
      scheduler.execute(inCall(call, () -> inCall(call, runs::incrementAndGet).run()));
    }
    scheduler.close();
    assertEquals(tasks, runs.get());
    assertEquals(tasks, log.count("lent"));
    assertEquals(tasks, log.count("reclaimed"));
    assertEquals(0, log.count("retook"));
    assertEquals(2, crew.size(), "the Worker and the Monitor");
    crew.assertGone();
  }

  @Test
  void withoutSpareWorkersLongCallsAreMadeAllTheSame() throws Exception {
    int tasks = 1_000;
    Scheduler scheduler = settings(2).spareWorkers(0).events(counters).build();
    for (int i = 0; i < tasks; i++) {
      scheduler.execute(inCall(Call.LONG, runs::incrementAndGet));
    }
    scheduler.close();
    assertEquals(tasks, runs.get());
    assertEquals(tasks, counters.tasks());
    assertTrue(crew.size() <= 3, () -> "threads " + crew.size());
    crew.assertGone();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void plainAndBlockingAndNestedTasksRunOnce(int processors) throws Exception {
    Scheduler scheduler = settings(processors).events(counters).build();
    for (int group = 0; group < GROUPS; group++) {
      submitGroup(scheduler, group);
    }
    scheduler.close();
    for (int id = 0; id < GROUPS * GROUP; id++) {
      assertEquals(1, runsOf.get(id), "runs of task " + id);
    }
    assertEquals(GROUPS * GROUP, counters.tasks());
    assertEquals(0, counters.failures());
    crew.assertGone();
  }

  /** The first waits in a call for the last; those between come in pairs. */
  private void submitGroup(Scheduler scheduler, int group) {
    int first = group * GROUP;
    int last = first + GROUP - 1;
    CountDownLatch latch = new CountDownLatch(1);
    scheduler.execute(
        inCall(
            CALLS.get(group % 4),
            () -> {
              Call.awaitQuietly(latch);
              runsOf.incrementAndGet(first);
            }));
    for (int id = first + 1; id < last; id += 2) {
      int other = id + 1;
      scheduler.execute(mixed(id, () -> scheduler.execute(mixed(other, () -> {}))));
    }
    scheduler.execute(
        () -> {
          latch.countDown();
          runsOf.incrementAndGet(last);
        });
  }

  /** A task that does something: in no call, in one, or in two. */
  private Runnable mixed(int id, Runnable something) {
    Runnable body =
        () -> {
          runsOf.incrementAndGet(id);
          something.run();
        };
    return switch (id / 2 % 5) {
      case 0 -> body;
      case 1 -> inCall(Call.SHORT, body);
      case 2 -> inCall(Call.LONG, body);
      case 3 -> inCall(Call.LONG, inCall(Call.SHORT, body));
      default -> inCall(Call.SHORT, inCall(Call.LONG, body));
    };
  }
}
