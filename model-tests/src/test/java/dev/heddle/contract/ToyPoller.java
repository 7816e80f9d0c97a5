package dev.heddle.contract;

import dev.heddle.contract.PollerSubject.Source;
import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A poller under one lock, as short as the contract allows, that can have a {@link Fault}: the
 * contract test has to tell.
 */
final class ToyPoller implements Poller {
  /** What has been, or can easily be, wrong with a poller; and the tests that have to fail. */
  enum Fault {
    NONE,
    /** A wakeup with nobody asleep is forgotten. */
    WAKEUP_IS_NOT_KEPT("aWakeupIsKeptForTheNextPollThatWouldBlock"),
    /** As a selector's own wakeup, which selectNow clears. */
    PROBE_USES_UP_WAKEUP("aPollThatDoesNotWaitUsesUpNoWakeup"),
    /** A wakeup only sets the flag, which nobody reads in his sleep. */
    WAKEUP_WAKES_NOBODY("aWakeupEndsThePollThatBlocks"),
    WAKEUP_DOES_NOTHING("noWakeupIsLostAmongPollsThatDoNotWait"),
    /** Once woken, it never sleeps again. */
    WAKEUP_STAYS("afterAWakeupPollsBlockAgain"),
    /** The lock is held asleep, too. */
    PROBE_WAITS_FOR_ITS_TURN("aPollThatDoesNotWaitReturnsAtOnceWhileAnotherBlocks"),
    /** 0 ms is for ever, as in Selector.select and Object.wait. */
    ZERO_IS_FOR_EVER("aPollThatDoesNotWaitReturns"),
    /** Rounded down, less than 1 ms is 0, which is for ever. */
    MILLIS_ROUNDED_DOWN("aPollThatWaitsForATimeReturns"),
    /** now + timeout, which is in the past if the timeout is long. */
    DEADLINE_OVERFLOWS("anEventEndsThePollThatBlocks"),
    /** It looks for new waiters only before it sleeps. */
    NEW_WAITERS_WAIT("aPollThatBlocksSeesANewWaiterOrReturns"),
    /** What came while nobody polled is forgotten. */
    EVENTS_BEFORE_ARE_LOST("aPollGivesTasksWhoseEventsHaveCome"),
    /** The first event of a batch is taken, and the batch is thrown away. */
    BATCH_IS_LOST("noneOfManyEventsIsLost"),
    /** A wait that was served is still there. */
    GIVES_TWICE("nothingIsGivenTwiceForOneWait", "manyThreadsAddWaitersWhileOthersPoll"),
    /** Go 61454: the count goes down before the tasks can run. */
    COUNTS_DOWN_EARLY("whoWaitsIsCountedAtOnceAndUntilItIsGiven"),
    /** A waiter counts from the next poll on. */
    COUNTS_UP_LATE("whoWaitsIsCountedAtOnceAndUntilItIsGiven"),
    /** One flag for all waiters. */
    COUNTS_TO_ONE("whoWaitsIsCountedAtOnceAndUntilItIsGiven"),
    /** Not even that it doesn't wait is known without the lock: a probe gives nothing. */
    PROBE_GIVES_NOTHING("aPollThatDoesNotWaitGivesThemToo"),
    /** Whoever makes the event come calls the sink of the poll before. */
    SINK_IS_KEPT("aPollThatDoesNotWaitGivesThemToo"),
    WAKEUP_THROWS_AFTER_CLOSE("afterTheEndAWakeupDoesNothing"),
    AFFINE_BY_HALVES("whetherItIsOwnerAffineDoesNotChange");

    private final String tests;

    Fault(String... tests) {
      this.tests = String.join(" ", tests);
    }

    /** The tests that find it. */
    List<String> tests() {
      return List.of(tests.split(" "));
    }
  }

  private final Fault fault;
  private final Deque<ToySource> come = new ArrayDeque<>();
  private final List<Task> given = new ArrayList<>();
  private int waiters;
  private int uncounted;
  private int asleep;
  private int polls;
  private boolean woken;
  private boolean closed;
  private Sink last;

