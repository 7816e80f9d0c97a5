package dev.heddle.examples;

import java.io.Console;
import java.io.PrintStream;

/** Messages for people, below which the last line changes if a terminal shows it. */
final class Progress {
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream stream;
  private final boolean terminal;
  private boolean failed;

  /**
   * @param terminal whether the stream goes to a terminal; otherwise nothing but messages is shown
   */
  Progress(PrintStream stream, boolean terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  /** Messages on standard error, with a changing line if the program runs on a terminal. */
  static Progress ofProcess() {
    return new Progress(System.err, isTerminal());
  }

  /** Replaces the last line. */
  synchronized void show(String line) {
    if (terminal) {
      stream.print(CLEAR_LINE + line);
      stream.flush();
    }
  }

  /** Prints a message of its own line. */
  synchronized void say(String message) {
    show("");
    stream.println("hashtree: " + message);
  }

  /** Prints a message about something that went wrong. */
  synchronized void fail(String message) {
    failed = true;
    say(message);
  }

  /** Whether anything went wrong. */
  synchronized boolean hasFailed() {
    return failed;
  }

  @SuppressWarnings("SystemConsoleNull") // from Java 22 on isTerminal is asked
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22 only a terminal has a Console
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
