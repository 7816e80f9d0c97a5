package dev.heddle.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A driver's {@code main}, run again and again in this process. Each execution starts afresh in the
 * {@link Ledger}; an exception that none of its threads caught fails the execution, which neither
 * Lincheck nor a plain JVM would do.
 */
final class Driver {
  private final MethodHandle main;
  private final String[] args;
  private final Ledger ledger = Ledger.ofThisProcess();

  Driver(String className, String... args) throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(void.class, String[].class);
    this.main = MethodHandles.publicLookup().findStatic(Class.forName(className), "main", type);
    this.args = args.clone();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> ledger.uncaught(text(thrown)));
  }

  void execute() {
    ledger.execution();
    try {
      main.invoke(args);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    String uncaught = ledger.uncaught();
    if (!uncaught.isEmpty()) {
      throw new AssertionError(uncaught);
    }
  }

  /** What to call a violation: the message of an assertion, else the exception with its message. */
  static String text(Throwable thrown) {
    return thrown instanceof AssertionError && thrown.getMessage() != null
        ? thrown.getMessage()
        : thrown.toString();
  }
}
