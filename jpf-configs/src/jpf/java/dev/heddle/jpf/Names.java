package dev.heddle.jpf;

import gov.nasa.jpf.jvm.bytecode.JVMInvokeInstruction;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.Heap;
import gov.nasa.jpf.vm.MethodInfo;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
   * An object as a reader knows it: the text of a String, the {@linkplain #label label} of others,
   * or else the class with JPF's object number. Null is {@code -}.
   */
  static String of(ElementInfo object) {
    if (object == null) {
      return "-";
    }
    if (object.isStringObject()) {
      return object.asString();
    }
    if (object.isArray()) {
      return elementType(object) + "[]@" + object.getObjectRef();
    }
    String label = label(object);
    if (label != null) {
      return label;
    }
    String type = simple(object.getClassInfo().getName());
    return isIdleState(object) ? idleState(object) : type + "@" + object.getObjectRef();
  }

  private static boolean isIdleState(ElementInfo object) {
    return object.getClassInfo().getName().equals("dev.heddle.kernel.IdleState");
  }

  /** {@code {idle P0, parked W0, searching 0}}: what the protocol decides on. */
  private static String idleState(ElementInfo state) {
    return "{idle %s, parked %s, searching %d}"
        .formatted(
            stack(state.getObjectField("idle")),
            stack(state.getObjectField("parked")),
            state.getIntField("searching"));
  }

  private static String stack(ElementInfo top) {
    List<String> names = new ArrayList<>();
    for (ElementInfo at = top; at != null; at = at.getObjectField("below")) {
      names.add(of(at.getObjectField("top")));
    }
    return names.isEmpty() ? "-" : String.join(" ", names);
  }

  /** The owner of a field: its label, or else its class. */
  static String owner(ElementInfo object) {
    String label = label(object);
    return label != null ? label : simple(object.getClassInfo().getName());
  }

  /**
   * The object's String field {@code name}, or its int field {@code id} behind the first letter of
   * its class (W1, P0), or null if it has neither.
   */
  private static String label(ElementInfo object) {
    FieldInfo name = object.getClassInfo().getInstanceField("name");
    if (name != null && name.getSignature().equals("Ljava/lang/String;")) {
      ElementInfo text = object.getObjectField("name");
      if (text != null) {
        return text.asString();
      }
    }
    FieldInfo id = object.getClassInfo().getInstanceField("id");
    return id != null && id.isIntField()
        ? simple(object.getClassInfo().getName()).charAt(0)
            + Integer.toString(object.getIntField(id))
        : null;
  }

  /** {@code Object} for an {@code Object[]}. */
  static String elementType(ElementInfo array) {
    return simple(Types.getTypeName(array.getArrayType()));
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
  static String value(Heap heap, char type, long bits) {
    return switch (type) {
      case 'L' -> of(heap.get((int) bits));
      case 'Z' -> bits != 0 ? "true" : "false";
      default -> Long.toString(bits);
    };
  }
}
