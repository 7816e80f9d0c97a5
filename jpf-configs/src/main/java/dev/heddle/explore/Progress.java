package dev.heddle.explore;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how a run is going: on a terminal by one line that is written over, which only what is not
 * as expected leaves behind; else by plain lines.
 */
final class Progress {
  private static final int PLAIN_EVERY = 60;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final Terminal terminal;
  private String label = "";
  private long started;
  private int ticks;

  Progress(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void start(int number, int count, Configuration configuration, EngineName engine) {
    label = "[%d/%d] %s (%s)".formatted(number, count, configuration.id(), engine);
    started = System.nanoTime();
    ticks = 0;
    if (terminal.present()) {
      over(label);
    }
  }

  /** About once a second; a negative count is unknown. */
  void tick(EngineName engine, long explored) {
    ticks++;
    String count = explored < 0 ? "" : ", " + Words.grouped(explored) + " " + engine.unit();
    String line = "%s: %s%s".formatted(label, time((System.nanoTime() - started) / 1e9), count);
    if (terminal.present()) {
      over(line);
    } else if (ticks % PLAIN_EVERY == 0) {
      out.println(line);
    }
  }

  void end(Finding finding) {
    Result result = finding.result();
    if (terminal.present()) {
      over("");
    }
    if (!terminal.present() || !finding.verdict().expected()) {
      out.printf(
          "%s: %s, %s %s, %s%n",
          label,
          finding.verdict().kind(),
          Words.grouped(result.explored()),
          result.engine().unit(),
          time(result.seconds()));
    }
  }

  private void over(String line) {
    out.print(ERASE + terminal.clip(line));
    out.flush();
  }

  static String time(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (int) seconds / 60, (int) seconds % 60);
  }
}
