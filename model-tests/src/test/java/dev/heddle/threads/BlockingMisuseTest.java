package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Halves of a blocking call without the other half: the user is told, and the Worker goes on. */
@Checks({Invariant.S3, Invariant.S8})
@EndsInTime
class BlockingMisuseTest {
  private static final String NOT_IN_TASK = "Blocking.exit without Blocking.enter in this task";
  private static final String LEFT_OPEN = "a step ended without Blocking.exit";

  private final Crew crew = new Crew();
  private final CallLog log = new CallLog();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<Runnable> blamed = new CopyOnWriteArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(1)
          .threadFactory(crew)
          .events(log)
          .monitor(false)
          .uncaught(
              (task, error) -> {
                blamed.add(task);
                told.add(error.getMessage());
              })
          .build();

  @AfterEach
  @EndsInTime
  void theThreadsEnd() throws InterruptedException {
    scheduler.close();
    crew.assertGone();
  }

  private static String nobodysTask(String thread) {
    return "Blocking.exit without Blocking.enter: " + thread + " doesn't run a task";
  }

  @Test
  void anExitOutsideOfATaskIsRefused() {
    String message = assertThrows(IllegalStateException.class, Blocking::exit).getMessage();
    assertEquals(nobodysTask(Thread.currentThread().getName()), message);
  }

  @Test
  void anExitWithoutAnEnterReachesTheHandler() throws Exception {
    Runnable task = Blocking::exit;
    scheduler.execute(task);
    assertTheWorkerLives();
    assertEquals(List.of(NOT_IN_TASK), told);
    assertSame(task, blamed.get(0));
  }

  @Test
  void anExitTooManyReachesTheHandler() throws Exception {
    scheduler.execute(
        () -> {
          Blocking.enter();
          Blocking.exit();
          Blocking.exit();
        });
    assertTheWorkerLives();
    assertEquals(List.of(NOT_IN_TASK), told);
    assertEquals(List.of("W0 lent P0", "W0 reclaimed P0"), log.lines().subList(0, 2));
  }

  @Test
  void anExitOnAThreadOfTheUsersIsRefusedAndTheCallGoesOn() throws Exception {
    scheduler.execute(
        () -> {
          FutureTask<Void> exit = new FutureTask<>(Blocking::exit, null);
          Blocking.enter();
          new Thread(exit, "stranger").start();
          told.add(Call.failureOf(exit).getMessage());
          Blocking.exit();
        });
    assertTheWorkerLives();
    assertEquals(List.of(nobodysTask("stranger")), told);
  }

  @Test
  void anExitInAnotherTaskIsRefusedAndTheCallGoesOn() throws Exception {
    scheduler.execute(
        () -> {
          FutureTask<Void> exit = new FutureTask<>(Blocking::exit, null);
          Blocking.enterLong();
          scheduler.execute(exit);
          told.add(Call.failureOf(exit).getMessage());
          Blocking.exit();
        });
    assertTheWorkerLives();
    assertEquals(List.of(NOT_IN_TASK), told);
  }

  static Stream<Named<Runnable>> callsLeftOpen() {
    return Stream.of(
        Named.of("short", Blocking::enter),
        Named.of("long", Blocking::enterLong),
        Named.of("short in long", enters(Blocking::enterLong, Blocking::enter)),
        Named.of("long in short", enters(Blocking::enter, Blocking::enterLong)),
        Named.of("in a call that ends", () -> Scheduler.blocking((Runnable) Blocking::enter)));
  }

  private static Runnable enters(Runnable outer, Runnable inner) {
    return () -> {
      outer.run();
      inner.run();
    };
  }

  @ParameterizedTest
  @MethodSource("callsLeftOpen")
  void aTaskThatEndsInACallIsReportedAndTheWorkerGoesOn(Runnable enter) throws Exception {
    scheduler.execute(enter);
    assertTheWorkerLives();
    assertEquals(List.of(LEFT_OPEN), told);
    assertEquals(List.of(enter), blamed);
  }

  @ParameterizedTest
  @MethodSource("callsLeftOpen")
  void aStepThatEndsInACallIsReportedAndItsTaskGoesOn(Runnable enter) throws Exception {
    CompletableFuture<List<String>> lastStep = new CompletableFuture<>();
    Task task =
        new Task() {
          private boolean entered;

          @Override
          protected Step step() {
            if (entered) {
              lastStep.complete(List.copyOf(told));
              return Step.DONE;
            }
            entered = true;
            enter.run();
            return Step.YIELD;
          }
        };
    scheduler.execute(task);
    assertEquals(List.of(LEFT_OPEN), lastStep.get());
    assertTheWorkerLives();
    assertEquals(List.of(task), blamed);
  }

  @ParameterizedTest
  @MethodSource("callsLeftOpen")
  void aTaskThatThrowsInACallIsReportedForBoth(Runnable enter) throws Exception {
    scheduler.execute(
        () -> {
          enter.run();
          throw new IllegalStateException("thrown");
        });
    assertTheWorkerLives();
    assertEquals(List.of("thrown", LEFT_OPEN), told);
  }

  /** A task that is submitted now runs, has a Processor and can make a call. Then all has ended. */
  private void assertTheWorkerLives() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              scheduler.execute(ran::countDown);
              Call.LONG.await(ran);
              return null;
            });
    scheduler.execute(task);
    task.get();
    scheduler.close();
  }
}
