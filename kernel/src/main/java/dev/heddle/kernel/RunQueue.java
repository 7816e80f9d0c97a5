package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The run queue of one {@link Processor}: a ring for one producer and many consumers, and the
 * {@code runNext} slot in front of it (Go: {@code runqput}, {@code runqget}, {@code runqgrab}).
 *
 * <p><b>Who may call.</b> The <i>owner</i> is the Worker that holds the Processor: it pushes, polls
 * and spills. A <i>thief</i> is any other thread. Owners change only through {@link IdleSet}, whose
 * CAS orders the old owner's plain accesses before the new owner's (HB-6).
 *
 * <p><b>Indices.</b> {@code head} and {@code tail} run freely and wrap; {@code tail - head} is the
 * size. The owner alone writes {@code tail}; everybody who takes moves {@code head} by CAS.
 *
 * <p><b>Only the owner writes slots.</b> A taker copies slots <i>before</i> its CAS on {@code
 * head}; the CAS succeeds only if {@code head} hasn't moved, and as long as {@code head} hasn't
 * moved the owner neither overwrites nor clears those slots. So a copy is used only when it was
 * valid, and a stale read is harmless: slots are raced for on purpose, so both sides use a
 * VarHandle on them, and head and tail do the ordering. Java must null consumed slots, or the ring
 * keeps finished tasks alive; a taker can't do it (the owner may have reused the slot, and the same
 * object may be queued again, so not even a CAS would tell), hence the owner does: everything in
 * {@code [cleared, head)} is nulled at its next push or poll. Until then a stolen task stays
 * reachable, at most a ring of them.
 *
 * <p><b>Assumed.</b> A thief doesn't stall between its copy and its CAS for 2<sup>32</sup>
 * operations of its victim.
 */
