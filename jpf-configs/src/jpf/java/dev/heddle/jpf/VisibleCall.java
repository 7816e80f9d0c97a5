package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.INVOKESTATIC;
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
    boolean toldByJpf = name.equals("start"); // see Lanes.threadStarted
    if (story != null && !toldByJpf) {
      story.action(ti, phrase(ti));
    }
    return null;
  }

  /** {@code submit(t1)}, {@code Worker.sleep park()}, {@code main W1.start()}. */
  private String phrase(ThreadInfo ti) {
    String text = name + Names.arguments(ti, call);
    if (kind == Kind.THREAD && !(call instanceof INVOKESTATIC)) {
      text = Names.of(ti.getElementInfo(ti.getTopFrame().peek())) + "." + text;
    }
    return kind == Kind.LOCAL ? text : Phrases.where(ti) + "  " + text;
  }
}
