package dev.heddle.examples.web;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The command line of {@link WebServer}.
 *
 * @param on what the connections run on
 * @param address a name or a number of this machine, on which to listen
 * @param port 0: any that is free
 * @param processors of the Scheduler, or carriers of the virtual threads
 * @param threads of the pool
 * @param directory what is served
 */
record Arguments(On on, String address, int port, int processors, int threads, Path directory) {

  /** What connections run on. */
  enum On {
    HEDDLE,
    POOL,
    VIRTUAL;

    /** As it is written on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final String USAGE =
      """
      usage: WebServer [OPTION N]... [--] DIRECTORY
        --on heddle|pool|virtual  what the connections run on (heddle); virtual: from Java 21 on
        --address NAME            where to listen (localhost)
        --port N                  0 to 65535 (8080); 0: any that is free
        --processors N            1 to 1024 (all): how many run at once; not for pool
        --threads N               1 to 32768 (200): of the pool; each holds one connection""";

  private static final int MOST_PORTS = 65_535;
  private static final int MOST_PROCESSORS = 1_024;
  private static final int MOST_THREADS = 32_768;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what is wrong
   */
  static Arguments parse(String... args) {
    On on = On.HEDDLE;
    String address = "localhost";
    int port = 8080;
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_PROCESSORS);
    int threads = 200;
    int at = 0;
    while (at < args.length && args[at].startsWith("-") && !args[at].equals("--")) {
      String option = args[at];
      String value = at + 1 < args.length ? args[at + 1] : "nothing";
      switch (option) {
        case "--on" -> on = on(value);
        case "--address" -> address = value;
        case "--port" -> port = number(option, value, 0, MOST_PORTS);
        case "--processors" -> processors = number(option, value, 1, MOST_PROCESSORS);
        case "--threads" -> threads = number(option, value, 1, MOST_THREADS);
        default -> throw new IllegalArgumentException("unknown option: " + option);
      }
      at += 2;
    }
    at += at < args.length && args[at].equals("--") ? 1 : 0;
    if (args.length - at != 1) {
      throw new IllegalArgumentException(
          "one directory is needed, but " + Math.max(0, args.length - at) + " are given");
    }
    return new Arguments(on, address, port, processors, threads, directory(args[at]));
  }

  private static On on(String text) {
    for (On on : On.values()) {
      if (on.word().equals(text)) {
        return on;
      }
    }
    throw new IllegalArgumentException("--on must be heddle, pool or virtual, but is " + text);
  }

  private static int number(String option, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number out of range
    }
    throw new IllegalArgumentException(
        option + " must be from " + least + " to " + most + ", but is " + text);
  }

  private static Path directory(String name) {
    try {
      Path directory = Path.of(name);
      if (!name.isEmpty() && Files.isDirectory(directory)) {
        return directory;
      }
    } catch (InvalidPathException e) {
      // not even a name that this system could have
    }
    throw new IllegalArgumentException("not a directory: '" + name + "'");
  }
}