  ToyPoller(Fault fault) {
    this.fault = fault;
  }

  private boolean has(Fault one) {
    return fault == one;
  }

  @Override
  public synchronized void poll(long timeoutNanos, Sink sink) {
    polls++;
    last = sink;
    waiters += uncounted;
    uncounted = 0;
    if (has(Fault.EVENTS_BEFORE_ARE_LOST)) {
      come.clear();
    }
    if (timeoutNanos != 0 || has(Fault.ZERO_IS_FOR_EVER)) {
      sleep(timeoutNanos);
      woken &= has(Fault.WAKEUP_STAYS);
    } else {
      probe();
    }
    if (timeoutNanos != 0 || !has(Fault.PROBE_GIVES_NOTHING)) {
      give(sink);
    }
  }

  private void probe() {
    while (has(Fault.PROBE_WAITS_FOR_ITS_TURN) && asleep > 0) {
      pause(0);
    }
    woken &= !has(Fault.PROBE_USES_UP_WAKEUP);
  }

  private void sleep(long timeoutNanos) {
    long start = System.nanoTime();
    asleep++;
    while (come.isEmpty() && !woken && !closed) {
      long left = timeoutNanos - (System.nanoTime() - start);
      if (timeoutNanos <= 0) {
        pause(0);
      } else if (left <= 0 || (has(Fault.DEADLINE_OVERFLOWS) && start + timeoutNanos < start)) {
        break;
      } else {
        pause(has(Fault.MILLIS_ROUNDED_DOWN) ? left / 1_000_000 : left / 1_000_000 + 1);
      }
    }
    asleep--;
    notifyAll(); // whoever waits for its turn
  }

  private void give(Sink sink) {
    for (ToySource source = come.poll(); source != null; source = come.poll()) {
      if (has(Fault.GIVES_TWICE)) {
        given.forEach(sink::ready);
        given.add(source.waiter);
      }
      Task task = source.waiter;
      source.waiter = null;
      int count = has(Fault.COUNTS_TO_ONE) ? waiters : 1;
      waiters -= has(Fault.COUNTS_DOWN_EARLY) ? count : 0;
      sink.ready(task);
      waiters -= has(Fault.COUNTS_DOWN_EARLY) ? 0 : count;
      if (has(Fault.BATCH_IS_LOST)) {
        come.clear();
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // the loops are in sleep and probe
  private void pause(long millis) {
    try {
      wait(Math.max(0, millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void wakeup() {
    if (closed && has(Fault.WAKEUP_THROWS_AFTER_CLOSE)) {
      throw new IllegalStateException("closed");
    }
    if (has(Fault.WAKEUP_DOES_NOTHING)) {
      return;
    }
    woken = asleep > 0 || !has(Fault.WAKEUP_IS_NOT_KEPT);
    if (!has(Fault.WAKEUP_WAKES_NOBODY)) {
      notifyAll();
    }
  }

  @Override
  public synchronized boolean hasWaiters() {
    return waiters > 0;
  }

  @Override
  public synchronized boolean isOwnerAffine() {
    return has(Fault.AFFINE_BY_HALVES) && polls > 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  Source newSource() {
    return new ToySource();
  }

  private synchronized void await(ToySource source, Task task) {
    source.waiter = task;
    if (has(Fault.COUNTS_UP_LATE)) {
      uncounted++;
    } else {
      waiters++;
    }
    source.isDeaf = has(Fault.NEW_WAITERS_WAIT) && asleep > 0;
  }

  private synchronized void happen(ToySource source) {
    if (has(Fault.SINK_IS_KEPT) && last != null) {
      waiters--;
      last.ready(source.waiter);
      return;
    }
    come.add(source);
    if (!source.isDeaf) {
      notifyAll();
    }
  }

  /** A source whose event comes only while somebody waits. */
  private final class ToySource implements Source {
    private Task waiter;
    private boolean isDeaf;

    @Override
    public void await(Task task) {
      ToyPoller.this.await(this, task);
    }

    @Override
    public void happen() {
      ToyPoller.this.happen(this);
    }

    @Override
    public void consume() {}
  }
}
