package dev.heddle.jpf;

import gov.nasa.jpf.JPFException;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.MJIEnv;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.Types;

/**
 * A call of one of VarHandle's access modes, executed here because JPF models only a few of them.
 *
 * <p>A call site's descriptor says it all: its last parameters are the values that the mode takes,
 * and what comes before them are the coordinates: none for a static field, an object for an
 * instance field, an array and an index for an element. JPF's lookup methods answer an object that
 * holds the field's number ({@code fieldRef}) and its class ({@code classRef}). A handle for array
 * elements needs no state; {@link LocalCall#NOTHING} lets the array's class object stand for it.
 *
 * <p>All modes are executed as volatile ones: JPF is sequentially consistent.
 */
final class HandleAccess extends Operation {
  private final String mode;
  private final String descriptor;
  private final int values; // how many the mode takes: 0, 1 or 2
  private final int coordinates; // 0 static field, 1 instance field, 2 array element
  private final char valueType; // of the values as passed, V if there are none
  private final char returnType; // as the caller expects it, V if it drops the result
  private final int valueSlots; // operand slots that the values take
  private final Kind kind;

  HandleAccess(String mode, String descriptor) {
    this.mode = mode;
    this.descriptor = descriptor;
    this.values = valuesOf(mode);
    String[] types = Types.getArgumentTypeNames(descriptor);
    this.coordinates = types.length - values;
    byte[] codes = Types.getArgumentTypes(descriptor);
    this.valueType = values == 0 ? 'V' : letter(codes[codes.length - 1]);
    this.valueSlots = values * slots(valueType);
    this.returnType = letter(Types.getReturnBuiltinType(descriptor));
    boolean ordersNothing = mode.equals("get") || mode.equals("set");
    this.kind = ordersNothing ? Kind.PLAIN : Kind.VARHANDLE; // however the field is declared
  }

  /** True if the method of VarHandle is an access mode. */
  static boolean isMode(String method) {
    return method.startsWith("get")
        || method.startsWith("set")
        || method.startsWith("compareAnd")
        || method.startsWith("weakCompareAndSet");
  }

  private static int valuesOf(String mode) {
    if (mode.startsWith("compareAnd") || mode.startsWith("weakCompareAndSet")) {
      return 2;
    }
    return mode.startsWith("set") || mode.startsWith("getAnd") ? 1 : 0;
  }

  private static char letter(byte typeCode) {
    return switch (typeCode) {
      case Types.T_LONG -> 'J';
      case Types.T_VOID -> 'V';
      case Types.T_REFERENCE, Types.T_ARRAY -> 'L';
      case Types.T_FLOAT, Types.T_DOUBLE -> 'D';
      default -> 'I'; // int, boolean and the narrow ones all travel as an int
    };
  }

  private static int slots(char type) {
    return type == 'J' ? 2 : type == 'V' ? 0 : 1;
  }

  @Override
  Kind kind() {
    return kind;
  }

  @Override
  boolean isAccess() {
    return true;
  }

  @Override
  boolean writes() {
    return values > 0;
  }

  @Override
  boolean maySpuriouslyReturn() {
    return mode.startsWith("weakCompareAndSet");
  }

  @Override
  Instruction returnSpuriously(ThreadInfo ti, Instruction insn) {
    finish(ti, 0);
    return insn.getNext();
  }

  /** Null if the handle or the owner is null, or the index out of bounds. */
  @Override
  Cell locate(ThreadInfo ti) {
    if (coordinates > 2) {
      throw unsupported("takes too many coordinates");
    }
    StackFrame frame = ti.getTopFrame();
    int handleRef = frame.peek(valueSlots + coordinates);
    if (handleRef == MJIEnv.NULL) {
      return null;
    }
    if (coordinates == 2) {
      int index = frame.peek(valueSlots);
      ElementInfo array = ti.getElementInfo(frame.peek(valueSlots + 1));
      boolean inBounds = array != null && index >= 0 && index < array.arrayLength();
      return inBounds ? new Cell(array, null, index) : null;
    }
    ElementInfo handle = ti.getElementInfo(handleRef);
    int number = handle.getIntField("fieldRef");
    if (coordinates == 1) {
      ElementInfo owner = ti.getElementInfo(frame.peek(valueSlots));
      return owner == null ? null : new Cell(owner, owner.getFieldInfo(number), 0);
    }
    ClassInfo declaring = ti.getEnv().getReferredClassInfo(handle.getIntField("classRef"));
    FieldInfo field = declaring.getStaticField(number);
    ElementInfo statics = field.getClassInfo().getStaticElementInfo();
    if (statics == null) {
      throw unsupported("comes before the initialization of " + declaring.getName());
    }
    return new Cell(statics, field, 0);
  }

