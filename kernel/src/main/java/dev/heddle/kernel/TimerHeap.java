package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Timers, the earliest first (Go: {@code timers}, a heap for each P). A binary heap in which each
 * timer knows its place, so that it can be taken out of the middle; under its own lock. Any thread.
 *
 * <p>Without the lock one thing can be read: when the earliest timer fires. Who adds a timer has
 * written it before it looks who watches ({@link Watching}).
 */
final class TimerHeap {
  /** Later than every timer. */
  static final long NEVER = Long.MAX_VALUE;

  private static final VarHandle EARLIEST;

  static {
    try {
      EARLIEST = MethodHandles.lookup().findVarHandle(TimerHeap.class, "earliest", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Timer[] heap = new Timer[4];
  private int size;

  /** How many of the timers begin a task. */
  private int beginners;

  private long turns;

  /** When the first timer fires, or NEVER. Written under the lock. */
  @SuppressWarnings("unused") // EARLIEST
  private long earliest = NEVER;

  /** When the first timer fires, in ns, or {@link #NEVER}. */
  long earliest() {
    return (long) EARLIEST.getVolatile(this); // HB-12 observe
  }

  synchronized void add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    timer.turn = turns++;
    beginners += timer.begins ? 1 : 0;
    place(timer, size++);
    up(timer);
    publish();
  }

  /** Takes a timer out. Returns false if it isn't there any more. */
  synchronized boolean remove(Timer timer) {
    if (timer.index < 0) {
      return false;
    }
    take(timer);
    return true;
  }

  /** Takes out the first timer if it is due, or returns null. */
  synchronized Timer pollDue(long now) {
    if (size == 0 || heap[0].when > now) {
      return null;
    }
    Timer first = heap[0];
    take(first);
    return first;
  }

  synchronized boolean contains(Timer timer) {
    return timer.index >= 0;
  }

  /** Whether a task is to begin. */
  synchronized boolean awaitsTasks() {
    return beginners > 0;
  }

  private void take(Timer timer) {
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      place(last, timer.index);
      down(last);
      up(last);
    }
    timer.index = -1;
    beginners -= timer.begins ? 1 : 0;
    publish();
  }

  private void publish() {
    EARLIEST.setVolatile(this, size == 0 ? NEVER : heap[0].when); // HB-12 publish
  }

  private void place(Timer timer, int index) {
    heap[index] = timer;
    timer.index = index;
  }

  private void up(Timer timer) {
    while (timer.index > 0) {
      int at = timer.index;
      int parent = (at - 1) / 2;
      if (!isBefore(timer, heap[parent])) {
        return;
      }
      place(heap[parent], at);
      place(timer, parent);
    }
  }

  private void down(Timer timer) {
    for (int child = 2 * timer.index + 1; child < size; child = 2 * timer.index + 1) {
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], timer)) {
        return;
      }
      int at = timer.index;
      place(heap[child], at);
      place(timer, child);
    }
  }

  private static boolean isBefore(Timer a, Timer b) {
    return a.when != b.when ? a.when < b.when : a.turn < b.turn;
  }
}
