package dev.heddle.kernel.io;

import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A {@link Poller} for the channels of the JDK, on a {@link Selector}.
 *
 * <pre>{@code
 * NioPoller poller = NioPoller.open();
 * try (Scheduler scheduler = Scheduler.builder().poller(poller).build()) {
 *   Registration server = poller.register(channel); // in non-blocking mode
 *   scheduler.execute(new Acceptor(server));
 * } // the Scheduler closes the poller, and that the channels
 * }</pre>
 *
 * <h2>The state word</h2>
 *
 * POLLING is the lock of the selector: who can't have it, and doesn't want to wait, goes away.
 * ASLEEP is set by the polling thread before it sleeps; then it looks again. Whoever has something
 * for it, a wakeup, a change of interest or a closed channel, says so first and then looks whether
 * it is ASLEEP: only then the selector is woken, which costs a system call. WOKEN is a wakeup that
 * no poll has seen that may sleep. It is not the selector's own, which a poll that doesn't wait
 * would clear.
 *
 * <p>Registrations whose interest has changed are in a list without a lock, and the next poll tells
 * the selector. Its own queue is locked while it makes a system call for each entry: tasks would
 * wait for that.
 *
 * <p><b>Events are of the right channel.</b> The file descriptor of a closed channel is kept until
 * a poll has removed it from the selector; then only it can be used again. So there is no stale
 * event, and no generation to compare (Go: {@code fdseq}).
 *
 * <p>Any thread calls the methods.
 */
public final class NioPoller implements Poller {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** A thread uses the selector. */
  private static final int POLLING = 1;

  /** It sleeps there, or is about to. */
  private static final int ASLEEP = 2;

  /** A wakeup came. */
  private static final int WOKEN = 4;

  /** Another thread waits until the selector is free. */
  private static final int QUEUED = 8;

  /** Nobody will poll any more. */
  private static final int ENDED = 16;