  @Override
  Instruction execute(ThreadInfo ti, Instruction insn, Story story) {
    Cell cell = locate(ti);
    if (cell == null) {
      return ti.createAndThrowException(problem(ti.getTopFrame()), mode + descriptor);
    }
    check(cell);
    StackFrame frame = ti.getTopFrame();
    long last = values == 0 ? 0 : value(frame, 0);
    long before = cell.read();
    long expected = values < 2 ? before : value(frame, slots(valueType));
    long after = writes() ? fit(updated(before, last), cell.type()) : before;
    if (story != null) {
      story.access(ti, this, cell, new Story.Deed(how(), before, after, expected));
    }
    boolean succeeds = before == expected;
    if (writes() && succeeds) {
      cell.write(after);
    }
    boolean answersSuccess = values == 2 && !mode.startsWith("compareAndExchange");
    finish(ti, answersSuccess ? (succeeds ? 1 : 0) : before);
    return insn.getNext();
  }

  private String problem(StackFrame frame) {
    boolean outOfBounds =
        coordinates == 2
            && frame.peek(valueSlots + 1) != MJIEnv.NULL
            && frame.peek(valueSlots + 2) != MJIEnv.NULL;
    return outOfBounds
        ? "java.lang.ArrayIndexOutOfBoundsException"
        : "java.lang.NullPointerException";
  }

  /** Refuses what the real VarHandle would convert by boxing, or reject. */
  private void check(Cell cell) {
    char cellType = cell.type() == 'J' || cell.type() == 'L' ? cell.type() : 'I';
    if (cell.type() == 'F' || cell.type() == 'D') {
      throw unsupported("is used on " + cell + ", a floating-point cell");
    }
    boolean widens = cellType == 'J' && valueType == 'I';
    if (values > 0 && valueType != cellType && !widens) {
      throw unsupported("passes " + valueType + " to " + cell + " of type " + cellType);
    }
    boolean returnsCell = returnType != 'V' && (values < 2 || mode.startsWith("compareAndExch"));
    if (returnsCell && returnType != cellType && !(cellType == 'I' && returnType == 'J')) {
      throw unsupported("returns " + returnType + " from " + cell + " of type " + cellType);
    }
  }

  private JPFException unsupported(String why) {
    return new JPFException("VarHandle." + mode + descriptor + " " + why);
  }

  private long value(StackFrame frame, int offset) {
    return valueType == 'J' ? frame.peekLong(offset) : frame.peek(offset);
  }

  private long updated(long before, long value) {
    if (mode.startsWith("getAndAdd")) {
      return before + value;
    } else if (mode.startsWith("getAndBitwiseOr")) {
      return before | value;
    } else if (mode.startsWith("getAndBitwiseAnd")) {
      return before & value;
    } else if (mode.startsWith("getAndBitwiseXor")) {
      return before ^ value;
    }
    return value;
  }

  private static long fit(long bits, char type) {
    return switch (type) {
      case 'I' -> (int) bits;
      case 'S' -> (short) bits;
      case 'C' -> (char) bits;
      case 'B' -> (byte) bits;
      default -> bits;
    };
  }

  private Story.How how() {
    return switch (values) {
      case 0 -> Story.How.READ;
      case 1 -> mode.startsWith("set") ? Story.How.WRITE : Story.How.EXCHANGE;
      default -> Story.How.COMPARE;
    };
  }

  private void finish(ThreadInfo ti, long result) {
    StackFrame frame = ti.getModifiableTopFrame();
    frame.pop(valueSlots + coordinates + 1);
    switch (returnType) {
      case 'V' -> {}
      case 'J' -> frame.pushLong(result);
      case 'L' -> frame.pushRef((int) result);
      default -> frame.push((int) result);
    }
  }
}
