package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.JVMInvokeInstruction;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.ThreadInfo;

/** A call that other threads can notice and that JPF executes itself, as one atomic step. */
final class VisibleCall extends Operation {
  private final Kind kind;
  private final JVMInvokeInstruction call;
  private final String name;

  VisibleCall(Kind kind, JVMInvokeInstruction call, String name) {
    this.kind = kind;
    this.call = call;
    this.name = name;
  }

  @Override
  Kind kind() {
    return kind;
  }

  @Override
  boolean maySpuriouslyReturn() {
    return kind() == Kind.PARK;
  }

  @Override
  Instruction returnSpuriously(ThreadInfo ti, Instruction insn) {
    ti.getModifiableTopFrame().pop(call.getArgSize());
    return insn.getNext();
  }

  @Override
  Instruction execute(ThreadInfo ti, Instruction insn, Story story) {
    if (story != null) {
      story.action(ti, insn, name + Names.arguments(ti, call));
    }
    return null;
  }
}