  private static final VarHandle STATE;
  private static final VarHandle WAITERS;
  private static final VarHandle CLOSED;
  private static final VarHandle CHANGED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(NioPoller.class, "state", int.class);
      WAITERS = lookup.findVarHandle(NioPoller.class, "waiters", int.class);
      CLOSED = lookup.findVarHandle(NioPoller.class, "closed", int.class);
      CHANGED = lookup.findVarHandle(NioPoller.class, "changed", Registration.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Selector selector;
  private final Object gate = new Object();

  @SuppressWarnings("unused") // STATE
  private int state;

  /** How many tasks wait, at least. */
  @SuppressWarnings("unused") // WAITERS
  private int waiters;

  /** How many channels were closed whose file descriptors no poll has given back. */
  @SuppressWarnings("unused") // CLOSED
  private int closed;

  /** The last Registration whose interest has changed, or null; it knows the one before. */
  @SuppressWarnings("unused") // CHANGED
  private Registration changed;

  // The polling thread's, by HB-15:

  private final Consumer<SelectionKey> happened = this::happened;
  private Sink sink;
  private int taken;

  /** Keys that had events, perhaps none that anybody waits for. */
  private final List<SelectionKey> seen = new ArrayList<>();

  private NioPoller(Selector selector) {
    this.selector = selector;
  }

  /**
   * A new poller.
   *
   * @throws IOException if the operating system has no selector to give
   */
  public static NioPoller open() throws IOException {
    return new NioPoller(Selector.open());
  }

  /**
   * Takes a channel in, which belongs to the registration from now on. Any thread.
   *
   * @param channel in non-blocking mode, and registered here for the first time; not null
   * @throws java.nio.channels.IllegalBlockingModeException if it is in blocking mode
   * @throws IllegalStateException if it is registered here already
   * @throws IOException if it is closed
   * @throws ClosedSelectorException if this is closed
   */
  public Registration register(SelectableChannel channel) throws IOException {
    synchronized (channel.blockingLock()) { // else two threads could get the same key
      if (channel.isOpen() && channel.keyFor(selector) != null) {
        throw new IllegalStateException("registered already: " + channel);
      }
      SelectionKey key = channel.register(selector, 0);
      Registration registration = new Registration(this, key);
      key.attach(registration);
      return registration;
    }
  }

  // ---------------------------------------------------------------- polling

  @Override
  public void poll(long timeoutNanos, Sink taker) throws IOException {
    Objects.requireNonNull(taker, "sink");
    boolean mayWait = timeoutNanos != 0;
    if (!enter(mayWait)) {
      return;
    }
    try {
      sink = taker;
      boolean sleeps = mayWait && (set(ASLEEP) & WOKEN) == 0 && closed() == 0; // HB-14: then look
      select(sleeps ? timeoutNanos : 0, happened);
    } finally {
      seen.clear();
      sink = null;
      leave(mayWait ? POLLING | QUEUED | ASLEEP | WOKEN : POLLING | QUEUED);
    }
  }

  private void select(long timeoutNanos, Consumer<SelectionKey> event) throws IOException {
    int closedBefore = closed();
    try {
      applyChanges();
      if (timeoutNanos == 0) {
        selector.selectNow(event);
      } else {
        selector.select(event, timeoutNanos < 0 ? 0 : millis(timeoutNanos));
        loseInterest();
      }
      CLOSED.getAndAdd(this, -closedBefore); // HB-16 publish
    } catch (ClosedSelectorException e) {
      throw new IOException("the poller is closed", e);
    } finally {
      waitersGo(taken); // after the sink has them
      taken = 0;
    }
  }

  /** Rounded up: a shorter sleep would be followed by others of no length. */
  private static long millis(long nanos) {
    return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
  }

  private void applyChanges() {
    Registration next = (Registration) CHANGED.getAndSet(this, null); // HB-14 observe
    while (next != null) {
      Registration one = next;
      next = one.nextChanged; // read first: from applyInterest on it may be in the list again
      one.nextChanged = null;
      try {
        one.applyInterest();
      } catch (CancelledKeyException e) {
        // it is being closed, which wakes who waits
      }
    }
  }

  private void happened(SelectionKey key) {
    try {
      ((Registration) key.attachment()).happened(key.readyOps());
      seen.add(key);
    } catch (CancelledKeyException e) {
      // its Registration is being closed, which wakes who waits
    }
  }

  /**
   * A poll that has slept and woken nobody: the next one would do no better, unless those who were
   * to wait are about to.
   */
  private void loseInterest() {
    for (int i = 0; i < seen.size() && taken == 0; i++) {
      SelectionKey key = seen.get(i);
      try {
        ((Registration) key.attachment()).loseInterest(key.readyOps());
      } catch (CancelledKeyException e) {
        // as above
      }
    }
  }

  /**
   * The polling thread: a waiter was taken out of its slot.
   *
   * @param task null if it was woken already
   */
  void took(Task task) {
    taken++;
    if (task != null) {
      sink.ready(task);
    }
  }

  // ---------------------------------------------------------------- one at a time

  /** Returns false if another thread is polling; if told to wait, after it has left. */
  private boolean enter(boolean waits) throws IOException {
    for (; ; ) {
      int s = state();
      if ((s & ENDED) != 0) {
        throw new IOException("the poller is closed");
      }
      if ((s & POLLING) != 0) {
        if (waits) {
          awaitLeave();
        }
        return false;
      }
      if (STATE.compareAndSet(this, s, s | POLLING)) { // HB-15 observe
        return true;
      }
    }
  }

  private void leave(int bits) {
    int before = (int) STATE.getAndBitwiseAnd(this, ~bits); // HB-15 publish, HB-14 observe
    if ((before & QUEUED) != 0) {
      synchronized (gate) {
        gate.notifyAll();
      }
    }
  }

  /**
   * Waits until the other has left. The poll returns then, for nothing: a wakeup that was meant for
   * its thread may have ended the other's.
   */
  @SuppressWarnings("WaitNotInLoop") // a poll may return early
  private void awaitLeave() {
    synchronized (gate) {
      int s = state();
      if ((s & POLLING) != 0 && STATE.compareAndSet(this, s, s | QUEUED)) { // HB-15: then wait
        try {
          gate.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private int state() {
    return (int) STATE.getVolatile(this); // HB-14, HB-15 observe
  }

  private int set(int bit) {
    return (int) STATE.getAndBitwiseOr(this, bit); // HB-14 publish and observe
  }

  // ---------------------------------------------------------------- any thread

  /** As {@link Poller} has it; after the end it does nothing. */
  @Override
  public void wakeup() {
    if ((set(WOKEN) & (ASLEEP | WOKEN)) == ASLEEP) { // else it is seen, or somebody is at it
      selector.wakeup();
    }
  }

  @Override
  public boolean hasWaiters() {
    return (int) WAITERS.getVolatile(this) > 0 || closed() > 0; // HB-16 observe
  }

  /** Before a task is in its slot. */
  void waiterComes() {
    WAITERS.getAndAdd(this, 1); // HB-16 publish
  }

  /** After so many tasks, which are in no slot any more, can run. */
  void waitersGo(int count) {
    if (count > 0) {
      WAITERS.getAndAdd(this, -count); // HB-16 publish
    }
  }

  private int closed() {
    return (int) CLOSED.getVolatile(this); // HB-16 observe
  }

  /** Who has set CHANGED: the next poll is to look there, also one that sleeps. */
  void interestChanged(Registration registration) {
    Registration before;
    do {
      before = (Registration) CHANGED.getVolatile(this); // HB-14 observe
      registration.nextChanged = before;
    } while (!CHANGED.compareAndSet(this, before, registration)); // HB-14 publish
    if ((state() & ASLEEP) != 0) {
      wakeup();
    }
  }

  /**
   * After a channel was closed: its file descriptor waits for a poll. The next may be far away if
   * nobody waits, and nobody may know of it if this is no task.
   */
  void channelClosed() {
    CLOSED.getAndAdd(this, 1); // HB-16 publish
    if ((state() & ASLEEP) != 0) {
      wakeup();
    } else if (Scheduler.current() == null) {
      letGo();
    }
  }

  /** If nobody polls, removes closed channels. Events will be seen by the next poll. */
  private void letGo() {
    try {
      if (enter(false)) {
        try {
          select(0, key -> {});
        } finally {
          leave(POLLING | QUEUED);
        }
      }
    } catch (IOException e) {
      // the next poll meets it too, and whoever polls is told
    }
  }

  /**
   * Closes all channels that are registered, and wakes who waits.
   *
   * @throws IOException if one, or the selector, could not be closed as it should
   */
  @Override
  public void close() throws IOException {
    if ((set(ENDED) & ENDED) != 0) {
      return;
    }
    IOException failure = null;
    for (SelectionKey key : selector.keys()) {
      try {
        close(key);
      } catch (UncheckedIOException e) {
        failure = e.getCause();
      }
    }
    selector.close();
    CLOSED.setVolatile(this, 0); // HB-16 publish: nothing is left
    if (failure != null) {
      throw failure;
    }
  }

  private static void close(SelectionKey key) {
    if (key.attachment() instanceof Registration registration) {
      registration.close();
    }
  }
}
