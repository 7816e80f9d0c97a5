package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.CallLog;
import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Lifecycle;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Scheduler with one Processor ends while a task is in a blocking call. */
@Checks(Invariant.S8)
@EndsInTime
class BlockingShutdownTest {

  /** Where the Processor of the task in the call is. */
  private enum Where {
    LENT(Call.SHORT, false),
    RETAKEN(Call.SHORT, true),
    HANDED_OFF(Call.LONG, false);

    private final Call call;
    private final boolean monitor;

    Where(Call call, boolean monitor) {
      this.call = call;
      this.monitor = monitor;
    }
  }

  private final Crew crew = new Crew();
  private final CallLog log = new CallLog();
  private final Gate inCall = new Gate();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Runnable> cancelled = new CopyOnWriteArrayList<>();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private Scheduler scheduler;

  private void start(boolean monitor) {
    scheduler =
        Scheduler.builder()
            .processors(1)
            .threadFactory(crew)
            .events(log)
            .monitor(monitor)
            .cancelled(cancelled::add)
            .uncaught((task, error) -> told.add(error))
            .build();
  }

  /** A task waits for the gate in a call, and then does something. */
  private void startInCall(Where where, Runnable afterwards) throws InterruptedException {
    start(where.monitor);
    scheduler.execute(
        Call.task(
            () -> {
              where.call.around(inCall);
              afterwards.run();
              return null;
            }));
    inCall.awaitReached();
    Eventually.is(
        () -> log.count("retook") == (where == Where.LENT ? 0 : 1),
        () -> "nobody takes the Processor: " + log.lines());
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws InterruptedException {
    inCall.open();
    scheduler.close();
    crew.assertGone();
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @EnumSource
  void shutdownWaitsForTheCallAndForWhatFollows(Where where) throws Exception {
    startInCall(where, () -> scheduler.execute(runs::incrementAndGet));
    scheduler.shutdown();
    assertEquals(Lifecycle.SHUTDOWN, scheduler.lifecycle(), "a task is in a call");
    inCall.open();
    scheduler.awaitTermination();
    assertEquals(1, runs.get());
  }

  @ParameterizedTest
  @EnumSource
  void closeRunsWhatIsQueuedBehindTheCall(Where where) throws Exception {
    startInCall(where, runs::incrementAndGet);
    for (int i = 0; i < 10; i++) {
      scheduler.execute(runs::incrementAndGet);
    }
    FutureTask<Void> closer = new FutureTask<>(scheduler::close, null);
    Thread thread = new Thread(closer);
    thread.start();
    Eventually.waits(thread);
    inCall.open();
    closer.get();
    assertEquals(11, runs.get());
    assertTrue(scheduler.isTerminated());
  }

  @ParameterizedTest
  @EnumSource
  void shutdownNowInterruptsTheCallAndReportsWhatIsQueued(Where where) throws Exception {
    startInCall(where, () -> assertRejected());
    if (where == Where.LENT) {
      scheduler.execute(new Idle("queued"));
      assertEquals(List.of(new Idle("queued")), scheduler.shutdownNow());
    } else {
      assertEquals(List.of(), scheduler.shutdownNow());
    }
    scheduler.awaitTermination();
    assertTrue(inCall.wasInterrupted());
    assertEquals(0, runs.get());
  }

  private void assertRejected() {
    try {
      scheduler.execute(runs::incrementAndGet);
      throw new AssertionError("accepted after shutdownNow");
    } catch (RejectedExecutionException expected) {
      assertFalse(Thread.currentThread().isInterrupted(), "the gate has caught the interrupt");
    }
  }

  @Test
  void whatTheCallSubmitsAfterShutdownIsAccepted() throws Exception {
    start(false);
    Gate after = new Gate();
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          inCall.run();
          scheduler.execute(after);
          after.awaitReachedQuietly();
          Blocking.exit();
          runs.incrementAndGet();
        });
    inCall.awaitReached();
    scheduler.shutdown();
    inCall.open();
    after.awaitReached();
    after.open();
    scheduler.awaitTermination();
    assertEquals(1, runs.get());
  }

  @Test
  void aTaskThatWaitsForAProcessorEndsBeforeTheSchedulerDoes() throws Exception {
    start(false);
    Gate busy = new Gate();
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          scheduler.execute(busy);
          busy.awaitReachedQuietly();
          Blocking.exit();
          runs.incrementAndGet();
        });
    Eventually.is(() -> log.count("waits") == 1, () -> "it has a Processor: " + log.lines());
    scheduler.shutdown();
    assertEquals(Lifecycle.SHUTDOWN, scheduler.lifecycle());
    assertEquals(0, runs.get(), "the only Processor is busy");
    busy.open();
    scheduler.awaitTermination();
    assertEquals(1, runs.get());
    assertEquals("W0 was handed P0", log.lines().get(2));
  }

  @Test
  void anInterruptIsKeptWhileATaskWaitsForAProcessor() throws Exception {
    start(false);
    Gate busy = new Gate();
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          Blocking.enterLong();
          scheduler.execute(busy);
          busy.awaitReachedQuietly();
          Blocking.exit();
          kept.complete(Thread.currentThread().isInterrupted());
        });
    Eventually.is(() -> log.count("waits") == 1, () -> "it has a Processor: " + log.lines());
    Eventually.waits(crew.thread("heddle-0"));
    scheduler.shutdownNow();
    scheduler.awaitTermination();
    assertTrue(kept.get());
    assertTrue(busy.wasInterrupted(), "that is how the Processor became free");
  }

  @Test
  void anInterruptFromTheCallIsKeptAndNotTheNextTasks() throws Exception {
    start(false);
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              Blocking.enterLong();
              Thread.currentThread().interrupt();
              Blocking.exit();
              return Thread.currentThread().isInterrupted();
            });
    FutureTask<Boolean> next = new FutureTask<>(() -> Thread.currentThread().isInterrupted());
    scheduler.execute(task);
    assertTrue(task.get());
    scheduler.execute(next);
    assertFalse(next.get());
  }
}
