package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.JVMStaticFieldInstruction;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.bytecode.FieldInstruction;

/** A getfield, putfield, getstatic or putstatic. JPF executes it; this class locates it. */
final class FieldAccess extends Operation {
  private final FieldInstruction insn;
  private final boolean isStatic;
  private Kind kind;

  FieldAccess(FieldInstruction insn) {
    this.insn = insn;
    this.isStatic = insn instanceof JVMStaticFieldInstruction;
  }

  /** Decided when first asked: only then is the field's class sure to be loaded. */
  @Override
  Kind kind() {
    if (kind == null) {
      kind = kindOf(insn.getFieldInfo());
    }
    return kind;
  }

  private Kind kindOf(FieldInfo field) {
    // A class's own statics belong to its initializer: other threads wait until it is done.
    boolean initializing = field != null && insn.getMethodInfo().isClinit(field.getClassInfo());
    if (field == null || field.isFinal() || (isStatic && initializing)) {
      return Kind.LOCAL;
    }
    return field.isVolatile() ? Kind.VOLATILE : Kind.PLAIN;
  }

  @Override
  boolean isAccess() {
    return true;
  }

  @Override
  boolean writes() {
    return !insn.isRead();
  }

  /** Null if the owner is null or its class is still to be initialized: JPF deals with both. */
  @Override
  Cell locate(ThreadInfo ti) {
    FieldInfo field = insn.getFieldInfo();
    if (field == null) {
      return null;
    }
    ElementInfo owner =
        isStatic ? field.getClassInfo().getStaticElementInfo() : insn.peekElementInfo(ti);
    return owner == null ? null : new Cell(owner, field, 0);
  }

  @Override
  Instruction execute(ThreadInfo ti, Instruction self, Story story) {
    if (story != null && kind() != Kind.LOCAL) {
      Cell cell = locate(ti);
      if (cell != null) {
        story.access(ti, this, cell, deed(ti, cell.read()));
      }
    }
    return null;
  }

  private Story.Deed deed(ThreadInfo ti, long before) {
    return writes() ? Story.Deed.write(before, operand(ti)) : Story.Deed.read(before);
  }

  private long operand(ThreadInfo ti) {
    StackFrame frame = ti.getTopFrame();
    return insn.getFieldSize() == 2 ? frame.peekLong() : frame.peek();
  }
}
