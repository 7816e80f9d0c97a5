package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.JVMArrayElementInstruction;
import gov.nasa.jpf.jvm.bytecode.LongArrayStoreInstruction;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;

/** A load or store of an array element. JPF executes it; this class locates it. */
final class ElementAccess extends Operation {
  private final JVMArrayElementInstruction insn;

  ElementAccess(JVMArrayElementInstruction insn) {
    this.insn = insn;
  }

  @Override
  Kind kind() {
    return Kind.PLAIN;
  }

  @Override
  boolean isAccess() {
    return true;
  }

  @Override
  boolean writes() {
    return !insn.isRead();
  }

  /** Null if the array is null or the index is out of bounds. */
  @Override
  Cell locate(ThreadInfo ti) {
    ElementInfo array = ti.getElementInfo(insn.peekArrayRef(ti));
    int index = insn.peekIndex(ti);
    return array == null || index < 0 || index >= array.arrayLength()
        ? null
        : new Cell(array, null, index);
  }

  @Override
  Instruction execute(ThreadInfo ti, Instruction self, Story story) {
    if (story != null) {
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
    return insn instanceof LongArrayStoreInstruction ? frame.peekLong() : frame.peek();
  }
}
