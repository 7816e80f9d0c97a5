package dev.heddle.litmus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * T1 publishes an object and then writes to it: T2 must be seen to come between the two. The late
 * write is plain, a data race on purpose.
 *
 * <p>Outcome: what T2 finds in the object, or - if there was none yet. Sequentially consistent: -,
 * 0, 1.
 */
public final class Publication {
  private static final VarHandle BOX;
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Box[].class);

  static {
    try {
      BOX = MethodHandles.lookup().findVarHandle(Publication.class, "box", Box.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final AtomicReference<Box> atomic = new AtomicReference<>();
  private final Box[] slots = new Box[2];
  private final String way;
  private Box box;
  private String seen = "-";

  private Publication(String way) {
    this.way = way;
  }

  /** What is published. */
  private static final class Box {
    int value;
  }

  /**
   * Runs the test once.
   *
   * @param args how the object is published: field, handle, element, handle-element or atomic
   */
  public static void main(String[] args) {
    Publication test = new Publication(args[0]);
    Threads.run(test::create, test::look);
    Outcome.record(test.seen);
  }

  private void create() {
    Box created = new Box();
    switch (way) {
      case "field" -> box = created;
      case "handle" -> BOX.setVolatile(this, created);
      case "element" -> slots[1] = created;
      case "handle-element" -> SLOTS.setRelease(slots, 1, created);
      case "atomic" -> atomic.set(created);
      default -> throw new IllegalArgumentException("unknown way to publish: " + way);
    }
    created.value = 1;
  }

  private void look() {
    Box found =
        switch (way) {
          case "field" -> box;
          case "handle" -> (Box) BOX.getVolatile(this);
          case "element" -> slots[1];
          case "handle-element" -> (Box) SLOTS.getAcquire(slots, 1);
          case "atomic" -> atomic.get();
          default -> throw new IllegalArgumentException("unknown way to publish: " + way);
        };
    if (found != null) {
      seen = "" + found.value;
    }
  }
}
