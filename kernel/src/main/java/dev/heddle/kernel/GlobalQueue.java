package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The queue in front of all Processors (Go: {@code sched.runq}): tasks injected by threads that
 * hold no Processor, and tasks spilled from full rings. FIFO.
 *
 * <p>Producers use an unbounded multi-producer queue of JCTools: one CAS, no lock. Consumers take a
 * batch under a short lock, which makes them the inbox's single consumer. A producer takes that
 * lock only to {@link #withdraw}, when the Scheduler is shut down.
 *
 * <p><b>Assumed of JCTools.</b> {@code offer} is linearizable at its CAS of the producer index and
 * FIFO; what happens before an {@code offer} happens before the {@code relaxedPoll} that returns
 * the task (HB-4); {@code isEmpty} is false from that CAS until the task is taken. Between the CAS
 * and the write of the element {@code relaxedPoll} answers null although {@code isEmpty} is false:
 * the producer is awake and calls {@code wake} afterwards.
 */
final class GlobalQueue {
  private static final VarHandle WITHDRAWING;

  static {
    try {
      WITHDRAWING =
          MethodHandles.lookup().findVarHandle(GlobalQueue.class, "withdrawing", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MpscUnboundedVarHandleArrayQueue<Runnable> inbox;

  /** Tasks that a withdrawal passed over, older than all in the inbox. Guarded by this. */
  private final ArrayDeque<Runnable> older = new ArrayDeque<>(2);

  /** True while {@code older} holds tasks or is being filled, so that isEmpty overlooks none. */
  @SuppressWarnings("unused") // WITHDRAWING
  private boolean withdrawing;

  /**
   * @param chunk how many tasks one chunk of the inbox holds, from 2 on
   */
  GlobalQueue(int chunk) {
    inbox = new MpscUnboundedVarHandleArrayQueue<>(chunk);
  }

  /** Any thread: puts a task behind all others. */
  void push(Runnable task) {
    inbox.offer(task); // HB-4 publish; its CAS is the StoreLoad of S6 (HB-5)
  }

  /** A Worker: takes the oldest task, or null. */
  synchronized Runnable poll() {
    return take();
  }

  /**
   * A Worker: takes its share of the tasks, at least one. The oldest is returned, to be run; the
   * others go to the Worker's own ring, in order (Go: {@code globrunqgetbatch}).
   *
   * @param into the Worker's own queue, whose ring is empty
   * @param shares the share is the size divided by this, plus one; from 1 on
   */
  synchronized Runnable pollBatch(RunQueue into, int shares) {
    int n = Math.min(into.capacity() / 2, size() / shares + 1);
    Runnable first = take();
    if (first == null) { // a producer is slow; what comes behind it is not ours to take yet
      return null;
    }
    into.beginFill();
    int filled = 0;
    for (Runnable task; filled < n - 1 && (task = take()) != null; filled++) {
      into.fill(filled, task);
    }
    into.append(filled); // one publication for all of them
    return first;
  }

  /**
   * Any thread: takes back a task that it has pushed, unless somebody has taken it. If it is queued
   * twice, one entry is as good as the other.
   *
   * @return whether the task was still queued
   */
  synchronized boolean withdraw(Runnable task) {
    setAside();
    boolean found = removeSame(task);
    WITHDRAWING.setVolatile(this, !older.isEmpty()); // HB-4 publish
    return found;
  }

  /** Any thread: whether no task is queued. Never true by mistake. */
  boolean isEmpty() {
    return inbox.isEmpty() && !(boolean) WITHDRAWING.getVolatile(this); // HB-4 observe
  }

  /** Any thread: the tasks queued at this moment, oldest first. It only looks. */
  synchronized List<Runnable> contents() {
    List<Runnable> copy = new ArrayList<>(older);
    inbox.iterator().forEachRemaining(copy::add);
    return copy;
  }

  private boolean removeSame(Runnable task) {
    for (Iterator<Runnable> all = older.iterator(); all.hasNext(); ) {
      if (all.next() == task) { // equals() is the user's, and not what we mean
        all.remove();
        return true;
      }
    }
    return false;
  }

  private int size() {
    return inbox.size() + older.size();
  }

  private Runnable take() {
    Runnable task = older.poll();
    if (task == null) {
      return inbox.relaxedPoll(); // HB-4 observe
    }
    WITHDRAWING.setVolatile(this, !older.isEmpty()); // HB-4 publish
    return task;
  }

  /** Moves the inbox to {@code older}. Waits for a producer between its CAS and its write. */
  private void setAside() {
    WITHDRAWING.setVolatile(this, true); // HB-4 publish
    for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
      older.add(task);
    }
  }
}
