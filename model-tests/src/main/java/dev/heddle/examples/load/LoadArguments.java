package dev.heddle.examples.load;

/**
 * The command line of the programs here: {@code [--rounds N] [--seconds N] [--processors N]}.
 *
 * @param rounds of all measurements
 * @param seconds that a measurement takes
 * @param processors on which connections run
 */
record LoadArguments(int rounds, int seconds, int processors) {
  static final String USAGE =
      "usage: [--rounds N] [--seconds N] [--processors N], each from 1 to 1000";
  private static final int MOST = 1_000;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what is allowed
   */
  static LoadArguments parse(String... args) {
    int rounds = 5;
    int seconds = 5;
    int processors = 2;
    for (int at = 0; at < args.length; at += 2) {
      int value = number(at + 1 < args.length ? args[at + 1] : "nothing");
      switch (args[at]) {
        case "--rounds" -> rounds = value;
        case "--seconds" -> seconds = value;
        case "--processors" -> processors = value;
        default -> throw new IllegalArgumentException(USAGE + "; not " + args[at]);
      }
    }
    return new LoadArguments(rounds, seconds, processors);
  }

  /** Reads it for a program that needs wrk; or says what is wrong, and exits. */
  static LoadArguments parseOrExit(String... args) throws InterruptedException {
    try {
      LoadArguments arguments = parse(args);
      if (Wrk.isInstalled()) {
        return arguments;
      }
      System.err.println("wrk is not installed (Debian: apt install wrk): nothing was measured");
      System.exit(1);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    throw new IllegalStateException("it has exited");
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number out of range
    }
    throw new IllegalArgumentException(USAGE + "; not " + text);
  }
}
