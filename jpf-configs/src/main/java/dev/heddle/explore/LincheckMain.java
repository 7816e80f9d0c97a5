package dev.heddle.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/** The JVM that {@link LincheckEngine} forks: budget, driver and the driver's arguments. */
final class LincheckMain {
  private static final String ASSERTION = "java.lang.AssertionError: ";
  private static final String DETAILS = "Detailed trace:";
  private static final String HUNG = "has hung";
  private static final String DEADLOCK = "threads are in deadlock";

  private LincheckMain() {}

  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    int budget = Integer.parseInt(args[0]);
    String className = args[1];
    Driver driver = new Driver(className, Arrays.copyOfRange(args, 2, args.length));
    Map<String, String> result = Map.of("error", Report.NONE);
    try {
      Lincheck.runConcurrentTest(budget, () -> instrumented(className, driver));
    } catch (LincheckAssertionError e) {
      String text = String.valueOf(e.getMessage());
      result = violation(text);
      Files.writeString(Path.of(System.getProperty(DriverJvm.TRACE)), compact(text));
    }
    Report.write(Path.of(System.getProperty(DriverJvm.RESULT)), result);
    System.exit(0);
  }

  /**
   * Lincheck instruments what instrumented code calls, but does not look through a method handle:
   * without this it would explore three schedules of any driver and be content.
   */
  private static void instrumented(String className, Driver driver) {
    LincheckInstrumentation.INSTANCE.ensureClassHierarchyIsTransformed(className);
    driver.execute();
  }

  /** Names the violation: the first line after Lincheck's headline, or the kind of hang. */
  static Map<String, String> violation(String text) {
    String headline = text.strip().lines().findFirst().orElse("");
    if (headline.contains(HUNG)) {
      return text.contains(DEADLOCK)
          ? Map.of("error", "deadlock", "message", "deadlock: all unfinished threads wait")
          : Map.of("error", "livelock", "message", "livelock: threads run and never end");
    }
    String message = text.strip().lines().skip(1).filter(l -> !l.isBlank()).findFirst().orElse("");
    String plain = message.startsWith(ASSERTION) ? message.substring(ASSERTION.length()) : message;
    return Map.of("error", "violation", "message", plain);
  }

  /** The trace without its second, more detailed copy. */
  static String compact(String text) {
    int details = text.indexOf(DETAILS);
    return (details < 0 ? text : text.substring(0, details)).strip() + "\n";
  }
}
