package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Mutex;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.Semaphore;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait with a deadline, in virtual time. */
@Checks(Invariant.S10)
class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofNanos(1);

  private final SimulatedHost host = new SimulatedHost(1);
  private final Scheduler scheduler = Scheduler.builder().processors(1).host(host).build();
  private final Channel<Integer> channel = Channel.unbuffered();
  private final List<String> log = new ArrayList<>();

  private Routine start(Routine.Body body) {
    Routine routine = new Routine(body);
    scheduler.execute(routine);
    host.runUntilQuiet(100);
    return routine;
  }

  /** Waits for a value, and says what came. */
  private Step receive(Routine self) {
    if (!channel.receive(self.waiter, SECOND)) {
      return Step.PARK;
    }
    log.add(self.waiter.isTimedOut() ? "time is over" : "received " + self.waiter.value());
    return Step.DONE;
  }

  private void pass(Duration time) {
    host.advance(time);
    host.runUntilQuiet(100);
  }

  @Test
  void aWaitEndsAtItsDeadlineAndNotBefore() {
    start(this::receive);
    pass(SECOND.minus(TICK));
    assertEquals(List.of(), log);
    pass(TICK);
    assertEquals(List.of("time is over"), log);
    assertFalse(channel.offer(1), "nobody waits any more");
  }

  @Test
  void aValueThatCameBeforeTheTaskHasLookedWins() {
    start(this::receive);
    host.advance(SECOND); // the timer is due, and no Worker has seen it
    assertTrue(channel.offer(1));
    host.runUntilQuiet(100);
    assertEquals(List.of("received 1"), log);
  }

  /** Another task runs after the timer has fired, and before the step that it causes. */
  @Test
  void aValueWinsAgainstATimerThatHasFired() {
    start(this::receive);
    scheduler.execute( // a task, so that both timers are of the same Processor
        () -> scheduler.schedule(() -> log.add("offered " + channel.offer(1)), SECOND.minus(TICK)));
    host.runUntilQuiet(100);
    pass(SECOND);
    assertEquals(List.of("offered true", "received 1"), log);
  }

  @Test
  void aWakeForNothingIsNoDeadline() {
    Routine receiver = start(this::receive);
    for (int i = 0; i < 3; i++) {
      receiver.ready();
      host.runUntilQuiet(100);
    }
    assertEquals(4, receiver.steps);
    assertEquals(List.of(), log);
    channel.offer(2);
    host.runUntilQuiet(100);
    assertEquals(List.of("received 2"), log);
  }

  /** Else the next wait of the same task would end too early. */
  @Test
  void aDeadlineEndsWithItsWait() {
    Routine receiver =
        start(
            self -> {
              while (log.size() < 2) {
                if (!channel.receive(self.waiter, SECOND)) {
                  return Step.PARK;
                }
                log.add(self.waiter.isTimedOut() ? "time is over" : "received");
              }
              return Step.DONE;
            });
    pass(SECOND.dividedBy(2));
    channel.offer(1);
    host.runUntilQuiet(100);
    assertEquals(List.of("received"), log);
    pass(SECOND.dividedBy(2));
    assertEquals(2, receiver.steps, "the first timer was cancelled");
    pass(SECOND.dividedBy(2));
    assertEquals(List.of("received", "time is over"), log);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void withoutTimeItDoesNotWait(long nanos) {
    Duration none = Duration.ofNanos(nanos);
    start(
        self -> {
          Waiter<Integer> waiter = self.waiter;
          assertTrue(channel.receive(waiter, none) && waiter.isTimedOut());
          assertTrue(channel.send(1, waiter, none) && waiter.isTimedOut());
          Channel<Integer> one = Channel.buffered(1);
          assertTrue(one.send(7, waiter, none) && waiter.isServed());
          assertTrue(one.receive(waiter, none) && waiter.value() == 7);
          Select select = new Select(self);
          select.receive(one);
          assertTrue(select.decide(none) && select.isTimedOut());
          log.add("done");
          return Step.DONE;
        });
    assertEquals(List.of("done"), log);
  }

  @Test
  void aSenderThatTimesOutHasSentNothing() {
    start(
        self -> {
          if (!channel.send(1, self.waiter, SECOND)) {
            return Step.PARK;
          }
          log.add(self.waiter.isTimedOut() ? "time is over" : "sent");
          return Step.DONE;
        });
    pass(SECOND);
    assertEquals(List.of("time is over"), log);
    assertEquals(null, channel.poll());
  }

  @Test
  void aSelectEndsAtItsDeadline() {
    Channel<Integer> other = Channel.unbuffered();
    Select[] select = new Select[1];
    start(
        self -> {
          if (select[0] == null) {
            select[0] = new Select(self);
            select[0].receive(channel);
            select[0].send(other).offer(1);
          }
          if (!select[0].decide(SECOND)) {
            return Step.PARK;
          }
          log.add(select[0].isTimedOut() ? "time is over" : "chosen");
          return Step.DONE;
        });
    pass(SECOND.minus(TICK));
    assertEquals(List.of(), log);
    pass(TICK);
    assertEquals(List.of("time is over"), log);
    assertEquals(null, select[0].chosen());
    assertFalse(channel.offer(1));
    assertEquals(null, other.poll());
  }

  @Test
  void locksAndGroupsHaveDeadlinesToo() {
    Mutex mutex = new Mutex();
    Semaphore semaphore = new Semaphore(0);
    WaitGroup group = new WaitGroup();
    group.add(1);
    assertTrue(mutex.tryLock());
    timesOut((waiter, time) -> mutex.lock(waiter, time));
    timesOut((waiter, time) -> semaphore.acquire(waiter, time));
    timesOut((waiter, time) -> group.await(waiter, time));
    semaphore.release();
    assertEquals(1, semaphore.permits(), "nobody waits any more");
    mutex.unlock();
    assertFalse(mutex.isLocked());
  }

  private void timesOut(BiPredicate<Waiter<Integer>, Duration> operation) {
    log.clear();
    start(
        self -> {
          if (!operation.test(self.waiter, SECOND)) {
            return Step.PARK;
          }
          log.add(self.waiter.isTimedOut() && !self.waiter.isServed() ? "time is over" : "?");
          return Step.DONE;
        });
    pass(SECOND.minus(TICK));
    assertEquals(List.of(), log);
    pass(TICK);
    assertEquals(List.of("time is over"), log);
  }

  @Test
  void aDeadlineIsSetInAStep() {
    Task task = new Routine(self -> Step.DONE);
    assertThrows(
        IllegalStateException.class, () -> channel.receive(new Waiter<Integer>(task), SECOND));
    assertFalse(channel.offer(1), "nothing has happened");
  }
}
