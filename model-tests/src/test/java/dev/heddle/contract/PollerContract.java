package dev.heddle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.contract.PollerSubject.Call;
import dev.heddle.contract.PollerSubject.Source;
import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the Javadoc of {@link Poller} promises, sentence by sentence. A subclass says which poller
 * is meant, and JUnit runs the tests with it.
 *
 * <p>A poller may wake a task too early, and a poll may return early; so no test says that nothing
 * was given, or that a poll did not return. But among many polls that have nothing to do one must
 * block: else the Scheduler would never rest.
 *
 * <p>Not checked: that what happens before a wakeup happens before the return of the poll, for a
 * poll may return for another reason; what the Scheduler does with a poll that throws, and with an
 * owner-affine poller, which is its own business.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PollerContract {
  /** Timeouts for which a poll blocks until something happens, as far as a test can wait. */
  private static final long[] LONG = {
    -1, Long.MIN_VALUE, Duration.ofHours(1).toNanos(), Long.MAX_VALUE
  };

  /** Around the unit of many an operating system, 1 ms, in ns. */
  private static final long[] SHORT = {1, 1_000, 999_999, 1_000_000, 1_000_001, 3_000_000};

  /** A thread that is held up may look blocked where it isn't; hardly in each of so many rounds. */
  private static final int ROUNDS = 20;

  private static final int RACES = 200;
  private static final int THREADS = 4;
  private static final int SOURCES = 8;

  private final List<String> violations = new CopyOnWriteArrayList<>();
  private PollerSubject subject;
  private Poller poller;
  private boolean closed;

  /** A poller that nobody has used yet. */
  protected abstract PollerSubject newSubject() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    subject = newSubject();
    poller = subject.poller();
  }

  @AfterEach
  final void close() throws Exception {
    if (!closed) {
      poller.close();
    }
    subject.close();
    assertEquals(List.of(), violations);
  }

  // ---------------------------------------------------------------- events

  @Test
  final void aPollGivesTasksWhoseEventsHaveCome() throws Exception {
    Waiter waiter = new Waiter();
    for (long timeout : LONG) {
      waiter.waitsAndEventComes();
      pollUntil(waiter::isGiven, timeout);
      waiter.source.consume();
    }
    for (long timeout : SHORT) {
      waiter.waitsAndEventComes();
      pollUntil(waiter::isGiven, timeout);
      waiter.source.consume();
    }
  }

  @Test
  final void aPollThatDoesNotWaitGivesThemToo() throws Exception {
    Waiter waiter = new Waiter();
    for (int i = 0; i < ROUNDS; i++) {
      waiter.waitsAndEventComes();
      poll(0);
      assertTrue(waiter.isGiven(), "the event had come, and nobody else was polling");
      waiter.source.consume();
    }
  }

  @Test
  final void anEventEndsThePollThatBlocks() throws Exception {
    Waiter waiter = new Waiter();
    for (int i = 0; i < ROUNDS; i++) {
      for (long timeout : LONG) {
        waiter.waits();
        Call call = startBlocked(timeout);
        waiter.waits(); // again, if it was woken early
        waiter.source.happen();
        call.awaitReturn();
        pollUntil(waiter::isGiven, timeout);
        waiter.source.consume();
      }
    }
  }

  @Test
  final void aPollThatBlocksSeesANewWaiterOrReturns() throws Exception {
    Waiter waiter = new Waiter();
    for (int i = 0; i < ROUNDS; i++) {
      for (long timeout : LONG) {
        Call call = startBlocked(timeout);
        waiter.waitsAndEventComes();
        call.awaitReturn();
        pollUntil(waiter::isGiven, timeout);
        waiter.source.consume();
      }
    }
  }

  @Test
  final void nothingIsGivenTwiceForOneWait() throws Exception {
    Waiter waiter = new Waiter();
    for (int i = 0; i < ROUNDS; i++) {
      waiter.waitsAndEventComes();
      pollUntil(waiter::isGiven, 0);
      poll(0);
      poll(1_000_000);
      Call call = startBlocked(-1); // what nobody waits for doesn't keep it awake
      poller.wakeup();
      call.awaitReturn();
      waiter.source.consume();
      poll(0);
      waiter.checkCount();
    }
  }

  @Test
  final void noneOfManyEventsIsLost() throws Exception {
    List<Waiter> all = newWaiters(2 * SOURCES);
    for (int i = 0; i < ROUNDS; i++) {
      for (Waiter waiter : all) {
        waiter.waitsAndEventComes();
      }
      pollUntil(() -> all.stream().allMatch(Waiter::isGiven), 0);
      for (Waiter waiter : all) {
        waiter.source.consume();
      }
    }
  }

  @Test
  final void manyThreadsAddWaitersWhileOthersPoll() throws Exception {
    assumeTrue(subject.isForThreads(), "not for threads");
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> adders = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      List<Waiter> own = newWaiters(SOURCES);
      adders.add(start(() -> waitAgainAndAgain(own)));
    }
    List<Thread> probers = startProber(over);
    Thread ender = start(() -> wakeAtTheEnd(adders, over));
    while (!over.get()) {
      poll(-1);
    }
    join(probers);
    join(List.of(ender));
  }

  private void waitAgainAndAgain(List<Waiter> own) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      for (Waiter waiter : own) {
        waiter.waitsAndEventComes();
      }
      for (Waiter waiter : own) {
        eventually(waiter::isGiven, "an event is lost");
        waiter.source.consume();
      }
    }
  }

  private void wakeAtTheEnd(List<Thread> adders, AtomicBoolean over) throws Exception {
    try {
      join(adders);
    } finally {
      over.set(true);
      poller.wakeup();
    }
  }

  // ---------------------------------------------------------------- waiters

  @Test
  final void whoWaitsIsCountedAtOnceAndUntilItIsGiven() throws Exception {
    Waiter first = new Waiter();
    Waiter second = new Waiter();
    for (int i = 0; i < ROUNDS; i++) {
      second.waits(); // each looks at hasWaiters, and so does the sink
      first.waitsAndEventComes();
      pollUntil(first::isGiven, 0);
      assertTrue(poller.hasWaiters() || second.isGiven(), "the other one waits still");
      second.source.happen();
      pollUntil(second::isGiven, 0);
      first.source.consume();
      second.source.consume();
    }
  }

  // ---------------------------------------------------------------- wakeup

  @Test
  final void aWakeupEndsThePollThatBlocks() {
    for (long timeout : LONG) {
      Call call = startBlocked(timeout);
      poller.wakeup();
      call.awaitReturn();
    }
  }

  @Test
  final void aWakeupIsKeptForTheNextPollThatWouldBlock() {
    for (long timeout : LONG) {
      poller.wakeup();
      poller.wakeup();
      poll(timeout);
    }
  }

  @Test
  final void afterAWakeupPollsBlockAgain() {
    for (int i = 0; i < ROUNDS; i++) {
      for (long timeout : LONG) {
        poller.wakeup();
        poller.wakeup();
        poll(timeout);
        Call call = startBlocked(timeout);
        poller.wakeup();
        call.awaitReturn();
      }
    }
  }

  @Test
  final void aPollThatDoesNotWaitUsesUpNoWakeup() throws Exception {
    Waiter waiter = new Waiter();
    for (long timeout : LONG) {
      poller.wakeup();
      poll(0);
      waiter.waitsAndEventComes();
      pollUntil(waiter::isGiven, 0);
      waiter.source.consume();
      poll(0);
      poll(timeout);
    }
  }

  /** Each round has one wakeup, before the poll, in it, or while others look. */
  @Test
  final void noWakeupIsLostAmongPollsThatDoNotWait() throws Exception {
    assumeTrue(subject.isForThreads(), "not for threads");
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> probers = startProber(over);
    try {
      for (int i = 0; i < RACES; i++) {
        Call call = start(-1);
        poller.wakeup();
        call.awaitReturn();
      }
    } finally {
      over.set(true);
    }
    join(probers);
  }

  // ---------------------------------------------------------------- timeouts

  @Test
  final void aPollThatWaitsForATimeReturns() {
    for (long timeout : SHORT) {
      Call call = start(timeout);
      call.blocks();
      subject.letTimePass(Duration.ofNanos(timeout));
      call.awaitReturn();
    }
  }

  @Test
  final void aPollThatDoesNotWaitReturns() throws Exception {
    new Waiter().waits();
    for (int i = 0; i < ROUNDS; i++) {
      poll(0);
    }
  }

  @Test
  final void aPollThatDoesNotWaitReturnsAtOnceWhileAnotherBlocks() throws Exception {
    assumeTrue(!poller.isOwnerAffine(), "one thread only polls");
    new Waiter().waits();
    for (long timeout : LONG) {
      Call call = startBlocked(timeout);
      for (int i = 0; i < ROUNDS; i++) {
        poll(0);
      }
      poller.wakeup();
      call.awaitReturn();
    }
  }

  // ---------------------------------------------------------------- the end

  /** Whoever ends the Scheduler wakes the poll that may block, and it may be too late for that. */
  @Test
  final void afterTheEndAWakeupDoesNothing() throws Exception {
    Waiter waiter = new Waiter();
    waiter.waits();
    poll(0);
    closed = true;
    poller.close();
    poller.wakeup();
    poller.hasWaiters();
  }

  @Test
  final void whetherItIsOwnerAffineDoesNotChange() throws Exception {
    boolean affine = poller.isOwnerAffine();
    new Waiter().waitsAndEventComes();
    poll(0);
    assertEquals(affine, poller.isOwnerAffine());
  }

  // ---------------------------------------------------------------- polling

  private Call start(long timeoutNanos) {
    return subject.startPoll(timeoutNanos, new CheckedSink());
  }

  /** A poll that returns by itself. */
  private void poll(long timeoutNanos) {
    Call call = start(timeoutNanos);
    if (timeoutNanos > 0 && timeoutNanos <= SHORT[SHORT.length - 1]) {
      subject.letTimePass(Duration.ofNanos(timeoutNanos));
    }
    call.awaitReturn();
  }

  /** A poll that blocks. The first few may return early. */
  private Call startBlocked(long timeoutNanos) {
    Call[] last = new Call[1];
    eventually(
        () -> {
          last[0] = start(timeoutNanos);
          if (last[0].blocks()) {
            return true;
          }
          last[0].awaitReturn();
          return false;
        },
        "no poll(" + timeoutNanos + ") ever blocks");
    return last[0];
  }

  private void pollUntil(BooleanSupplier given, long timeoutNanos) {
    eventually(
        () -> {
          if (!given.getAsBoolean()) {
            poll(timeoutNanos);
          }
          return given.getAsBoolean();
        },
        "an event is lost");
  }

  /** One that polls without waiting, where another thread than the first may. */
  private List<Thread> startProber(AtomicBoolean over) {
    if (poller.isOwnerAffine()) {
      return List.of();
    }
    Poller.Sink sink = new CheckedSink();
    return List.of(
        start(
            () -> {
              while (!over.get()) {
                poller.poll(0, sink);
              }
            }));
  }

  // ---------------------------------------------------------------- threads

  private interface Body {
    void run() throws Exception;
  }

  private Thread start(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable e) { // close tells of it
                violations.add("a thread failed: " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(2 * subject.patience().toMillis());
      assertFalse(thread.isAlive(), () -> thread + " does not end");
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // to yield is a courtesy; nothing relies on it
  private void eventually(BooleanSupplier condition, String failure) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > subject.patience().toNanos()) {
        fail(failure);
      }
      Thread.yield();
    }
  }

  // ---------------------------------------------------------------- tasks

  private List<Waiter> newWaiters(int count) throws Exception {
    List<Waiter> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Waiter());
    }
    return all;
  }

  /** A task that waits for a source; it is never run. One thread at a time lets it wait. */
  private final class Waiter extends Task {
    private final Source source;
    private final AtomicInteger waits = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();

    Waiter() throws Exception {
      source = subject.newSource();
    }

    /** Begins to wait, unless it does. */
    void waits() throws Exception {
      if (isGiven()) {
        waits.incrementAndGet(); // before: another thread may be polling
        source.await(this);
        if (!poller.hasWaiters() && !isGiven()) {
          violations.add("hasWaiters is false, and a task waits");
        }
      }
    }

    void waitsAndEventComes() throws Exception {
      waits();
      source.happen();
    }

    boolean isGiven() {
      return given.get() == waits.get();
    }

    void isGivenNow() {
      if (!poller.hasWaiters()) {
        violations.add("hasWaiters is false, and a task was not given yet");
      }
      given.incrementAndGet();
      checkCount();
    }

    void checkCount() {
      if (given.get() > waits.get()) {
        violations.add("given " + given + " times for " + waits + " waits");
      }
    }

    @Override
    protected Step step() {
      throw new AssertionError("a poller doesn't run tasks");
    }
  }

  /** Takes tasks from a poll, in that poll only. */
  private final class CheckedSink implements Poller.Sink {
    @Override
    public void ready(Task task) {
      boolean inPoll =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(frames -> frames.anyMatch(CheckedSink::isPoll));
      if (!inPoll) {
        violations.add("the sink is used by a thread that does not poll");
      }
      if (task instanceof Waiter waiter) {
        waiter.isGivenNow();
      } else {
        violations.add("not a task that waits: " + task);
      }
    }

    private static boolean isPoll(StackWalker.StackFrame frame) {
      return frame.getMethodName().equals("poll")
          && Poller.class.isAssignableFrom(frame.getDeclaringClass());
    }
  }
}
