package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * The right to run tasks, and the queue that comes with it (Go: P). A Worker holds at most one, and
 * a Processor has at most one Worker; it changes hands only through {@link IdleSet} (HB-6).
 *
 * <p>The Processor, not the task, carries the slice and the count of consecutive {@code runNext}
 * picks, so a chain of tasks that hand over to each other can't outrun them (Go issue 52934).
 *
 * <p>Unless said otherwise, only the owner calls: the Worker that holds it.
 */
final class Processor {
  private static final VarHandle LEASE;
  private static final VarHandle TICKS;
  private static final VarHandle YIELD_AT;

  static {
    try {
      LEASE = MethodHandles.lookup().findVarHandle(Processor.class, "lease", int.class);
      TICKS = MethodHandles.lookup().findVarHandle(Processor.class, "ticks", long.class);
      YIELD_AT = MethodHandles.lookup().findVarHandle(Processor.class, "yieldAt", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** After so many long calls in a row the next one is expected to be long. */
  private static final int LONG_CALLS = 2;

  final int id;
  final RunQueue queue;

  /** The timers that were set here. Any thread. */
  final TimerHeap timers = new TimerHeap();

  /** The tasks that first parked here. */
  final Roster roster = new Roster();

  private final GlobalQueue global;
  private final Limits limits;
  private final Runnable[] spill;
  private final long sliceNanos;

  /** The Worker that holds this Processor, or null. Plain: HB-6 orders its owners. */
  private Worker owner;

  /**
   * Odd while its Worker is in a blocking call and whoever likes may {@link #retake} it, else even.
   * Each change adds one, so that who remembers a number can tell whether it was taken meanwhile.
   */
  @SuppressWarnings("unused") // LEASE
  private int lease;

  /**
   * Low half: tasks taken so far; high half: slices begun so far; both wrap. The owner writes;
   * thieves and the Monitor look whether it moves.
   */
  private long ticks;

  /** The slice that the Monitor wants to end. Written by the Monitor. */
  @SuppressWarnings("unused") // YIELD_AT
  private int yieldAt;

  /** Picks from runNext since the last pick from the ring. */
  private int streak;

  /** When the slice was first asked about, if {@code sliceAsked}. */
  private long sliceStart;

  private boolean sliceAsked;
  private boolean sliceOver;

  /** Long blocking calls in a row that ended here. */
  private int longCalls;

  /** Whether there may be timers here: it saves the look at the heap. */
  private boolean timed;

  /** Whether somebody else was let go first, and no task was picked since. */
  private boolean madeRoom;

  Processor(int id, Limits limits, GlobalQueue global) {
    this.id = id;
    this.limits = limits;
    this.global = global;
    queue = new RunQueue(limits.ringCapacity(), 0);
    spill = new Runnable[limits.ringCapacity() / 2];
    sliceNanos = TimeUnit.NANOSECONDS.convert(limits.slice()); // saturates
  }

  /** The new owner, first of all. S3 is checked here and in release, always: it costs nothing. */
  void acquire(Worker worker) {
    if (owner != null) {
      throw new IllegalStateException("S3: P" + id + " is held by W" + owner.id);
    }
    owner = worker;
  }

  /** The owner, last of all. */
  void release(Worker worker) {
    if (owner != worker) {
      throw new IllegalStateException("S3: P" + id + " is not held by W" + worker.id);
    }
    owner = null;
  }

  // ---------------------------------------------------------------- lending

  /** The owner, before a blocking call. Returns the number to {@link #reclaim} it with. */
  int lend() {
    int lent = lease() + 1; // it is even, and stays so: who CASes it now remembers an older number
    LEASE.setVolatile(this, lent); // HB-11 publish: what the owner did with this Processor
    return lent;
  }

  /** Who lent it, after the call: whether it has it still. */
  boolean reclaim(int lent) {
    return LEASE.compareAndSet(this, lent, lent + 1); // HB-11: against retake
  }

  /** Who has a Processor after a call. Whether it was long enough for the Monitor to see it. */
  void callEnded(boolean wasLong) {
    longCalls = wasLong ? longCalls + 1 : 0;
  }

  /** Whether the next call is likely to be long too. */
  boolean expectsLongCall() {
    return longCalls >= LONG_CALLS;
  }

  /** Any thread: takes it from a Worker in a blocking call. Releases it to the IdleSet next. */
  boolean retake(int lent) {
    if (isLent(lent) && LEASE.compareAndSet(this, lent, lent + 1)) { // HB-11 observe
      owner = null;
      return true;
    }
    return false;
  }

  /** Any thread: the number of its lease. */
  int lease() {
    return (int) LEASE.getVolatile(this); // HB-11 observe
  }

  /** Any thread: the Worker that holds this, if its thread is blocked, or null. A hint. */
  Worker blockedHolder() {
    Worker holder = owner; // no edge: an old one is possible
    return holder != null && holder.parking.isBlocked() ? holder : null;
  }

  static boolean isLent(int lease) {
    return (lease & 1) != 0;
  }

  // ---------------------------------------------------------------- putting

  /** Puts a task behind the others. The caller wakes somebody. Returns how many were spilled. */
  int push(Runnable task) {
    int spilled = 0;
    while (!queue.push(task)) {
      spilled += spillHalf();
    }
    return spilled;
  }

  /** Puts a task before the others. The caller wakes somebody. Returns how many were spilled. */
  int pushNext(Runnable task) {
    Runnable displaced = queue.swapNext(task);
    return displaced == null ? 0 : push(displaced);
  }

  /** Moves all tasks to the global queue. The caller wakes somebody. Returns how many. */
  int spillAll() {
    int spilled = 0;
    Runnable task;
    while ((task = queue.poll()) != null || (task = queue.pollNext()) != null) {
      global.push(task);
      spilled++;
    }
    return spilled;
  }

  private int spillHalf() {
    int n = queue.takeHalf(spill);
    for (int i = 0; i < n; i++) {
      global.push(spill[i]);
      spill[i] = null;
    }
    return n;
  }

  // ---------------------------------------------------------------- taking

  /** Whether this pick looks at the global queue first (L1). */
  boolean globalIsDue() {
    return Integer.remainderUnsigned((int) ticks, limits.globalInterval()) == 0;
  }

  /**
   * Whether this pick is to let a Worker go first that waits for a Processor (L3): when a look at
   * the global queue is due, or a slice was used up; but once between two picks.
   */
  boolean roomIsDue() {
    return !madeRoom && (sliceOver || globalIsDue());
  }

  /** The next pick looks at queues first. */
  void madeRoom() {
    madeRoom = true;
  }

  /**
   * Whether this pick looks at runNext first (L2). A slice that is over ends a streak, but a task
   * of the ring that used up its own slice has had the ring's turn: then runNext has its own (L4).
   */
  boolean nextIsAllowed() {
    return streak == 0 || (streak < limits.runNextStreak() && !sliceOver);
  }

  /** Counts a pick that shares the slice of the one before it (runNext). */
  void inheritSlice() {
    streak++;
    count(sliceNumber(), (int) ticks + 1);
  }

  /**
   * Counts a pick that begins a slice.
   *
   * @param fromRing whether the ring has had its turn, or nothing waits there. A pick from the
   *     global queue is neither: if it ended the streak, a due look at the global queue between any
   *     two picks from runNext would starve the ring for ever.
   */
  void startSlice(boolean fromRing) {
    if (fromRing) {
      streak = 0;
    }
    sliceAsked = false;
    sliceOver = false;
    count(sliceNumber() + 1, (int) ticks + 1);
  }

  private void count(int slices, int picks) {
    madeRoom = false;
    TICKS.setOpaque(this, ((long) slices << 32) | (picks & 0xffff_ffffL)); // no edge: a hint
  }

  private int sliceNumber() {
    return sliceOf(ticks);
  }

  /** The number of the slice at some {@link #ticks}. */
  static int sliceOf(long ticks) {
    return (int) (ticks >>> 32);
  }

  /** Any thread: changes with every pick. A hint: an old value is possible. */
  long ticks() {
    return (long) TICKS.getOpaque(this); // no edge: a hint
  }

  // ---------------------------------------------------------------- timers

  /** Whether to look at the timers here. */
  boolean hasTimers() {
    return timed;
  }

  void timersAdded() {
    timed = true;
  }

  void timersAreGone() {
    timed = false;
  }

  // ---------------------------------------------------------------- slice

  /**
   * Whether the slice is over. It begins when it is first asked about: no clock on the fast path.
   */
  boolean sliceIsOver(long now) {
    if (!sliceAsked) {
      sliceAsked = true;
      sliceStart = now;
    }
    sliceOver |= now - sliceStart >= sliceNanos || isAskedToYield();
    return sliceOver;
  }

  /** Whether the task that runs has asked, and was told that its slice is over. */
  boolean sliceIsUsedUp() {
    return sliceOver;
  }

  private boolean isAskedToYield() {
    return (int) YIELD_AT.getOpaque(this) == sliceNumber(); // no edge: a hint
  }

  /**
   * The Monitor: ends a slice early, or before anybody has asked. If it is over by now, nothing
   * happens.
   *
   * @param ticks what {@link #ticks} was during that slice
   */
  void askToYield(long ticks) {
    YIELD_AT.setOpaque(this, sliceOf(ticks)); // no edge: a hint
  }
}
