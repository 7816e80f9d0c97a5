package dev.heddle.kernel.sync;

import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Waits for one of several sends and receives (Go: {@code select}): does one that is possible, any
 * of them with the same probability, or waits until one is.
 *
 * <p>It belongs to the thread that made it, or to a task, and is made once: its cases are kept.
 *
 * <pre>{@code
 * Select select = new Select();
 * ReceiveCase<String> line = select.receive(lines);
 * ReceiveCase<Boolean> end = select.receive(quit);
 * while (select.await() == line) {          // Go: for { select {
 *   System.out.println(line.value());       //   case line := <-lines: ...
 * }                                         //   case <-quit: return } }
 * }</pre>
 *
 * <p>A task asks, and parks if it must wait, as with a {@link Waiter}:
 *
 * <pre>{@code
 * private final Select select = new Select(this);
 * private final ReceiveCase<Integer> in = select.receive(numbers);
 * private final SendCase<Integer> out = select.send(sums);
 *
 * protected Step step() {
 *   while (true) {
 *     if (!select.decide()) {
 *       return Step.PARK;
 *     }
 *     if (select.chosen() == in) {
 *       if (in.isClosed()) {
 *         return Step.DONE;
 *       }
 *       sum += in.value();
 *       out.offer(sum); // from now on it takes part, until this sum is sent
 *     }
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>A case takes part while it is enabled: a receive always, unless it is {@link
 *       ReceiveCase#pause paused}; a send while it has a value. (Go: a nil channel.)
 *   <li>Go's {@code default}: {@link #poll}. Time-outs: {@link #await(Duration)}, {@link
 *       #decide(Duration)}. Without any case that takes part it waits for ever, as in Go, or for
 *       its time-out.
 *   <li>A receive from a closed channel is possible always, and so is a send, which then throws a
 *       {@link ChannelClosedException}.
 *   <li>What ends a wait first wins, as with a {@link Waiter}: one case, the deadline, an
 *       interrupt, or {@link #cancel}. Of all other cases nothing is sent or received.
 * </ul>
 *
 * <h2>How</h2>
 *
 * Go's algorithm ({@code selectgo}): under the locks of all channels, taken in the order of their
 * ranks, it tries the cases in a random order; if none is possible, it stands in all lines. One CAS
 * of a peer decides ({@link Wait}). Then it leaves the other lines.
 *
 * <p>Only its owner calls its methods and those of its cases; {@link #cancel} is for all threads.
 */
public final class Select extends Wait {
  /** Each case nests a lock in another. */
  private static final int MOST_CASES = 1_024;

  private final List<SelectCase> cases = new ArrayList<>();

  /** Of all cases, each once, in the order of their ranks. */
  private final List<Guard> guards = new ArrayList<>();

  /** What it waits to do. */
  private final Object purpose =
      new Object() {
        @Override
        public String toString() {
          return purpose();
        }
      };

  private SelectCase chosen;

  /** State of a xorshift generator (Marsaglia, 2003); never 0. */
  private int seed = (int) ((new Guard().rank + 1) * 0x9E37_79B9L) | 1;

  /** A Select of the calling thread, without cases yet. */
  public Select() {
    super(null, Thread.currentThread());
  }

  /**
   * A Select of a task, without cases yet.
   *
   * @param task not null
   */
  public Select(Task task) {
    super(Objects.requireNonNull(task, "task"), null);
  }

  /**
   * Decides from now on what is random here, so that a run can be repeated in simulation.
   *
   * @return this
   */
  public Select seed(long value) {
    seed = (int) (value ^ (value >>> 32)) * 0x9E37_79B9 | 1;
    return this;
  }

  // ---------------------------------------------------------------- cases

  /**
   * Adds a case: to receive from a channel.
   *
   * @param channel not null; there may be several cases of one channel
   * @throws IllegalStateException while it waits, or if there are 1,024 cases
   */
  public <T> ReceiveCase<T> receive(Channel<T> channel) {
    ReceiveCase<T> added = new ReceiveCase<>(this, channel);
    add(added);
    return added;
  }

  /**
   * Adds a case: to send on a channel, once it has a value.
   *
   * @param channel not null; there may be several cases of one channel
   * @throws IllegalStateException while it waits, or if there are 1,024 cases
   */
  public <T> SendCase<T> send(Channel<T> channel) {
    SendCase<T> added = new SendCase<>(this, channel);
    add(added);
    return added;
  }

  private void add(SelectCase added) {
    checkIdle();
    if (cases.size() == MOST_CASES) {
      throw new IllegalStateException("a Select has " + MOST_CASES + " cases at most");
    }
    cases.add(added);
    Guard guard = added.line.guard;
    int at = 0;
    while (at < guards.size() && guards.get(at).rank < guard.rank) {
      at++;
    }
    if (at == guards.size() || guards.get(at) != guard) {
      guards.add(at, guard);
    }
  }

  // ---------------------------------------------------------------- threads

  /**
   * Does one of its cases; blocks until one is possible.
   *
   * @return the case, or null if it was {@link #cancel cancelled}
   * @throws ChannelClosedException if that is a send, and its channel is closed
   * @throws InterruptedException if the thread is interrupted; nothing was sent or received
   * @throws IllegalStateException on a thread that isn't its owner
   */
  public SelectCase await() throws InterruptedException {
    return await(BlockedThread.FOREVER);
  }

  /**
   * Does one of its cases; blocks for some time at most.
   *
   * @param timeout if it is 0 or less, it doesn't wait
   * @return the case, or null if the time was over, or it was {@link #cancel cancelled}
   * @throws ChannelClosedException if that is a send, and its channel is closed
   * @throws InterruptedException if the thread is interrupted; nothing was sent or received
   * @throws IllegalStateException on a thread that isn't its owner
   */
  public SelectCase await(Duration timeout) throws InterruptedException {
    return await(BlockedThread.nanos(timeout));
  }

  private SelectCase await(long nanos) throws InterruptedException {
    checkThread();
    BlockedThread.checkInterrupt();
    if (!begin(nanos > 0)) {
      block(nanos);
    }
    checkChosen();
    return chosen;
  }

  // ---------------------------------------------------------------- tasks

  /**
   * A task, in its step: does one of its cases, or waits. If this returns false, the task parks;
   * woken, it calls this again.
   *
   * @return false if the task must wait; true if it is over: see {@link #chosen}
   * @throws ChannelClosedException if that is a send, and its channel is closed
   */
  public boolean decide() {
    checkTask();
    return conclude(isBegun() ? isOver() : begin(true));
  }

  /**
   * As {@link #decide()}, for some time at most.
   *
   * @param timeout counted from the first call, and ignored in the next ones; if it is 0 or less,
   *     it doesn't wait
   * @return false if the task must wait; true if it is over: see {@link #chosen}, and {@link
   *     #isTimedOut}
   * @throws ChannelClosedException if that is a send, and its channel is closed
   */
  public boolean decide(Duration timeout) {
    checkTask();
    if (isBegun()) {
      return conclude(isOver());
    }
    scheduler(); // there must be one, and now nothing has happened yet
    boolean over = begin(BlockedThread.nanos(timeout) > 0);
    if (!over) {
      startTimer(timeout);
    }
    return conclude(over);
  }

  private boolean conclude(boolean over) {
    if (over) {
      checkChosen();
    }
    return over;
  }

  /**
   * The case that was done last, or null if none was: because the time was over, because nothing
   * was possible at once, or because it was cancelled.
   */
  public SelectCase chosen() {
    return chosen;
  }

  // ---------------------------------------------------------------- both

  /**
   * Does one of its cases if that is possible without waiting (Go: {@code default}).
   *
   * @return the case, or null
   * @throws ChannelClosedException if that is a send, and its channel is closed
   */
  public SelectCase poll() {
    checkIdle();
    begin(false);
    checkChosen();
    return chosen;
  }

  // ---------------------------------------------------------------- how

  /** Returns false if it waits now. */
  private boolean begin(boolean mayWait) {
    chosen = null;
    for (SelectCase each : cases) {
      each.prepare();
    }
    Wait peer = attempt(0, mayWait);
    if (chosen != null) {
      endAtOnce(chosen.node);
      chosen.done();
      peer.wake();
      return true;
    }
    if (!mayWait) {
      endByTime();
    }
    return !mayWait;
  }

  /** Takes all locks from some place on, and then attempts all cases. */
  private Wait attempt(int firstGuard, boolean mayWait) {
    if (firstGuard == guards.size()) {
      return attemptAll(mayWait);
    }
    synchronized (guards.get(firstGuard)) {
      return attempt(firstGuard + 1, mayWait);
    }
  }

  /** Under all locks. The order is random as far as it goes (Fisher and Yates). */
  private Wait attemptAll(boolean mayWait) {
    for (int i = 0; i < cases.size(); i++) {
      int other = i + random(cases.size() - i);
      SelectCase next = cases.get(other);
      cases.set(other, cases.get(i));
      cases.set(i, next);
      if (next.takesPart()) {
        Wait peer = next.line.attempt(next.node);
        if (peer != null) {
          chosen = next;
          return peer;
        }
      }
    }
    if (mayWait) {
      open(purpose);
      for (SelectCase each : cases) {
        if (each.takesPart()) {
          each.line.add(each.node);
        }
      }
    }
    return null;
  }

  private int random(int bound) {
    int x = seed;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    seed = x;
    return (int) (((x & 0xffff_ffffL) * bound) >>> 32);
  }

  @Override
  void withdraw(Node outcome) {
    for (SelectCase each : cases) {
      if (each.node == outcome) {
        chosen = each;
        each.done();
      } else {
        each.line.withdraw(each.node);
      }
    }
  }

  private void checkChosen() {
    if (chosen instanceof SendCase<?> send) {
      send.channel.checkOpen(send.node.closed);
    }
  }

  /** Who waits, and for what. */
  @Override
  public String toString() {
    return owner() + ", to " + purpose;
  }

  private String purpose() {
    StringJoiner all = new StringJoiner(" or ").setEmptyValue("wait for ever");
    for (SelectCase each : cases) {
      if (each.takesPart()) {
        all.add(each.line.toString());
      }
    }
    return all.toString();
  }
}
