package dev.heddle.explore;

import java.io.PrintStream;
import java.util.Locale;

/** Tells how a run is going: a line that updates on a terminal, plain lines otherwise. */
final class Progress {
  private static final int PLAIN_EVERY = 60;

  private final PrintStream out;
  private final boolean terminal;
  private String label = "";
  private long started;
  private int ticks;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void start(int number, int count, Configuration configuration, EngineName engine) {
    label = "[%d/%d] %s (%s)".formatted(number, count, configuration.id(), engine);
    started = System.nanoTime();
    ticks = 0;
    if (terminal) {
      out.printf("\r\u001b[K%s", label);
      out.flush();
    }
  }

  /** About once a second; a negative count is unknown. */
  void tick(EngineName engine, long explored) {
    ticks++;
    if (!terminal && ticks % PLAIN_EVERY != 0) {
      return;
    }
    String count = explored < 0 ? "" : ", " + Words.grouped(explored) + " " + engine.unit();
    String line = "%s: %s%s".formatted(label, time((System.nanoTime() - started) / 1e9), count);
    out.printf(terminal ? "\r\u001b[K%s" : "%s%n", line);
    out.flush();
  }

  void end(Finding finding) {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    } else {
      Result result = finding.result();
      out.printf(
          "%s: %s, %s %s, %s%n",
          label,
          finding.verdict().kind(),
          Words.grouped(result.explored()),
          result.engine().unit(),
          time(result.seconds()));
    }
  }

  static String time(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (int) seconds / 60, (int) seconds % 60);
  }
}
