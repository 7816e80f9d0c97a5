package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A task in a blocking call lets others have its Processor. There is one Processor: so whatever
 * runs while the call lasts runs because it was given away.
 */
@Checks({Invariant.S3, Invariant.S6})
@EndsInTime
class BlockingTest {
  private final Crew crew = new Crew();
  private final CallLog log = new CallLog();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch latch = new CountDownLatch(1);
  private Scheduler scheduler;

  private SchedulerBuilder settings() {
    return Scheduler.builder()
        .processors(1)
        .rescues(0) // else a Worker that waits for a lock before the call may let others run, too
        .threadFactory(crew)
        .events(log)
        .uncaught((task, error) -> told.add(error));
  }

  private void start(Call... calls) {
    boolean lends = false;
    for (Call call : calls) {
      lends |= call.lends();
    }
    scheduler = settings().monitor(lends).build();
  }

  @AfterEach
  @EndsInTime
  void theThreadsEndAndNothingElseWasThrown() throws InterruptedException {
    latch.countDown();
    scheduler.close();
    crew.assertGone();
    assertEquals(List.of(), told);
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Call.values())
        .flatMap(outer -> Stream.of(Call.values()).map(inner -> Arguments.of(outer, inner)));
  }

  @ParameterizedTest
  @EnumSource
  void anotherTaskRunsMeanwhile(Call call) throws Exception {
    start(call);
    scheduler.execute(Call.task(() -> opened(call)));
    scheduler.execute(latch::countDown);
    Eventually.opens(latch);
    scheduler.close();
    assertEquals(call.lends() ? 1 : 0, log.count("lent P0"));
    assertEquals(1, log.count((call.lends() ? "monitor" : "W0") + " retook P0"), log::toString);
    assertEquals(0, log.count("reclaimed"), "it came back too late");
  }

  private Void opened(Call call) throws Exception {
    call.await(latch);
    return null;
  }

  @Test
  void aLentProcessorIsKeptIfNobodyTakesIt() {
    scheduler = settings().monitor(false).build();
    List<String> order = new CopyOnWriteArrayList<>();
    scheduler.execute(
        () -> {
          scheduler.execute(() -> order.add("another"));
          Scheduler.blocking(() -> scheduler.execute(() -> order.add("submitted in the call")));
          order.add("the call is over");
        });
    scheduler.close();
    assertEquals(List.of("the call is over", "another", "submitted in the call"), order);
    assertEquals(List.of("W0 lent P0", "W0 reclaimed P0"), log.lines().subList(0, 2));
    assertEquals(1, crew.size(), "threads");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void othersRunInTheInnerAndInTheOuterOfTwoCalls(Call outer, Call inner) throws Exception {
    start(outer, inner);
    CountDownLatch second = new CountDownLatch(1);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              outer.around(
                  Call.task(
                      () -> {
                        inner.await(latch);
                        scheduler.execute(second::countDown);
                        second.await();
                        return null;
                      }));
              return null;
            });
    scheduler.execute(task);
    scheduler.execute(latch::countDown);
    task.get();
    assertEquals(1, log.count("retook P0"), () -> "once for both: " + log.lines());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void afterBothOfTwoCallsTheTaskHasAProcessorAgain(Call outer, Call inner) throws Exception {
    start(outer, inner);
    List<String> order = new CopyOnWriteArrayList<>();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              outer.around(Call.task(() -> opened(inner)));
              scheduler.execute(() -> order.add("next"));
              order.add("this one first");
              return null;
            });
    scheduler.execute(task);
    scheduler.execute(latch::countDown);
    task.get();
    scheduler.close();
    assertEquals(List.of("this one first", "next"), order);
  }

  @ParameterizedTest
  @EnumSource
  void theTaskStillBelongsToItsSchedulerAndNeedNotYield(Call call) throws Exception {
    start(call);
    FutureTask<Void> task =
        new FutureTask<>(
            Call.task(
                () -> {
                  assertSame(scheduler, Scheduler.current());
                  assertFalse(Scheduler.shouldYield());
                  return null;
                }),
            null);
    scheduler.execute(Call.task(() -> around(call, task)));
    task.get();
  }

  private static Void around(Call call, Runnable body) throws Exception {
    call.around(body);
    return null;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSubmittedAndWokenInsideRunsMeanwhile(Call call) throws Exception {
    start(call);
    CountDownLatch ran = new CountDownLatch(2);
    Task sleeper =
        new Task() {
          private boolean awake;

          @Override
          protected Step step() {
            if (awake) {
              ran.countDown();
              return Step.DONE;
            }
            awake = true;
            latch.countDown();
            return Step.PARK;
          }
        };
    scheduler.execute(sleeper);
    Eventually.opens(latch);
    Runnable body =
        () -> {
          scheduler.execute(ran::countDown);
          sleeper.ready();
          Call.awaitQuietly(ran);
        };
    FutureTask<Void> task = new FutureTask<>(() -> around(call, body));
    scheduler.execute(task);
    task.get();
    assertTrue(sleeper.isDone());
  }

  // ---------------------------------------------------------------- results

  @Test
  void aCallReturnsWhatItReturns() throws Exception {
    start(Call.CALLABLE);
    FutureTask<String> task = new FutureTask<>(() -> Scheduler.blocking(() -> "result"));
    scheduler.execute(task);
    assertEquals("result", task.get());
  }

  static Stream<Throwable> whateverACallThrows() {
    return Stream.of(
        new IOException("a checked exception"),
        new IllegalStateException("a RuntimeException"),
        new AssertionError("an Error"));
  }

  @ParameterizedTest
  @MethodSource("whateverACallThrows")
  void whatACallThrowsIsThrownAndTheWorkerGoesOn(Throwable error) throws Exception {
    scheduler = settings().monitor(false).build();
    List<Throwable> caught = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    scheduler.execute(
        () -> {
          threads.add(Thread.currentThread());
          Throwable thrown =
              assertThrows(Throwable.class, () -> Scheduler.blocking(() -> fail(error)));
          caught.add(thrown);
        });
    FutureTask<Thread> next = new FutureTask<>(Thread::currentThread);
    scheduler.execute(next);
    assertEquals(threads, List.of(next.get()));
    assertSame(error, caught.get(0));
    assertEquals(1, log.count("reclaimed"));
  }

  @Test
  void whatARunnableCallThrowsEndsTheTaskAndTheWorkerGoesOn() throws Exception {
    scheduler = settings().monitor(false).build();
    IllegalStateException error = new IllegalStateException("in the call");
    Runnable call =
        () -> {
          throw error;
        };
    scheduler.execute(() -> Scheduler.blocking(call));
    FutureTask<String> next = new FutureTask<>(() -> Thread.currentThread().getName());
    scheduler.execute(next);
    assertEquals("heddle-0", next.get());
    assertEquals(List.of(error), told);
    told.clear();
  }

  private static Object fail(Throwable error) throws Exception {
    if (error instanceof Error e) {
      throw e;
    }
    throw (Exception) error;
  }

  // ---------------------------------------------------------------- outside of a task

  @Test
  void outsideOfATaskACallIsJustMade() throws Exception {
    start();
    assertEquals("result", Scheduler.blocking(() -> "result"));
    Thread[] ran = new Thread[1];
    Scheduler.blocking(() -> ran[0] = Thread.currentThread());
    Scheduler.blocking((Runnable) latch::countDown);
    assertSame(Thread.currentThread(), ran[0]);
    assertEquals(0, latch.getCount());
    IOException error = new IOException("in the call");
    assertSame(error, assertThrows(IOException.class, () -> Scheduler.blocking(() -> fail(error))));
    assertFalse(Blocking.enter());
    assertFalse(Blocking.enterLong());
    assertNull(Scheduler.current());
    assertEquals(List.of(), log.lines());
  }
}
