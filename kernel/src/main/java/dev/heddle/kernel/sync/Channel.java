package dev.heddle.kernel.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Hands values from senders to receivers, each to one, in order (Go: {@code chan}). Thread-safe.
 *
 * <p>An unbuffered channel is a rendezvous: a sender waits until a receiver has its value. A
 * buffered one holds some values, and a sender waits only while it is full.
 *
 * <p>Each operation exists for a thread, which blocks, and for a {@link dev.heddle.kernel.Task},
 * which waits without a thread: see {@link Waiter}. Threads may be of any kind. If one blocks
 * inside a plain {@code Runnable} of a Scheduler, its Processor goes on without it, as in a {@link
 * dev.heddle.kernel.Blocking#enterLong long blocking call}; a task that needs no thread is cheaper.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>S10: each value that was sent is received once, if anybody receives; values are received in
 *       the order in which they were sent, and who waits is served first come, first served.
 *   <li>Whoever waits is handed the value itself, and woken; inside a task, it runs next.
 *   <li>A deadline, an interrupt or {@link Waiter#cancel} ends a wait, or the operation does,
 *       whatever comes first. After a time-out or an InterruptedException, nothing was sent or
 *       received; if the operation was first, it counts, and an interrupt is kept.
 *   <li>What happens before a send happens before the end of the receive that gets the value. The
 *       receive from an unbuffered channel happens before the end of its send. With a buffer of n,
 *       the k-th receive happens before the end of the (k + n)-th send.
 * </ul>
 *
 * <h2>Closing</h2>
 *
 * As in Go: receivers get what is in the buffer, and after that "closed" instead of values; senders
 * fail, also those that wait, and so does another close.
 *
 * <h2>How</h2>
 *
 * One short lock, two lines and a ring (Go: {@code hchan}). Never do receivers wait while there is
 * a value, nor senders while there is room. So a sender looks for a receiver first, then for room;
 * a receiver that takes a value from a full ring puts that of the first sender into it. Nobody is
 * woken under the lock.
 *
 * @param <T> the values; none is null
 */
public final class Channel<T> {
  private static final int MOST = 1 << 30;

  private final Guard guard = new Guard();
  final Line receivers = new Receivers(guard);
  final Line senders = new Senders(guard);

  /** Guarded by guard, as all that follows. */
  private final Object[] ring;

  private int head;
  private int size;
  private boolean closed;

  private Channel(int capacity) {
    ring = new Object[capacity];
  }

  /** A channel where senders and receivers meet. */
  public static <T> Channel<T> unbuffered() {
    return new Channel<>(0);
  }

  /**
   * A channel with a buffer.
   *
   * @param capacity how many values it holds, up to 2<sup>30</sup>; their places are made at once;
   *     0 makes it unbuffered
   * @throws IllegalArgumentException if the capacity is out of its range
   */
  public static <T> Channel<T> buffered(int capacity) {
    if (capacity < 0 || capacity > MOST) {
      throw new IllegalArgumentException(
          "capacity must be from 0 to " + MOST + ", but is " + capacity);
    }
    return new Channel<>(capacity);
  }

  // ---------------------------------------------------------------- threads

  /**
   * Sends a value; blocks until a receiver has it, or the buffer.
   *
   * @param value not null
   * @throws ChannelClosedException if the channel is closed, or is closed meanwhile
   * @throws InterruptedException if the thread is interrupted; the value was not sent
   */
  public void send(T value) throws InterruptedException {
    send(value, BlockedThread.FOREVER);
  }

  /**
   * Sends a value; blocks for some time at most.
   *
   * @param value not null
   * @param timeout if it is 0 or less, it doesn't wait
   * @return false if the time was over; the value was not sent
   * @throws ChannelClosedException if the channel is closed, or is closed meanwhile
   * @throws InterruptedException if the thread is interrupted; the value was not sent
   */
  public boolean offer(T value, Duration timeout) throws InterruptedException {
    return send(value, BlockedThread.nanos(timeout));
  }

  private boolean send(T value, long nanos) throws InterruptedException {
    Waiter<T> waiter = Waiter.ofThread();
    waiter.await(senders, Objects.requireNonNull(value, "value"), nanos);
    return sent(waiter);
  }

  /**
   * Receives a value; blocks until there is one, or the channel is closed.
   *
   * @return the value, or null if the channel is closed and has no value left
   * @throws InterruptedException if the thread is interrupted; nothing was received
   */
  public T receive() throws InterruptedException {
    return receive(BlockedThread.FOREVER);
  }

  /**
   * Receives a value; blocks for some time at most.
   *
   * @param timeout if it is 0 or less, it doesn't wait
   * @return the value, or null if the time was over, or the channel is closed and has no value
   *     left: {@link #isDrained} tells
   * @throws InterruptedException if the thread is interrupted; nothing was received
   */
  public T poll(Duration timeout) throws InterruptedException {
    return receive(BlockedThread.nanos(timeout));
  }

  private T receive(long nanos) throws InterruptedException {
    Waiter<T> waiter = Waiter.ofThread();
    waiter.await(receivers, null, nanos);
    return waiter.isServed() ? waiter.value() : null;
  }

  // ---------------------------------------------------------------- tasks

  /**
   * A task, in its step: sends a value, or waits. If this returns false, the task parks; woken, it
   * calls this again. What is sent is the value of the first call.
   *
   * @param value not null
   * @param waiter the task's own; it must not be waiting elsewhere
   * @return false if the task must wait; true if it is over: the value was sent, if nobody {@link
   *     Waiter#cancel}s
   * @throws ChannelClosedException if the channel is closed, or was closed meanwhile
   * @throws IllegalStateException if the Waiter waits elsewhere
   */
  public boolean send(T value, Waiter<?> waiter) {
    return waiter.ask(senders, Objects.requireNonNull(value, "value"), null) && over(waiter);
  }

  /**
   * As {@link #send(Object, Waiter)}, for some time at most.
   *
   * @param timeout counted from the first call, and ignored in the next ones; if it is 0 or less,
   *     it doesn't wait
   * @return false if the task must wait; true if it is over: the value was sent, unless {@link
   *     Waiter#isTimedOut}
   */
  public boolean send(T value, Waiter<?> waiter, Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return waiter.ask(senders, Objects.requireNonNull(value, "value"), timeout) && over(waiter);
  }

  /**
   * A task, in its step: receives a value, or waits. If this returns false, the task parks; woken,
   * it calls this again.
   *
   * @param waiter the task's own; it must not be waiting elsewhere
   * @return false if the task must wait; true if it is over: there is a {@link Waiter#value},
   *     unless {@link Waiter#isClosed}
   * @throws IllegalStateException if the Waiter waits elsewhere
   */
  public boolean receive(Waiter<? super T> waiter) {
    return waiter.ask(receivers, null, null);
  }

  /**
   * As {@link #receive(Waiter)}, for some time at most.
   *
   * @param timeout counted from the first call, and ignored in the next ones; if it is 0 or less,
   *     it doesn't wait
   * @return false if the task must wait; true if it is over: there is a {@link Waiter#value},
   *     unless {@link Waiter#isClosed} or {@link Waiter#isTimedOut}
   */
  public boolean receive(Waiter<? super T> waiter, Duration timeout) {
    return waiter.ask(receivers, null, Objects.requireNonNull(timeout, "timeout"));
  }

  // ---------------------------------------------------------------- everybody

  /**
   * Sends a value if that is possible without waiting.
   *
   * @param value not null
   * @return whether it was sent
   * @throws ChannelClosedException if the channel is closed
   */
  public boolean offer(T value) {
    Node node = new Node(null);
    node.fill(Objects.requireNonNull(value, "value"));
    Wait peer = senders.attemptLocked(node);
    if (peer == null) {
      return false;
    }
    peer.wake();
    checkOpen(node.closed);
    return true;
  }

  /**
   * Receives a value if that is possible without waiting.
   *
   * @return the value, or null if there is none: for now, or, if {@link #isDrained}, for ever
   */
  @SuppressWarnings("unchecked") // only a T is put into this channel
  public T poll() {
    Node node = new Node(null);
    Wait peer = receivers.attemptLocked(node);
    if (peer == null) {
      return null;
    }
    peer.wake();
    return (T) node.value;
  }

  /**
   * No more values will be sent. Who waits to receive is told so; who waits to send fails.
   *
   * @throws ChannelClosedException if it was closed before
   */
  public void close() {
    List<Wait> waiting = new ArrayList<>();
    synchronized (guard) {
      if (closed) {
        throw new ChannelClosedException(this + " was closed before");
      }
      closed = true;
      addAll(receivers, waiting);
      addAll(senders, waiting);
    }
    for (Wait each : waiting) {
      each.wake();
    }
  }

  private static void addAll(Line line, List<Wait> waiting) {
    for (Wait wait = line.serve(null, true); wait != null; wait = line.serve(null, true)) {
      waiting.add(wait);
    }
  }

  /** Whether it was closed. There may be values left. */
  public boolean isClosed() {
    synchronized (guard) {
      return closed;
    }
  }

  /** Whether it was closed, and all its values were received: there will never be another. */
  public boolean isDrained() {
    synchronized (guard) {
      return closed && size == 0;
    }
  }

  /** How many values are in the buffer at the moment (Go: {@code len}). */
  public int size() {
    synchronized (guard) {
      return size;
    }
  }

  /** How many values the buffer holds at most (Go: {@code cap}). */
  public int capacity() {
    return ring.length;
  }

  @Override
  public String toString() {
    String room = ring.length == 0 ? "unbuffered" : size() + " of " + ring.length;
    return "channel " + guard + " (" + room + (isClosed() ? ", closed)" : ")");
  }

  // ---------------------------------------------------------------- how a wait ends

  private boolean sent(Waiter<?> waiter) {
    checkOpen(waiter.isClosed());
    return waiter.isServed();
  }

  private boolean over(Waiter<?> waiter) {
    checkOpen(waiter.isClosed());
    return true;
  }

  void checkOpen(boolean failed) {
    if (failed) {
      throw new ChannelClosedException(this + " is closed, and nothing can be sent on it");
    }
  }

  // ---------------------------------------------------------------- under the lock

  private void put(Object value) {
    ring[(head + size) % ring.length] = value;
    size++;
  }

  private Object take() {
    Object value = ring[head];
    ring[head] = null;
    head = (head + 1) % ring.length;
    size--;
    return value;
  }

  /** Gives a receiver's Node the first sender's value. Returns the sender, or null. */
  private Wait takeFromSender(Node into) {
    for (Node sender = senders.poll(); sender != null; sender = senders.poll()) {
      Object value = sender.value; // afterwards the Node is the sender's
      if (sender.win(null, false)) {
        into.value = value;
        return sender.wait;
      }
    }
    return null;
  }

  /** Those who wait for a value. */
  private final class Receivers extends Line {
    Receivers(Guard guard) {
      super(guard);
    }

    @Override
    Wait attempt(Node node) {
      if (size == 0) {
        Wait sender = takeFromSender(node);
        if (sender == null && closed) {
          node.closed = true;
          return Waiter.NOBODY;
        }
        return sender;
      }
      Object value = take();
      Wait sender = takeFromSender(node);
      if (sender != null) {
        put(node.value); // there is room now, behind the others
      }
      node.value = value;
      return sender == null ? Waiter.NOBODY : sender;
    }

    @Override
    public String toString() {
      return "receive from " + Channel.this;
    }
  }

  /** Those who wait for a receiver, or for room. */
  private final class Senders extends Line {
    Senders(Guard guard) {
      super(guard);
    }

    @Override
    Wait attempt(Node node) {
      if (closed) {
        node.closed = true;
        return Waiter.NOBODY;
      }
      Wait receiver = receivers.serve(node.value, false);
      if (receiver == null) {
        if (size == ring.length) {
          return null;
        }
        put(node.value);
        receiver = Waiter.NOBODY;
      }
      node.value = null; // it is sent, and no business of the sender's any more
      return receiver;
    }

    @Override
    public String toString() {
      return "send on " + Channel.this;
    }
  }
}
