package dev.heddle.litmus;

import java.util.concurrent.atomic.AtomicInteger;

/** Cells without VarHandles. */
final class FieldCells {
  private FieldCells() {}

  static final class Plain extends Cell {
    private int value;

    @Override
    int get() {
      return value;
    }

    @Override
    void set(int v) {
      value = v;
    }
  }

  /** The first cell is one static field, the second another. */
  static final class PlainStatic extends Cell {
    private static int made;
    private static int first;
    private static int second;

    private final boolean isFirst = made++ == 0;

    @Override
    int get() {
      return isFirst ? first : second;
    }

    @Override
    void set(int v) {
      if (isFirst) {
        first = v;
      } else {
        second = v;
      }
    }
  }

  static final class Element extends Cell {
    private final int[] values = new int[2];

    @Override
    int get() {
      return values[1];
    }

    @Override
    void set(int v) {
      values[1] = v;
    }
  }

  static final class Volatile extends Cell {
    private volatile int value;

    @Override
    int get() {
      return value;
    }

    @Override
    void set(int v) {
      value = v;
    }
  }

  static final class Monitor extends Cell {
    private final Object lock = new Object();
    private int value;

    @Override
    int get() {
      synchronized (lock) {
        return value;
      }
    }

    @Override
    void set(int v) {
      synchronized (lock) {
        value = v;
      }
    }

    @Override
    int getAndAdd(int delta) {
      synchronized (lock) {
        int before = value;
        value = before + delta;
        return before;
      }
    }
  }

  static final class Synchronized extends Cell {
    private int value;

    @Override
    synchronized int get() {
      return value;
    }

    @Override
    synchronized void set(int v) {
      value = v;
    }

    @Override
    synchronized int getAndAdd(int delta) {
      int before = value;
      value = before + delta;
      return before;
    }
  }

  static final class Atomic extends Cell {
    private final AtomicInteger value = new AtomicInteger();

    @Override
    int get() {
      return value.get();
    }

    @Override
    void set(int v) {
      value.set(v);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return value.compareAndSet(expected, v);
    }

    @Override
    int getAndSet(int v) {
      return value.getAndSet(v);
    }

    @Override
    int getAndAdd(int delta) {
      return value.getAndAdd(delta);
    }
  }
}