final class RunQueue {
  private static final VarHandle HEAD;
  private static final VarHandle TAIL;
  private static final VarHandle NEXT;
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Runnable[].class);

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(RunQueue.class, "head", int.class);
      TAIL = lookup.findVarHandle(RunQueue.class, "tail", int.class);
      NEXT = lookup.findVarHandle(RunQueue.class, "next", Runnable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Runnable[] slots;
  private final int mask;

  /** Next index to take. Written by CAS, by the owner and by thieves. */
  @SuppressWarnings("unused") // HEAD
  private int head;

  /** Next index to fill. Written by the owner. */
  private int tail;

  /** The {@code runNext} slot. Written by getAndSet, by the owner and by thieves. */
  @SuppressWarnings("unused") // NEXT
  private Runnable next;

  /** Owner only: every slot before this index is null, or holds a younger task. */
  private int cleared;

  /**
   * @param capacity slots of the ring, a power of two from 2 on
   * @param firstIndex where head and tail start; any value, since indices wrap
   */
  RunQueue(int capacity, int firstIndex) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException(
          "ring capacity must be a power of two from 2 on, but is " + capacity);
    }
    slots = new Runnable[capacity];
    mask = capacity - 1;
    head = firstIndex;
    tail = firstIndex;
    cleared = firstIndex;
  }

  // ---------------------------------------------------------------- owner

  /**
   * Owner: puts a task behind all others. Linearizes at the write of tail.
   *
   * @return false if the ring is full
   */
  boolean push(Runnable task) {
    int t = tail;
    int h = (int) HEAD.getVolatile(this); // HB-2 observe: takers before h are done with their slots
    if (t - h > mask) {
      return false;
    }
    clearBefore(h);
    SLOTS.setOpaque(slots, t & mask, task); // HB-1, by tail
    TAIL.setVolatile(this, t + 1); // HB-1 publish the slot; and the StoreLoad of S6 (HB-5)
    return true;
  }

  /** Owner: takes the oldest task of the ring, or null. Linearizes at the CAS of head. */
  Runnable poll() {
    int t = tail;
    for (; ; ) {
      int h = (int) HEAD.getVolatile(this); // HB-2 observe
      if (h == t) {
        clearBefore(h);
        return null;
      }
      Runnable task = slots[h & mask];
      if (HEAD.compareAndSet(this, h, h + 1)) { // HB-2 publish
        clearBefore(h + 1);
        return task;
      }
    }
  }

  /**
   * Owner: takes the older half of the ring at once, to make room.
   *
   * @param into where the tasks go, oldest first; at least half the capacity long
   * @return how many; 0 if a thief was faster, so that there is room again
   */
  int takeHalf(Runnable[] into) {
    int h = (int) HEAD.getVolatile(this); // HB-2 observe
    int n = (tail - h) / 2;
    for (int i = 0; i < n; i++) {
      into[i] = slots[(h + i) & mask];
    }
    if (n == 0 || !HEAD.compareAndSet(this, h, h + n)) { // HB-2 publish
      return 0;
    }
    clearBefore(h + n);
    return n;
  }

  /** Owner: puts a task into {@code runNext}. Returns the task that was there, or null. */
  Runnable swapNext(Runnable task) {
    return (Runnable) NEXT.getAndSet(this, task); // HB-3 publish; StoreLoad of S6 (HB-5)
  }

  /** Owner: takes {@code runNext}, or null. A thief may have been faster. */
  Runnable pollNext() {
    // The look saves the exchange where the slot is empty: nobody but us fills it.
    return peekNext() == null ? null : (Runnable) NEXT.getAndSet(this, null); // HB-3 observe
  }

  private void clearBefore(int index) {
    for (int i = cleared; i != index; i++) {
      SLOTS.setOpaque(slots, i & mask, null); // HB-2, by head
    }
    cleared = index;
  }

  // ---------------------------------------------------------------- thieves

  /**
   * Thief: takes the older half of this ring, rounded up. The oldest is returned, to be run; the
   * others go to the thief's own ring, in order. Linearizes at the CAS of head.
   *
   * @param into the thief's own queue, whose ring is empty and as large as this one
   * @return the oldest task, or null if the ring was empty
   */
  Runnable stealInto(RunQueue into) {
    into.beginFill();
    for (; ; ) {
      int h = (int) HEAD.getVolatile(this); // HB-2 observe
      int size = (int) TAIL.getVolatile(this) - h; // HB-1 observe
      if (size == 0) {
        return null;
      }
      if (size > mask + 1) {
        continue; // head is older than tail by a whole ring: not one moment
      }
      int n = size - size / 2;
      Runnable first = (Runnable) SLOTS.getVolatile(slots, h & mask); // HB-1, by tail
      for (int i = 1; i < n; i++) {
        into.fill(i - 1, (Runnable) SLOTS.getVolatile(slots, (h + i) & mask)); // HB-1, by tail
      }
      if (HEAD.compareAndSet(this, h, h + n)) { // HB-2 publish: done with these slots
        into.append(n - 1);
        return first;
      }
      into.discard(n - 1);
    }
  }

  /** Thief: takes {@code runNext}, or null. */
  Runnable stealNext() {
    return peekNext() == null ? null : (Runnable) NEXT.getAndSet(this, null); // HB-3 observe
  }

  /** Owner of an empty ring: is about to {@link #fill} slots behind tail. */
  void beginFill() {
    clearBefore(tail); // the ring is empty: head is tail
  }

  /** Owner: writes slot i behind tail, from 0 on. Nobody sees it before {@link #append}. */
  void fill(int i, Runnable task) {
    SLOTS.setOpaque(slots, (tail + i) & mask, task); // HB-1, by tail
  }

  /** Owner: publishes n slots that it has filled behind tail. */
  void append(int n) {
    if (n > 0) {
      TAIL.setVolatile(this, tail + n); // HB-1 publish
    }
  }

  /** Owner: forgets n slots that it has filled behind tail, so that they keep nothing alive. */
  private void discard(int n) {
    for (int i = 0; i < n; i++) {
      SLOTS.setOpaque(slots, (tail + i) & mask, null); // no edge: nobody reads behind tail
    }
  }

  // ---------------------------------------------------------------- any thread

  /**
   * Any thread: whether nothing is queued. A task on its way from {@code runNext} to the ring may
   * be overlooked; who moves it calls {@code wake} afterwards (see {@link IdleSet}).
   */
  boolean isEmpty() {
    return (int) HEAD.getVolatile(this) == (int) TAIL.getVolatile(this) // HB-1 observe
        && peekNext() == null;
  }

  /** Any thread: a moment's number of tasks in the ring, without {@code runNext}. */
  int size() {
    int h = (int) HEAD.getVolatile(this); // HB-2 observe
    int size = (int) TAIL.getVolatile(this) - h; // HB-1 observe
    return Math.max(0, Math.min(size, mask + 1));
  }

  /** Any thread: the task in {@code runNext} at this moment, or null. */
  Runnable peekNext() {
    return (Runnable) NEXT.getVolatile(this); // HB-3 observe
  }

  /** Any thread: the ring's tasks at about this moment, oldest first. For snapshots. */
  List<Runnable> contents() {
    int h = (int) HEAD.getVolatile(this); // HB-2 observe
    List<Runnable> copy = new ArrayList<>();
    for (int i = 0, n = size(); i < n; i++) {
      Runnable task = (Runnable) SLOTS.getVolatile(slots, (h + i) & mask); // HB-1, by tail
      if (task != null) { // taken and cleared meanwhile
        copy.add(task);
      }
    }
    return copy;
  }

  int capacity() {
    return mask + 1;
  }
}
