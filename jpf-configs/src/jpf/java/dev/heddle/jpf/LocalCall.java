package dev.heddle.jpf;

import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.ThreadInfo;
import java.util.function.Consumer;

/** A call that is executed here and that is no business of other threads. */
final class LocalCall extends Operation {
  /**
   * Does nothing and leaves the operands as they are. For a call without arguments and result; and
   * for {@code arrayElementVarHandle(Class)}, where the class object then stands for the handle.
   */
  static final LocalCall NOTHING = new LocalCall(ti -> {});

  private final Consumer<ThreadInfo> body;

  private LocalCall(Consumer<ThreadInfo> body) {
    this.body = body;
  }

  /** A static call with one String argument and no result. */
  static LocalCall taking(Consumer<String> consumer) {
    return new LocalCall(
        ti -> {
          int ref = ti.getModifiableTopFrame().pop();
          consumer.accept(Names.of(ti.getElementInfo(ref)));
        });
  }

  @Override
  Kind kind() {
    return Kind.LOCAL;
  }

  @Override
  Instruction execute(ThreadInfo ti, Instruction insn, Story story) {
    body.accept(ti);
    return insn.getNext();
  }
}
