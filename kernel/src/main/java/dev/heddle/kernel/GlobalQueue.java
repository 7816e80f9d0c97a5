package dev.heddle.kernel;

import java.util.ArrayList;
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
  private final MpscUnboundedVarHandleArrayQueue<Runnable> inbox;

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
    return inbox.relaxedPoll(); // HB-4 observe
  }

  /**
   * A Worker: takes its share of the tasks, at least one. The oldest is returned, to be run; the
   * others go to the Worker's own ring, in order (Go: {@code globrunqgetbatch}).
   *
   * @param into the Worker's own queue, whose ring is empty
   * @param shares the share is the size divided by this, plus one; from 1 on
   */
  synchronized Runnable pollBatch(RunQueue into, int shares) {
    int n = Math.min(into.capacity() / 2, inbox.size() / shares + 1);
    Runnable first = inbox.relaxedPoll(); // HB-4 observe
    if (first == null) { // a producer is slow; what comes behind it is not ours to take yet
      return null;
    }
    into.beginFill();
    int filled = 0;
    for (Runnable task; filled < n - 1 && (task = inbox.relaxedPoll()) != null; filled++) {
      into.fill(filled, task);
    }
    into.append(filled); // one publication for all of them
    return first;
  }

  /**
   * Any thread, once nobody is ever woken again: takes back a task that it has pushed, unless
   * somebody has taken it. If it is queued twice, one entry is as good as the other. The others,
   * which go through its hands, are in the queue again when it returns; it waits for a producer
   * between its CAS and its write.
   *
   * @return whether the task was still queued
   */
  synchronized boolean withdraw(Runnable task) {
    boolean found = false;
    List<Runnable> others = new ArrayList<>();
    for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
      if (next == task && !found) { // equals() is the user's, and not what we mean
        found = true;
      } else {
        others.add(next);
      }
    }
    for (Runnable other : others) {
      inbox.offer(other);
    }
    return found;
  }

  /** Any thread: whether no task is queued. Never true by mistake, unless one is withdrawn. */
  boolean isEmpty() {
    return inbox.isEmpty(); // HB-5 observe
  }

  /** Any thread: the tasks queued at this moment, oldest first. It only looks. */
  synchronized List<Runnable> contents() {
    List<Runnable> copy = new ArrayList<>();
    inbox.iterator().forEachRemaining(copy::add);
    return copy;
  }
}
