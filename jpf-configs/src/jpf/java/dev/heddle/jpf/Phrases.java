package dev.heddle.jpf;

import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;

/** The words for the steps of a lane table. */
final class Phrases {
  private Phrases() {}

  /** The method that the thread is in: {@code RunQueue.poll}. */
  static String where(ThreadInfo ti) {
    return Names.of(ti.getTopFrame().getMethodInfo());
  }

  /** {@code head → 2}, {@code tail = 3}, {@code head CAS 0→1 ok}. */
  static String access(ThreadInfo ti, Cell cell, Story.Deed deed) {
    String before = value(ti, cell, deed.before());
    String after = value(ti, cell, deed.after());
    String name = name(ti, cell);
    return switch (deed.how()) {
      case READ -> name + " → " + before;
      case WRITE -> name + " = " + after;
      case EXCHANGE -> name + " " + before + " ⇒ " + after;
      case COMPARE -> {
        boolean ok = deed.before() == deed.expected();
        String from = cell.type() == 'L' ? "" : value(ti, cell, deed.expected());
        yield name + " CAS " + from + "→" + after + (ok ? " ok" : " failed: is " + before);
      }
    };
  }

  private static String value(ThreadInfo ti, Cell cell, long bits) {
    return Names.value(ti.getHeap(), cell.type(), bits);
  }

  /** The field's name; with its owner's in front unless that is the object whose method runs. */
  private static String name(ThreadInfo ti, Cell cell) {
    int self = thisOf(ti.getTopFrame());
    if (cell.field() == null) {
      return arrayName(ti, self, cell.owner()) + "[" + cell.index() + "]";
    }
    boolean own = !cell.field().isStatic() && cell.owner().getObjectRef() == self;
    if (own) {
      return cell.field().getName();
    }
    return cell.field().isStatic()
        ? cell.toString()
        : Names.owner(cell.owner()) + "." + cell.field().getName();
  }

  /** The name of the field of {@code this} that holds the array, or else the array's type. */
  private static String arrayName(ThreadInfo ti, int self, ElementInfo array) {
    ElementInfo owner = ti.getElementInfo(self);
    int fields = owner == null ? 0 : owner.getNumberOfFields();
    for (int i = 0; i < fields; i++) {
      FieldInfo field = owner.getFieldInfo(i);
      if (field.isReference() && owner.getReferenceField(field) == array.getObjectRef()) {
        return field.getName();
      }
    }
    return Names.elementType(array);
  }

  private static int thisOf(StackFrame frame) {
    return frame.getMethodInfo().isStatic() ? gov.nasa.jpf.vm.MJIEnv.NULL : frame.getThis();
  }
}
