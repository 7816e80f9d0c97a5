package dev.heddle.kernel.io;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * One channel of a {@link NioPoller}: how tasks wait until it can be read, or written. The channel
 * belongs to it: close the channel by {@link #close}, or who waits isn't told.
 *
 * <pre>{@code
 * protected Step step() throws IOException { // of a task that echoes
 *   while (channel.read(buffer) > 0) {
 *     ...
 *   }
 *   registration.awaitReadable(this);
 *   return Step.PARK;
 * }
 * }</pre>
 *
 * <p>A wake may be spurious: who is woken tries the operation again, and awaits again if it would
 * block. What can be done already when the task begins to wait is an event too.
 *
 * <p>The {@code await} methods are called inside the waiting task's step, which says {@link
 * Step#PARK} next. Any thread may call them for a task, one without a deadline, if it calls {@link
 * dev.heddle.kernel.Scheduler#waiterAdded} afterwards. There is one waiter for each direction. A
 * task that awaits again before the event has come takes the place of its own wait; the place of a
 * task that has ended is free.
 *
 * <h2>The protocol</h2>
 *
 * <pre>
 *   who waits                                the poll that sees an event
 *   1. CAS itself into the slot                 a. CAS the waiter out of the slot; if one was there:
 *   2. if there is no interest in the              it is woken
 *      operation: add it, tell the poller,      b. if nobody was, and the poll would only be told
 *      and wake the poll that sleeps               again: remove the interest
 *                                               c. look at the slot again, as in a.
 * </pre>
 *
 * The interest stays when a task is woken. One that is soon back changes nothing in the Selector,
 * so it costs no system call to wait. Whoever takes a waiter out of its slot, an event, the task
 * itself after its deadline, or {@link #close}, decides how the wait has ended.
 */
public final class Registration implements Closeable {
  private static final int READING = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITING = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  /** In a slot: nobody will ever wait here. */
  private static final Object CLOSED = new Object();

  /**
   * Beside the operations in {@link #interest}: the poller has it among those that have changed.
   */
  private static final int CHANGED = 1 << 31;

  private static final VarHandle READER;
  private static final VarHandle WRITER;
  private static final VarHandle INTEREST;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      READER = lookup.findVarHandle(Registration.class, "reader", Object.class);
      WRITER = lookup.findVarHandle(Registration.class, "writer", Object.class);
      INTEREST = lookup.findVarHandle(Registration.class, "interest", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final NioPoller poller;
  private final SelectionKey key;

  /** A slot: null, the Task that waits, its {@link TimedWait}, or CLOSED. */
  @SuppressWarnings("unused") // READER
  private Object reader;

  @SuppressWarnings("unused") // WRITER
  private Object writer;

  /** The operations that the selector is to look for; it learns of them when a poll begins. */
  @SuppressWarnings("unused") // INTEREST
  private int interest;

  /** The next one that has changed. Written by who has set CHANGED, read by who polls (HB-14). */
  Registration nextChanged;

  /** Written and read in the steps of who waits. */
  private boolean readTimedOut;

  private boolean writeTimedOut;

  Registration(NioPoller poller, SelectionKey key) {
    this.poller = poller;
    this.key = key;
  }

  /** The channel. */
  public SelectableChannel channel() {
    return key.channel();
  }

  // ---------------------------------------------------------------- who waits

  /**
   * The task is woken when the channel can be read, or has a connection to accept, or is closed.
   *
   * @param task not null
   * @throws IllegalStateException if another task waits for that
   * @throws UnsupportedOperationException if such a channel is never read
   */
  public void awaitReadable(Task task) {
    int op = operation(READING, "read");
    readTimedOut = false;
    await(READER, op, task, Objects.requireNonNull(task, "task"));
  }

  /**
   * As {@link #awaitReadable(Task)}, but the task is woken after a time at the latest.
   *
   * @param atMost at once, if it is negative; 146 years at most
   * @throws IllegalStateException also outside of a task
   */
  public void awaitReadable(Task task, Duration atMost) {
    int op = operation(READING, "read");
    readTimedOut = false;
    await(READER, op, task, TimedWait.of(task, atMost));
  }

  /**
   * The task is woken when the channel can be written, or has connected or failed to, or is closed.
   *
   * @param task not null
   * @throws IllegalStateException if another task waits for that
   * @throws UnsupportedOperationException if such a channel is never written
   */
  public void awaitWritable(Task task) {
    int op = writeOperation();
    writeTimedOut = false;
    await(WRITER, op, task, Objects.requireNonNull(task, "task"));
  }

  /**
   * As {@link #awaitWritable(Task)}, but the task is woken after a time at the latest.
   *
   * @param atMost at once, if it is negative; 146 years at most
   * @throws IllegalStateException also outside of a task
   */
  public void awaitWritable(Task task, Duration atMost) {
    int op = writeOperation();
    writeTimedOut = false;
    await(WRITER, op, task, TimedWait.of(task, atMost));
  }

  /**
   * The task that was woken: whether its last {@link #awaitReadable(Task, Duration)} has ended by
   * the deadline, and by nothing else.
   */
  public boolean readTimedOut() {
    readTimedOut |= endsByDeadline(READER);
    return readTimedOut;
  }

  /**
   * The task that was woken: whether its last {@link #awaitWritable(Task, Duration)} has ended by
   * the deadline, and by nothing else.
   */
  public boolean writeTimedOut() {
    writeTimedOut |= endsByDeadline(WRITER);
    return writeTimedOut;
  }

  private int operation(int direction, String verb) {
    int op = key.channel().validOps() & direction;
    if (op == 0) {
      throw new UnsupportedOperationException("it can't be " + verb + ": " + key.channel());
    }
    return op;
  }

  private int writeOperation() {
    if (key.channel() instanceof SocketChannel socket) {
      return socket.isConnected() ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    }
    return operation(WRITING, "written");
  }

  /**
   * @param wait the task itself, or its TimedWait
   */
  private void await(VarHandle slot, int op, Task task, Object wait) {
    poller.waiterComes();
    Object before;
    do {
      before = slot.getVolatile(this); // HB-13 observe
      if (before == CLOSED) {
        poller.waitersGo(1);
        end(wait);
        return;
      }
      if (before != null && !mayReplace(before, task)) {
        poller.waitersGo(1);
        cancel(wait);
        throw new IllegalStateException(
            taskOf(before) + " waits for that already, on " + channel());
      }
    } while (!slot.compareAndSet(this, before, wait)); // HB-13 publish
    if (before != null) {
      poller.waitersGo(1);
      cancel(before);
    }
    if (key.isValid()) {
      showInterest(op);
    } else {
      close(); // somebody has closed the channel, or the poller: wakes the task
    }
  }

  /** Step 2. The interest in a connection goes when there is one: it would never end otherwise. */
  private void showInterest(int op) {
    int before = interest(); // after the slot
    boolean stale =
        (before & SelectionKey.OP_CONNECT) != 0 && ((SocketChannel) key.channel()).isConnected();
    if (stale) {
      INTEREST.getAndBitwiseAnd(this, ~SelectionKey.OP_CONNECT); // HB-13: nobody waits for it
    }
    if (stale || (before & op) == 0) {
      before = (int) INTEREST.getAndBitwiseOr(this, op | CHANGED); // HB-13, HB-14 publish
      if ((before & CHANGED) == 0) {
        poller.interestChanged(this);
      }
    }
  }

  private int interest() {
    return (int) INTEREST.getVolatile(this); // HB-13 observe
  }

  private static boolean mayReplace(Object waiter, Task task) {
    Task other = taskOf(waiter);
    return other == task || other.isDone() || other.isCancelled();
  }

  private static Task taskOf(Object wait) {
    return wait instanceof TimedWait timed ? timed.task : (Task) wait;
  }

  private static void cancel(Object wait) {
    if (wait instanceof TimedWait timed) {
      timed.cancel();
    }
  }

  /** Wakes the task whose wait was taken out of its slot, unless its timer has. */
  private static void end(Object wait) {
    if (!(wait instanceof TimedWait timed) || timed.cancel()) {
      taskOf(wait).ready();
    }
  }

  private boolean endsByDeadline(VarHandle slot) {
    Object wait = slot.getVolatile(this); // HB-13 observe
    if (wait instanceof TimedWait timed
        && timed.isOver()
        && slot.compareAndSet(this, wait, null)) { // HB-13 observe: else an event has taken it
      poller.waitersGo(1);
      return true;
    }
    return false;
  }

  // ---------------------------------------------------------------- who polls

  /**
   * Step a, by the poll that sees an event.
   *
   * @param ready the operations that are ready
   */
  void happened(int ready) {
    if ((ready & SelectionKey.OP_CONNECT) != 0) {
      lose(SelectionKey.OP_CONNECT); // seen once only, and ready for ever
    }
    if ((ready & READING) != 0) {
      give(READER);
    }
    if ((ready & WRITING) != 0) {
      give(WRITER);
    }
  }

  /**
   * Steps b and c, by a poll that has slept, was woken by events for which nobody waits, and would
   * only be woken again.
   *
   * @param ready the operations that are ready
   */
  void loseInterest(int ready) {
    if ((ready & READING) != 0 && !give(READER)) {
      lose(READING); // before the slot
      give(READER);
    }
    if ((ready & WRITING) != 0 && !give(WRITER)) {
      lose(WRITING); // before the slot
      give(WRITER);
    }
  }

  private void lose(int operations) {
    INTEREST.getAndBitwiseAnd(this, ~operations); // HB-13 publish
    key.interestOps(interest() & ~CHANGED);
  }

  /** The poll, before it selects: tells the selector. */
  void applyInterest() {
    int wanted = (int) INTEREST.getAndBitwiseAnd(this, ~CHANGED) & ~CHANGED; // HB-14 observe
    if (key.isValid()) {
      key.interestOps(wanted);
    }
  }

  /** Gives the waiter to the poller's sink. Returns false if there is none. */
  private boolean give(VarHandle slot) {
    Object wait;
    do {
      wait = slot.getVolatile(this); // HB-13 observe
      if (wait == null || wait == CLOSED) {
        return false;
      }
    } while (!slot.compareAndSet(this, wait, null)); // HB-13 observe
    boolean byTimer = wait instanceof TimedWait timed && !timed.cancel();
    poller.took(byTimer ? null : taskOf(wait));
    return true;
  }

  // ---------------------------------------------------------------- the end

  /**
   * Any thread: closes the channel, and wakes who waits: they find it closed. Does nothing if it is
   * closed already. Who awaits later is woken at once.
   *
   * <p>As with every {@link java.nio.channels.Selector}, the peer learns of it at once, but the
   * file descriptor, and with it a server's port, is free only after the next poll, which follows
   * soon.
   *
   * @throws UncheckedIOException if the channel can't be closed as it should; who waits was woken
   */
  @Override
  public void close() {
    IOException failure = null;
    try {
      key.channel().close();
    } catch (IOException e) {
      failure = e;
    }
    shut(WRITER);
    if (shut(READER)) {
      poller.channelClosed();
    }
    if (failure != null) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Wakes who waits, after the channel was closed. Returns false if that was done before. */
  private boolean shut(VarHandle slot) {
    Object wait = slot.getAndSet(this, CLOSED); // HB-13 publish and observe
    if (wait != null && wait != CLOSED) {
      end(wait);
      poller.waitersGo(1);
    }
    return wait != CLOSED;
  }
}
