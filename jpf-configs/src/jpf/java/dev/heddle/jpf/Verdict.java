package dev.heddle.jpf;

import gov.nasa.jpf.Error;
import gov.nasa.jpf.Property;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ExceptionInfo;
import gov.nasa.jpf.vm.NoUncaughtExceptionsProperty;
import gov.nasa.jpf.vm.NotDeadlockedProperty;
import gov.nasa.jpf.vm.StackFrame;
import gov.nasa.jpf.vm.ThreadInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong in the state that a search has stopped at.
 *
 * @param error the simple name of the violated property's class, or {@code none}
 * @param message the violation in one line, empty if there is none
 * @param waiting for a deadlock, one line per live thread; else empty
 */
record Verdict(String error, String message, List<String> waiting) {
  static final Verdict NONE = new Verdict("none", "", List.of());

  /** The verdict on the search's current error. */
  static Verdict of(Search search) {
    Error error = search.getCurrentError();
    Property property = error.getProperty();
    String name = property.getClass().getSimpleName();
    if (property instanceof NoUncaughtExceptionsProperty uncaught) {
      return new Verdict(name, describe(uncaught.getUncaughtExceptionInfo()), List.of());
    }
    if (property instanceof NotDeadlockedProperty) {
      List<String> waiting = new ArrayList<>();
      for (ThreadInfo ti : search.getVM().getLiveThreads()) {
        waiting.add(ti.getName() + " " + waitingAt(ti));
      }
      return new Verdict(name, "deadlock: " + String.join("; ", waiting), waiting);
    }
    return new Verdict(name, firstLine(error.getDetails()), List.of());
  }

  /** The message, without what each thread waits for. */
  String headline() {
    return waiting.isEmpty() ? message : "deadlock";
  }

  /** {@code S2: t1 was run twice (W1)}: an assertion's text says enough. */
  private static String describe(ExceptionInfo exception) {
    String text = exception.getException().getStringField("detailMessage");
    String type = Names.simple(exception.getExceptionClassname());
    String what =
        text == null ? type : (type.equals("AssertionError") ? "" : type + ": ") + firstLine(text);
    return what + " (" + exception.getThread().getName() + ")";
  }

  /** {@code parked at Worker.sleep:41}: the innermost frame that is not the JDK's. */
  private static String waitingAt(ThreadInfo ti) {
    String how = null;
    for (StackFrame frame = ti.getTopFrame(); frame != null; frame = frame.getPrevious()) {
      String type = frame.getClassName();
      if (type != null && !type.startsWith("java.") && !type.startsWith("jdk.")) {
        return (how == null ? "blocked" : how)
            + " at "
            + Names.of(frame.getMethodInfo())
            + ":"
            + frame.getLine();
      }
      how = waitOf(frame.getMethodName());
    }
    return ti.getStateName().toLowerCase(java.util.Locale.ROOT);
  }

  private static String waitOf(String jdkMethod) {
    return switch (jdkMethod) {
      case "park", "parkNanos", "parkUntil" -> "parked";
      case "join" -> "waits in join";
      case "wait", "wait0" -> "waits in wait";
      default -> "waits in " + jdkMethod;
    };
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.strip().lines().findFirst().orElse("");
  }
}
