package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Deadlock;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.Loopback.Pair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All tasks are parked, and nothing can wake them. Mostly Go's {@code crash_test}, restated. */
@Checks(Invariant.S8)
@EndsInTime
class DeadlockTest {
  private static final int ROUNDS = 500;

  private final Crew crew = new Crew();
  private final List<Deadlock> reports = new CopyOnWriteArrayList<>();
  private final AtomicInteger stepsAfterwards = new AtomicInteger();
  private Scheduler scheduler;

  private SchedulerBuilder settings() {
    return Scheduler.builder()
        .name("loom")
        .processors(2)
        .threadFactory(crew)
        .deadlock(reports::add);
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws Exception {
    scheduler.shutdownNow();
    scheduler.close();
    crew.assertGone();
    assertEquals(0, stepsAfterwards.get(), "a report was false");
  }

  private Script script(Script.Body body) {
    return new Script(
        self -> {
          if (!reports.isEmpty()) {
            stepsAfterwards.incrementAndGet();
          }
          return body.step(self);
        });
  }

  private Script run(Script.Body body) {
    Script script = script(body);
    scheduler.execute(script);
    return script;
  }

  private Deadlock awaitReport() {
    scheduler.shutdown();
    Eventually.is(() -> !reports.isEmpty(), () -> "no report of " + scheduler);
    assertEquals(1, reports.size());
    return reports.get(0);
  }

  /** SimpleDeadlock. */
  @Test
  void aTaskThatNobodyReadiesIsNamed() {
    scheduler = settings().build();
    Script sleeper = run(self -> Step.PARK);
    Deadlock report = awaitReport();
    assertSame(sleeper, report.parked().get(0).task());
    assertEquals(
        "loom: deadlock, all tasks are parked and nothing can wake them\n"
            + "\tscript waits for Task.ready",
        report.toString());
  }

  @Test
  void eachTaskIsNamedWithWhatItWaitsFor() {
    scheduler = settings().build();
    Channel<Integer> numbers = Channel.unbuffered();
    Channel<Integer> full = Channel.buffered(1);
    assertTrue(full.offer(1));
    WaitGroup group = new WaitGroup();
    group.add(1);
    Waiter<Integer> receiver = runWaiting(w -> numbers.receive(w));
    runWaiting(w -> full.send(2, w));
    runWaiting(w -> group.await(w));
    runSelect(numbers);
    Deadlock report = awaitReport();
    assertEquals(4, report.parked().size());
    String text = report.toString();
    assertTrue(text.contains("waiting waits to receive from " + numbers), text);
    assertTrue(text.contains("waiting waits to send on " + full), text);
    assertTrue(text.contains("waiting waits to await " + group), text);
    assertTrue(text.contains("script waits to receive from channel"), text);
    assertTrue(text.contains(" or receive from channel"), text);
    assertFalse(receiver.isServed());
  }

  private static final class Waiting extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final Predicate<Waiter<Integer>> asks;

    Waiting(Predicate<Waiter<Integer>> asks) {
      this.asks = asks;
    }

    @Override
    protected Step step() {
      return asks.test(waiter) ? Step.DONE : Step.PARK;
    }

    @Override
    public String toString() {
      return "waiting";
    }
  }

  private Waiter<Integer> runWaiting(Predicate<Waiter<Integer>> asks) {
    Waiting task = new Waiting(asks);
    scheduler.execute(task);
    return task.waiter;
  }

  private void runSelect(Channel<Integer> numbers) {
    Select[] select = new Select[1];
    run(
        self -> {
          if (select[0] == null) {
            select[0] = new Select(self);
            select[0].receive(numbers);
            select[0].receive(Channel.<Integer>unbuffered());
          }
          return select[0].decide() ? Step.DONE : Step.PARK;
        });
  }

  /** GoexitDeadlock: some have ended; and it was found out on whatever thread came last. */
  @Test
  void theRestMayHaveEndedBefore() {
    for (int i = 0; i < ROUNDS; i++) {
      reports.clear();
      scheduler = settings().build();
      Channel<Integer> channel = Channel.unbuffered();
      runWaiting(w -> channel.receive(w));
      runWaiting(w -> channel.send(1, w));
      runWaiting(w -> channel.send(2, w));
      assertEquals(1, awaitReport().parked().size());
      scheduler.shutdownNow();
    }
  }

  /** SleepZeroDeadlock: a timer is something that could wake them, until it has fired. */
  @Test
  void aTimerIsWaitedFor() {
    for (int i = 0; i < ROUNDS; i++) {
      reports.clear();
      scheduler = settings().build();
      Duration delay = Duration.ofNanos(i % 2 == 0 ? 0 : 1_000 * i);
      Script sleeper =
          run(
              self -> {
                if (((Script) self).steps() == 0) {
                  scheduler.readyAfter(self, delay);
                }
                return Step.PARK;
              });
      awaitReport();
      assertEquals(2, sleeper.steps(), "it was woken before the report");
      scheduler.shutdownNow();
    }
  }

  /** LockedDeadlock, the other way round: a thread in a call may come back with anything. */
  @Test
  void aBlockingCallIsWaitedFor() throws Exception {
    scheduler = settings().build();
    CountDownLatch latch = new CountDownLatch(1);
    Script sleeper = run(self -> ((Script) self).steps() > 0 ? Step.DONE : Step.PARK);
    sleeper.awaitSteps(1);
    CountDownLatch entered = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          Scheduler.blocking(
              () -> {
                entered.countDown();
                Call.awaitQuietly(latch);
              });
          sleeper.ready();
        });
    Eventually.opens(entered);
    scheduler.shutdown();
    latch.countDown();
    scheduler.awaitTermination();
    assertEquals(List.of(), reports);
  }

  /** NetpollDeadlock (#5216): events that are over are none to wait for. */
  @Test
  void anEventIsWaitedForAndNotMissedAfterwards() throws Exception {
    NioPoller poller = NioPoller.open();
    Loopback loopback = new Loopback();
    scheduler = settings().poller(poller).build();
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    Script reader =
        run(
            self -> {
              if (((Script) self).steps() == 0) {
                registration.awaitReadable(self);
              } else {
                registration.close();
              }
              return Step.PARK;
            });
    reader.awaitSteps(1);
    scheduler.shutdown();
    pair.send(1);
    awaitReport();
    assertEquals(2, reader.steps());
    loopback.close();
  }

  @Test
  void theHandlerMayEndItAll() throws Exception {
    List<Runnable> cancelled = new CopyOnWriteArrayList<>();
    scheduler =
        settings()
            .deadlock(
                report -> {
                  reports.add(report);
                  cancelled.addAll(scheduler.shutdownNow());
                })
            .build();
    Script sleeper = run(self -> Step.PARK);
    sleeper.awaitSteps(1);
    scheduler.close();
    assertEquals(List.of(sleeper), cancelled);
    assertEquals(1, reports.size());
  }

  @Test
  void aHandlerThatThrowsIsReported() {
    List<Throwable> told = new CopyOnWriteArrayList<>();
    IllegalStateException error = new IllegalStateException("not now");
    scheduler =
        settings()
            .uncaught((task, e) -> told.add(e))
            .deadlock(
                report -> {
                  throw error;
                })
            .build();
    run(self -> Step.PARK);
    scheduler.shutdown();
    Eventually.is(() -> !told.isEmpty(), () -> "nobody is told");
    assertEquals(List.of(error), told);
  }
}
