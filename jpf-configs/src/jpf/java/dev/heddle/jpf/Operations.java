package dev.heddle.jpf;

import dev.heddle.jpf.Operation.Kind;
import gov.nasa.jpf.jvm.bytecode.GETSTATIC;
import gov.nasa.jpf.jvm.bytecode.IALOAD;
import gov.nasa.jpf.jvm.bytecode.JVMArrayElementInstruction;
import gov.nasa.jpf.jvm.bytecode.JVMInvokeInstruction;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.MethodInfo;
import gov.nasa.jpf.vm.bytecode.FieldInstruction;
import java.util.Arrays;
import java.util.Set;

/**
 * Finds the operations in a class and attaches them to its instructions.
 *
 * <p>Calls that JPF lacks, and the markers of the drivers, get their meaning in every class; only
 * classes in scope get scheduling points before other operations than VarHandle accesses.
 */
final class Operations {
  private static final Set<String> THREAD_CALLS =
      Set.of(
          "start()V",
          "interrupt()V",
          "interrupted()Z",
          "isInterrupted()Z",
          "isAlive()Z",
          "getState()Ljava/lang/Thread$State;");

  private final Points points;
  private final Tally tally;

  Operations(Points points, Tally tally) {
    this.points = points;
    this.tally = tally;
  }

  /** To be called once for each class, before any of its instructions runs. */
  void attachTo(ClassInfo loaded) {
    boolean inScope = points.covers(loaded) && !isFunctionObject(loaded);
    for (MethodInfo method : loaded.getDeclaredMethodInfos()) {
      Instruction[] code = method.getInstructions();
      if (code != null) {
        for (Instruction insn : code) {
          Operation operation = operation(insn, inScope);
          if (operation != null) {
            insn.addAttr(operation);
          }
        }
      }
    }
  }

  /**
   * True for the class that JPF makes up for a lambda: the only kind of class without a
   * constructor. Its fields hold what the lambda captures and never change.
   */
  private static boolean isFunctionObject(ClassInfo type) {
    return !type.isInterface()
        && Arrays.stream(type.getDeclaredMethodInfos()).noneMatch(MethodInfo::isCtor);
  }

  private Operation operation(Instruction insn, boolean inScope) {
    if (insn instanceof JVMInvokeInstruction call) {
      Operation meaning = meaning(call);
      return meaning == null && inScope ? visibleCall(call) : meaning;
    }
    if (inScope && insn instanceof FieldInstruction access) {
      return new FieldAccess(access);
    }
    if (inScope && insn instanceof JVMArrayElementInstruction access && !isSwitchMap(insn)) {
      return new ElementAccess(access);
    }
    return null;
  }

  /** Calls that are executed here, in all classes; null for others. */
  private Operation meaning(JVMInvokeInstruction call) {
    String name = nameOf(call);
    return switch (call.getInvokedMethodClassName()) {
      case "java.lang.invoke.VarHandle" -> handleCall(name, call.getInvokedMethodSignature());
      case "java.lang.Thread" -> name.equals("onSpinWait") ? LocalCall.NOTHING : null;
      case "java.lang.invoke.MethodHandles" ->
          name.equals("arrayElementVarHandle") ? LocalCall.NOTHING : null;
      case "dev.heddle.litmus.Outcome" ->
          name.equals("record") ? LocalCall.taking(tally::outcome) : null;
      case "dev.heddle.drivers.Reached" ->
          name.equals("mark") ? LocalCall.taking(tally::reached) : null;
      default -> null;
    };
  }

  private static Operation handleCall(String name, String descriptor) {
    return switch (name) {
      // JPF is sequentially consistent: a fence orders what is ordered already.
      case "fullFence", "acquireFence", "releaseFence", "loadLoadFence", "storeStoreFence" ->
          LocalCall.NOTHING;
      case "withInvokeExactBehavior", "withInvokeBehavior" -> LocalCall.NOTHING;
      default -> HandleAccess.isMode(name) ? new HandleAccess(name, descriptor) : null;
    };
  }

  /** Calls that JPF executes and that other threads can notice; null for others. */
  private Operation visibleCall(JVMInvokeInstruction call) {
    String type = call.getInvokedMethodClassName();
    String name = nameOf(call);
    if (type.equals("java.util.concurrent.locks.LockSupport")) {
      if (name.startsWith("park")) {
        return new VisibleCall(Kind.PARK, call, name);
      }
      return name.equals("unpark") ? new VisibleCall(Kind.UNPARK, call, name) : null;
    }
    if (type.startsWith("java.util.concurrent.atomic.") && !name.equals("<init>")) {
      return new VisibleCall(Kind.ATOMIC, call, Names.simple(type) + "." + name);
    }
    // A thread may be called through a subclass: the names decide, one point too many is harmless.
    if (THREAD_CALLS.contains(call.getInvokedMethodName())) {
      return new VisibleCall(Kind.THREAD, call, name);
    }
    if (call.getInvokedMethodName().equals("notify()V")) {
      return new VisibleCall(Kind.NOTIFY, call, name);
    }
    if (type.equals("dev.heddle.kernel.Events")) {
      return new VisibleCall(Kind.LOCAL, call, name);
    }
    return null;
  }

  private static String nameOf(JVMInvokeInstruction call) {
    String unique = call.getInvokedMethodName();
    return unique.substring(0, unique.indexOf('('));
  }

  /**
   * True for the load that javac emits for a switch over an enum: from an array that is filled in
   * the class initializer of a synthetic class and never written again.
   */
  private static boolean isSwitchMap(Instruction insn) {
    if (!(insn instanceof IALOAD)) {
      return false;
    }
    Instruction before = insn.getPrev();
    while (before != null && !(before instanceof IALOAD)) {
      if (before instanceof GETSTATIC source && source.getFieldName().startsWith("$SwitchMap$")) {
        return true;
      }
      before = before.getPrev();
    }
    return false;
  }
}
