package dev.heddle.litmus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Cells behind VarHandles: each access mode on an int, then each kind of variable. */
@SuppressWarnings("UnusedVariable") // the fields are read through the handles
final class HandleCells {
  private HandleCells() {}

  /** A new cell, or null if the way is none of these. */
  static Cell of(String way) {
    return switch (way) {
      case "handle-plain" -> new PlainMode();
      case "handle-opaque" -> new OpaqueMode();
      case "handle-release" -> new ReleaseAcquireMode();
      case "handle-volatile" -> new VolatileMode();
      case "handle-long" -> new LongField();
      case "handle-boolean" -> new BooleanField();
      case "handle-reference" -> new ReferenceField();
      case "handle-static" -> new StaticField();
      case "handle-element" -> new IntElement();
      case "handle-reference-element" -> new ReferenceElement();
      default -> null;
    };
  }

  private static VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static final class PlainMode extends Cell {
    private static final VarHandle VALUE = field(PlainMode.class, "value", int.class);
    private int value;

    @Override
    int get() {
      return (int) VALUE.get(this);
    }

    @Override
    void set(int v) {
      VALUE.set(this, v);
    }
  }

  static final class OpaqueMode extends Cell {
    private static final VarHandle VALUE = field(OpaqueMode.class, "value", int.class);
    private int value;

    @Override
    int get() {
      return (int) VALUE.getOpaque(this);
    }

    @Override
    void set(int v) {
      VALUE.setOpaque(this, v);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUE.weakCompareAndSetPlain(this, expected, v);
    }
  }

  static final class ReleaseAcquireMode extends Cell {
    private static final VarHandle VALUE = field(ReleaseAcquireMode.class, "value", int.class);
    private int value;

    @Override
    int get() {
      return (int) VALUE.getAcquire(this);
    }

    @Override
    void set(int v) {
      VALUE.setRelease(this, v);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUE.weakCompareAndSetRelease(this, expected, v);
    }

    @Override
    int compareAndExchange(int expected, int v) {
      return (int) VALUE.compareAndExchangeAcquire(this, expected, v);
    }

    @Override
    int getAndSet(int v) {
      return (int) VALUE.getAndSetAcquire(this, v);
    }

    @Override
    int getAndAdd(int delta) {
      return (int) VALUE.getAndAddRelease(this, delta);
    }
  }

  static final class VolatileMode extends Cell {
    private static final VarHandle VALUE = field(VolatileMode.class, "value", int.class);
    private int value;

    @Override
    int get() {
      return (int) VALUE.getVolatile(this);
    }

    @Override
    void set(int v) {
      VALUE.setVolatile(this, v);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUE.compareAndSet(this, expected, v);
    }

    @Override
    int compareAndExchange(int expected, int v) {
      return (int) VALUE.compareAndExchange(this, expected, v);
    }

    @Override
    int getAndSet(int v) {
      return (int) VALUE.getAndSet(this, v);
    }

    @Override
    int getAndAdd(int delta) {
      return (int) VALUE.getAndAdd(this, delta);
    }
  }

  /** Starts just below 2^32, so that the arithmetic needs all 64 bits. */
  static final class LongField extends Cell {
    private static final long BASE = (1L << 32) - 1;
    private static final VarHandle VALUE = field(LongField.class, "value", long.class);
    private long value = BASE;

    @Override
    int get() {
      return (int) ((long) VALUE.getVolatile(this) - BASE);
    }

    @Override
    void set(int v) {
      VALUE.setVolatile(this, v + BASE);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUE.compareAndSet(this, expected + BASE, v + BASE);
    }

    @Override
    int getAndSet(int v) {
      return (int) ((long) VALUE.getAndSet(this, v + BASE) - BASE);
    }

    @Override
    int getAndAdd(int delta) {
      return (int) ((long) VALUE.getAndAdd(this, delta) - BASE);
    }
  }

  /** Holds 0 and 1 only. */
  static final class BooleanField extends Cell {
    private static final VarHandle VALUE = field(BooleanField.class, "value", boolean.class);
    private boolean value;

    @Override
    int get() {
      return (boolean) VALUE.getVolatile(this) ? 1 : 0;
    }

    @Override
    void set(int v) {
      VALUE.setVolatile(this, v != 0);
    }
  }

  static final class ReferenceField extends Cell {
    private static final VarHandle VALUE = field(ReferenceField.class, "value", Integer.class);
    private Integer value = Ints.of(0);

    @Override
    int get() {
      return (Integer) VALUE.getVolatile(this);
    }

    @Override
    void set(int v) {
      VALUE.setVolatile(this, Ints.of(v));
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUE.compareAndSet(this, Ints.of(expected), Ints.of(v));
    }

    @Override
    int getAndSet(int v) {
      return (Integer) VALUE.getAndSet(this, Ints.of(v));
    }
  }

  /** The first cell is one static field, the second another. */
  static final class StaticField extends Cell {
    private static final VarHandle FIRST = find("first");
    private static final VarHandle SECOND = find("second");
    private static int made;
    private static int first;
    private static int second;

    private final boolean isFirst = made++ == 0;

    private static VarHandle find(String name) {
      try {
        return MethodHandles.lookup().findStaticVarHandle(StaticField.class, name, int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    @Override
    int get() {
      return isFirst ? (int) FIRST.getVolatile() : (int) SECOND.getVolatile();
    }

    @Override
    void set(int v) {
      if (isFirst) {
        FIRST.setVolatile(v);
      } else {
        SECOND.setVolatile(v);
      }
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return isFirst ? FIRST.compareAndSet(expected, v) : SECOND.compareAndSet(expected, v);
    }
  }

  static final class IntElement extends Cell {
    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(int[].class);
    private final int[] values = new int[2];

    @Override
    int get() {
      return (int) VALUES.getVolatile(values, 1);
    }

    @Override
    void set(int v) {
      VALUES.setVolatile(values, 1, v);
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUES.compareAndSet(values, 1, expected, v);
    }

    @Override
    int getAndAdd(int delta) {
      return (int) VALUES.getAndAdd(values, 1, delta);
    }
  }

  static final class ReferenceElement extends Cell {
    private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(Object[].class);
    private final Object[] values = {null, Ints.of(0)};

    @Override
    int get() {
      return (Integer) VALUES.getAcquire(values, 1);
    }

    @Override
    void set(int v) {
      VALUES.setRelease(values, 1, Ints.of(v));
    }

    @Override
    boolean compareAndSet(int expected, int v) {
      return VALUES.compareAndSet(values, 1, Ints.of(expected), Ints.of(v));
    }

    @Override
    int getAndSet(int v) {
      return (Integer) VALUES.getAndSet(values, 1, Ints.of(v));
    }
  }

  /** One object for each small int, so that comparing references compares values. */
  private static final class Ints {
    private static final Integer[] ALL = {0, 1, 2, 3};

    static Integer of(int value) {
      return ALL[value];
    }
  }
}
