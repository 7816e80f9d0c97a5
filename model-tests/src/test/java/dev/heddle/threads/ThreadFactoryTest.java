package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where no thread is to be had, the user is told, and nothing that was accepted gets lost. */
@Checks(Invariant.S8)
@EndsInTime
class ThreadFactoryTest {
  private static final int TASKS = 100;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();

  private Scheduler scheduler(int processors, ThreadFactory factory) {
    return Scheduler.builder()
        .processors(processors)
        .monitor(false) // its thread is another one to ask for
        .threadFactory(factory)
        .uncaught(this::tell)
        .build();
  }

  /** Fails so many times, and then gives threads. */
  private ThreadFactory failingFirst(int times, ThreadFactory failing) {
    return body -> (calls.getAndIncrement() < times ? failing : crew).newThread(body);
  }

  private void tell(Runnable task, Throwable error) {
    told.add(task == null ? error : new AssertionError("no task is to blame, not " + task, error));
  }

  static Stream<Named<ThreadFactory>> factoriesThatFail() {
    return Stream.of(
        Named.of("returns null", body -> null),
        Named.of(
            "throws",
            body -> {
              throw new IllegalStateException("no thread to be had");
            }),
        Named.of(
            "throws an Error",
            body -> {
              throw new OutOfMemoryError("unable to create native thread");
            }),
        Named.of("makes a thread that can't start", body -> ended()),
        Named.of("starts the thread", ThreadFactoryTest::started));
  }

  private static Thread started(Runnable body) {
    Thread thread = new Thread(body, "early");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A thread can't be started twice. */
  private static Thread ended() {
    Thread thread = new Thread(() -> {});
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return thread;
  }

  @Test
  void saysWhichThreadTheFactoryDidNotMake() {
    try (Scheduler scheduler = scheduler(1, body -> null)) {
      scheduler.execute(runs::incrementAndGet);
      assertEquals(
          List.of("the thread factory returned null for heddle-0"),
          told.stream().map(Throwable::getMessage).toList());
      scheduler.shutdownNow();
    }
  }

  @Test
  void saysThatTheFactoryStartedAThread() {
    try (Scheduler scheduler = scheduler(1, ThreadFactoryTest::started)) {
      scheduler.execute(runs::incrementAndGet);
      assertEquals(
          List.of(
              "the thread factory must return a thread that is not started, but started early for"
                  + " heddle-0"),
          told.stream().map(Throwable::getMessage).toList());
      scheduler.shutdownNow();
    }
    assertEquals(0, runs.get());
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void theOnlyThreadIsAskedForAgainBySubmitters(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(1, failingFirst(2, failing));
    for (int i = 0; i < 3; i++) {
      scheduler.execute(runs::incrementAndGet);
    }
    Eventually.is(() -> runs.get() == 3, () -> "no thread: " + scheduler);
    scheduler.close();
    assertEquals(1, told.size(), () -> "told once, not " + told);
    assertEquals(3, calls.get(), "asked");
    crew.assertGone();
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void theOnlyThreadIsAskedForAgainByWhoWaitsForTheEnd(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(1, failingFirst(3, failing));
    scheduler.execute(runs::incrementAndGet);
    scheduler.close();
    assertEquals(1, runs.get());
    assertEquals(1, told.size(), () -> "told once, not " + told);
    crew.assertGone();
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void whoWaitsWithATimeDoesNotWaitLonger(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(1, failing);
    scheduler.execute(runs::incrementAndGet);
    scheduler.shutdown();
    assertFalse(scheduler.awaitTermination(Duration.ofMillis(1)));
    assertEquals(List.of(0), scheduler.snapshot().threadless());
    assertEquals(1, scheduler.shutdownNow().size());
    scheduler.awaitTermination();
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void worksWithTheThreadsThatItGets(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(2, failingFirst(1, failing));
    for (int i = 0; i < TASKS; i++) {
      scheduler.execute(runs::incrementAndGet);
    }
    scheduler.close();
    assertEquals(TASKS, runs.get());
    assertEquals(1, told.size(), () -> "told " + told);
    assertTrue(crew.size() == 1 || crew.size() == 2, () -> "threads: " + crew.size());
    crew.assertGone();
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void aThreadThatIsMissingLaterIsNotMissed(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(2, body -> (crew.size() == 0 ? crew : failing).newThread(body));
    CountDownLatch wanted = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          scheduler.execute(runs::incrementAndGet); // wants the other Worker
          Eventually.is(() -> !told.isEmpty(), () -> "no thread was asked for");
          wanted.countDown();
        });
    Eventually.opens(wanted);
    scheduler.execute(runs::incrementAndGet);
    scheduler.close();
    assertEquals(2, runs.get());
    assertEquals(1, told.size(), () -> "told " + told);
    crew.assertGone();
  }

  @ParameterizedTest
  @MethodSource("factoriesThatFail")
  void withoutAnyThreadShutdownNowReturnsWhatIsQueued(ThreadFactory failing) throws Exception {
    Scheduler scheduler = scheduler(2, failing);
    List<Runnable> tasks = List.of(new Idle("first"), new Idle("second"), new Idle("third"));
    tasks.forEach(scheduler::execute);
    assertEquals(2, told.size(), "one report for each Worker that has no thread");
    scheduler.shutdown();
    assertFalse(scheduler.isTerminated(), "three tasks wait");
    assertEquals(tasks, scheduler.snapshot().global());

    assertEquals(tasks, scheduler.shutdownNow());
    scheduler.awaitTermination();
    assertTrue(scheduler.isTerminated());
    assertEquals(0, runs.get());
  }

  @Test
  void withoutAnyThreadAnInterruptEndsClose() throws Exception {
    List<Runnable> cancelled = new CopyOnWriteArrayList<>();
    Scheduler scheduler =
        Scheduler.builder()
            .monitor(false)
            .threadFactory(body -> null)
            .uncaught(this::tell)
            .cancelled(cancelled::add)
            .build();
    Runnable task = runs::incrementAndGet;
    scheduler.execute(task);
    Thread closer = new Thread(scheduler::close);
    closer.start();
    Eventually.waits(closer);
    closer.interrupt();
    closer.join();
    assertEquals(List.of(task), cancelled);
    assertEquals(0, runs.get());
    assertFalse(told.isEmpty());
  }
}
