package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.JVMInvokeInstruction;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.MethodInfo;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.Types;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Short names for the things of the program under exploration, the same in every report. */
final class Names {
  private Names() {}

  /** {@code RunQueue} for {@code dev.heddle.kernel.RunQueue}, {@code Node} for a nested class. */
  static String simple(String className) {
    int cut = Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'));
    return className.substring(cut + 1);
  }

  /** {@code RunQueue.poll}. */
  static String of(MethodInfo method) {
    return simple(method.getClassName()) + "." + method.getName();
  }

  /**
   * An object as a reader knows it: its String field {@code name}, its int field {@code id} behind
   * the first letter of its class (W1, P0), the text of a String, or else its class with JPF's
   * object number. Null is {@code -}.
   */
  static String of(ElementInfo object) {
    if (object == null) {
      return "-";
    }
    if (object.isStringObject()) {
      return object.asString();
    }
    if (object.isArray()) {
      return simple(object.getClassInfo().getName()) + "@" + object.getObjectRef();
    }
    FieldInfo name = object.getClassInfo().getInstanceField("name");
    if (name != null && name.getSignature().equals("Ljava/lang/String;")) {
      String text = object.getStringField("name");
      if (text != null) {
        return text;
      }
    }
    String simple = simple(object.getClassInfo().getName());
    FieldInfo id = object.getClassInfo().getInstanceField("id");
    if (id != null && id.isIntField()) {
      return simple.substring(0, 1) + object.getIntField(id);
    }
    return simple + "@" + object.getObjectRef();
  }

  /** The arguments of a call that is about to be executed: {@code (W1, 3)}. */
  static String arguments(ThreadInfo ti, JVMInvokeInstruction call) {
    byte[] types = Types.getArgumentTypes(call.getInvokedMethodSignature());
    Object[] values = ti.getTopFrame().getArgumentsValues(ti, types);
    return Arrays.stream(values)
        .map(
            value -> value instanceof ElementInfo object ? of(object) : value == null ? "-" : value)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The bits of a value of the given type, as a reader writes them. */
  static String value(ThreadInfo ti, char type, long bits) {
    return switch (type) {
      case 'L' -> of(ti.getElementInfo((int) bits));
      case 'Z' -> bits != 0 ? "true" : "false";
      default -> Long.toString(bits);
    };
  }
}
