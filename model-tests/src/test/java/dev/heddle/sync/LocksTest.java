package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Mutex;
import dev.heddle.kernel.sync.Semaphore;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.spec.Invariant;
import dev.heddle.sync.Routines.Kind;
import dev.heddle.threads.EndsInTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mutexes, semaphores and wait groups. */
@Checks({Invariant.L4, Invariant.S6})
@EndsInTime
class LocksTest {
  private static final int ROUNDS = 300;

  private final SimulatedHost host = new SimulatedHost(1);
  private final Scheduler scheduler = Scheduler.builder().processors(1).host(host).build();
  private final List<String> log = new ArrayList<>();

  private Routine start(Routine.Body body) {
    Routine routine = new Routine(body);
    scheduler.execute(routine);
    host.runUntilQuiet(100);
    return routine;
  }

  private Routine locker(String name, Mutex mutex) {
    return start(
        self -> {
          if (!mutex.lock(self.waiter)) {
            return Step.PARK;
          }
          log.add(self.waiter.isServed() ? name : name + " gave up");
          return Step.DONE;
        });
  }

  /** Go SemaHandoff: who comes back at once doesn't overtake who waits. */
  @Test
  void aMutexIsHandedOverInOrder() {
    Mutex mutex = new Mutex();
    assertTrue(mutex.tryLock());
    locker("one", mutex);
    locker("two", mutex);
    assertEquals(List.of(), log);
    mutex.unlock();
    assertFalse(mutex.tryLock(), "it is one's, which has not run yet");
    host.runUntilQuiet(100);
    assertEquals(List.of("one"), log);
    mutex.unlock();
    mutexIsHandedTo("two");
    mutex.unlock();
    assertFalse(mutex.isLocked());
    assertThrows(IllegalStateException.class, mutex::unlock);
  }

  private void mutexIsHandedTo(String name) {
    host.runUntilQuiet(100);
    assertEquals(name, log.get(log.size() - 1));
  }

  @Test
  void whoGaveUpIsPassedOver() {
    Mutex mutex = new Mutex();
    assertTrue(mutex.tryLock());
    Routine one = locker("one", mutex);
    locker("two", mutex);
    assertTrue(one.waiter.cancel());
    mutex.unlock();
    host.runUntilQuiet(100);
    assertEquals(List.of("one gave up", "two"), log);
    assertTrue(mutex.isLocked());
  }

  /** Else it would be locked for ever. */
  @Test
  void aPermitGoesBackWhenAllHaveGivenUp() {
    Semaphore semaphore = new Semaphore(0);
    Routine one = start(self -> semaphore.acquire(self.waiter) ? Step.DONE : Step.PARK);
    one.waiter.cancel();
    semaphore.release();
    assertEquals(1, semaphore.permits());
    host.runUntilQuiet(100);
    assertTrue(one.isDone());
    assertTrue(semaphore.tryAcquire());
    assertFalse(semaphore.tryAcquire());
    assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1));
  }

  @ParameterizedTest
  @EnumSource
  void onlyOneHoldsAMutex(Kind kind) throws Exception {
    Mutex mutex = new Mutex();
    int[] count = new int[1];
    try (Routines routines = kind.open()) {
      for (int r = 0; r < 4; r++) {
        routines.go(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                mutex.lock();
                count[0]++; // plain: the mutex orders it
                mutex.unlock();
              }
            });
      }
    }
    assertEquals(4 * ROUNDS, count[0]);
    assertFalse(mutex.isLocked());
  }

  @ParameterizedTest
  @EnumSource
  void noMoreThanThePermitsAreInside(Kind kind) throws Exception {
    int permits = 2;
    Semaphore semaphore = new Semaphore(permits);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Routines routines = kind.open()) {
      for (int r = 0; r < 5; r++) {
        routines.go(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                semaphore.acquire();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                semaphore.release();
              }
            });
      }
    }
    assertTrue(most.get() <= permits, () -> "inside: " + most);
    assertEquals(permits, semaphore.permits());
    assertTrue(semaphore.tryAcquire(Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource
  void aWaitGroupWaitsForAll(Kind kind) throws Exception {
    WaitGroup group = new WaitGroup();
    group.await(); // nobody to wait for
    for (int round = 0; round < 100; round++) {
      int[] done = new int[4];
      group.add(done.length);
      try (Routines routines = kind.open()) {
        for (int i = 0; i < done.length; i++) {
          int number = i;
          routines.go(
              () -> {
                done[number] = 1; // plain: done() publishes it
                group.done();
              });
        }
        for (int waiter = 0; waiter < 2; waiter++) {
          routines.go(
              () -> {
                group.await();
                for (int each : done) {
                  assertEquals(1, each);
                }
              });
        }
      }
    }
    assertEquals(0, group.count());
  }

  @Test
  void tasksWaitForAGroup() {
    WaitGroup group = new WaitGroup();
    group.add(2);
    for (int i = 0; i < 3; i++) {
      start(
          self -> {
            if (!group.await(self.waiter)) {
              return Step.PARK;
            }
            log.add("went on");
            return Step.DONE;
          });
    }
    group.done();
    host.runUntilQuiet(100);
    assertEquals(List.of(), log);
    group.done();
    host.runUntilQuiet(100);
    assertEquals(3, log.size());
  }

  @Test
  void aWaitGroupCountsToZero() throws Exception {
    WaitGroup group = new WaitGroup();
    IllegalStateException e = assertThrows(IllegalStateException.class, group::done);
    assertTrue(e.getMessage().endsWith("can't count -1: more were done than added"), e::getMessage);
    assertEquals(0, group.count());
    group.add(Integer.MAX_VALUE);
    assertThrows(IllegalStateException.class, () -> group.add(1));
    group.add(-Integer.MAX_VALUE);
    assertTrue(group.await(Duration.ZERO));
    group.add(1);
    assertFalse(group.await(Duration.ofNanos(1)));
  }

  /** A lock that a task holds while it waits on a channel, and a thread that wants it. */
  @Test
  void tasksAndThreadsShareALock() throws Exception {
    Mutex mutex = new Mutex();
    Channel<Integer> channel = Channel.unbuffered();
    try (Scheduler real = Scheduler.builder().processors(1).build()) {
      Channel<String> locked = Channel.buffered(1);
      real.execute(
          new Routine(
              self -> {
                if (self.steps == 1) {
                  assertTrue(mutex.tryLock());
                  locked.offer("locked");
                }
                if (!channel.receive(self.waiter)) {
                  return Step.PARK;
                }
                mutex.unlock();
                return Step.DONE;
              }));
      assertEquals("locked", locked.receive());
      assertFalse(mutex.tryLock(Duration.ofNanos(1)));
      channel.send(1);
      mutex.lock();
      mutex.unlock();
    }
  }
}
