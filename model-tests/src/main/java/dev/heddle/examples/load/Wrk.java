package dev.heddle.examples.load;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of {@code wrk}, a load generator that is a package of Debian. It waits for each response
 * before it sends the next request of a connection, so a server that stalls is asked less: its p99
 * flatters.
 *
 * @param perSecond requests
 * @param p50 in ms
 * @param p99 in ms
 * @param errors of sockets, responses that are no success, and time-outs
 */
record Wrk(double perSecond, double p50, double p99, long errors) {
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern SOCKET_ERRORS =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Pattern BAD_RESPONSES = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  /** Whether it is installed. */
  static boolean isInstalled() throws InterruptedException {
    try {
      new ProcessBuilder("wrk", "-v")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs it on one thread. */
  static Wrk run(URI uri, int connections, int seconds) throws IOException, InterruptedException {
    return parse(
        Commands.output(
            List.of(
                "wrk",
                "--latency",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                uri.toString())));
  }

  /**
   * Reads what it prints.
   *
   * @throws IllegalArgumentException if that is something else
   */
  static Wrk parse(String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.find()) {
      throw new IllegalArgumentException("wrk has said no rate, but:\n" + text);
    }
    long errors = 0;
    for (Pattern pattern : List.of(SOCKET_ERRORS, BAD_RESPONSES)) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
          errors += Long.parseLong(matcher.group(i));
        }
      }
    }
    return new Wrk(
        Double.parseDouble(rate.group(1)), millis(text, "50%"), millis(text, "99%"), errors);
  }

  private static double millis(String text, String percentile) {
    Matcher matcher =
        Pattern.compile("(?m)^ *" + percentile + " +([0-9.]+)(us|ms|s|m) *$").matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("wrk has said no latency of " + percentile + ":\n" + text);
    }
    double number = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "us" -> number / 1_000;
      case "ms" -> number;
      case "s" -> number * 1_000;
      default -> number * 60_000;
    };
  }
}
