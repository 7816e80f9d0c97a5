package dev.heddle.kernel.sync;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a {@link Task} waits, without a thread: for one thing at a time, from a {@link Channel}, a
 * {@link Mutex}, a {@link Semaphore} or a {@link WaitGroup}. (For one of several: {@link Select}.)
 *
 * <p>The task asks, and parks if it must wait:
 *
 * <pre>{@code
 * if (!numbers.receive(waiter)) {
 *   return Step.PARK;
 * }
 * }</pre>
 *
 * <p>When it is woken, its step comes to the same line and asks the same again. That is all there
 * is to know about wakes: the answer is in the Waiter, whoever has woken the task and however
 * often. So a state of the task is one line that asks, and what follows is done once.
 *
 * <pre>{@code
 * final class Doubler extends Task {
 *   private final Waiter<Integer> waiter = new Waiter<>(this);
 *   private final Channel<Integer> in;
 *   private final Channel<Integer> out;
 *   private int number;
 *   private boolean sending;
 *
 *   Doubler(Channel<Integer> in, Channel<Integer> out) {
 *     this.in = in;
 *     this.out = out;
 *   }
 *
 *   protected Step step() {
 *     while (true) {
 *       if (!sending) {
 *         if (!in.receive(waiter)) {
 *           return Step.PARK;
 *         }
 *         if (waiter.isClosed()) {
 *           out.close();
 *           return Step.DONE;
 *         }
 *         number = 2 * waiter.value();
 *         sending = true;
 *       }
 *       if (!out.send(number, waiter)) {
 *         return Step.PARK;
 *       }
 *       sending = false;
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A task that always finds something never parks: one that may go on so for long asks {@link
 * dev.heddle.kernel.Scheduler#shouldYield} now and then, and says {@link Step#YIELD}.
 *
 * <p>Only the task calls these methods, in its steps; {@link #cancel} is for all threads.
 *
 * <p>With a deadline, or if somebody calls {@code cancel}, an operation may end otherwise: {@link
 * #isTimedOut}, {@link #isCancelled}. Whatever comes first wins, and the other doesn't happen: a
 * value that has been handed over is not lost to a deadline. A task that is cancelled by {@code
 * Scheduler.shutdownNow} before it is handed a value gets none; afterwards it has it, and ends with
 * it.
 *
 * @param <T> what it receives; of no importance for a task that only sends, locks or awaits
 */
public final class Waiter<T> extends Wait {
  /** To be woken when nobody is. */
  static final Waiter<Object> NOBODY = new Waiter<>(null, null);

  private final Node node = new Node(this);

  /** Where it waits, or has waited last. */
  private Line line;

  /**
   * @param task who waits, not null
   */
  public Waiter(Task task) {
    this(Objects.requireNonNull(task, "task"), null);
  }

  private Waiter(Task task, Thread thread) {
    super(task, thread);
  }

  /** For a blocking call of this thread. */
  static <T> Waiter<T> ofThread() {
    return new Waiter<>(null, Thread.currentThread());
  }

  // ---------------------------------------------------------------- outcome

  /**
   * After a receive that has ended: the value. It is kept until the next operation begins.
   *
   * @throws IllegalStateException if there is none: nothing was received, since the channel is
   *     closed, the time was over or it was cancelled; or the operation was none that receives
   */
  @SuppressWarnings("unchecked") // a channel gives its own values to its own receivers
  public T value() {
    if (!isServed() || node.value == null) {
      throw new IllegalStateException("no value was received: " + this);
    }
    return (T) node.value;
  }

  /** After a receive that has ended: whether the channel is closed, and has no value left. */
  public boolean isClosed() {
    return decision() == node && node.closed;
  }

  /** Whether the last operation has done what it was to do: sent, received, locked or awaited. */
  public boolean isServed() {
    return decision() == node && !node.closed;
  }

  // ---------------------------------------------------------------- for the places

  /**
   * A task, again and again until it is true: begins to wait, or asks about the wait that it has
   * begun there.
   *
   * @param value to be sent, or null
   * @param timeout of the wait that begins, or null for ever
   */
  boolean ask(Line there, Object value, Duration timeout) {
    checkTask();
    if (isBegun() && line == there) {
      return isOver();
    }
    checkIdle();
    if (timeout == null) {
      return begin(there, value);
    }
    if (BlockedThread.nanos(timeout) == 0) {
      beginAndEnd(there, value);
      return true;
    }
    scheduler(); // there must be one, and now nothing has happened yet
    boolean over = begin(there, value);
    if (!over) {
      startTimer(timeout);
    }
    return over;
  }

  /**
   * A thread: blocks until it is served or the time is over.
   *
   * @param nanos how long at most, or {@link BlockedThread#FOREVER}
   */
  void await(Line there, Object value, long nanos) throws InterruptedException {
    BlockedThread.checkInterrupt();
    if (nanos == 0) {
      beginAndEnd(there, value);
    } else if (!begin(there, value)) {
      block(nanos);
    }
  }

  private boolean begin(Line there, Object value) {
    line = there;
    node.fill(value);
    Wait peer;
    synchronized (there.guard) {
      peer = there.attempt(node);
      if (peer == null) {
        open(there);
        there.add(node);
      }
    }
    if (peer == null) {
      return false;
    }
    endAtOnce(node);
    peer.wake();
    return true;
  }

  private void beginAndEnd(Line there, Object value) {
    line = there;
    node.fill(value);
    Wait peer = there.attemptLocked(node);
    if (peer == null) {
      endByTime();
    } else {
      endAtOnce(node);
      peer.wake();
    }
  }

  @Override
  void withdraw(Node outcome) {
    if (outcome != node) {
      line.withdraw(node);
    }
  }

  /** Who waits, and for what. */
  @Override
  public String toString() {
    return line == null ? "Waiter of " + owner() : owner() + ", to " + line;
  }
}
