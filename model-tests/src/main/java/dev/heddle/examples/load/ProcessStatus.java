package dev.heddle.examples.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What Linux tells of a process, since it began.
 *
 * @param threads how many it has now
 * @param wakeups how often its threads have slept, and so woken
 * @param cpuTicks of 10 ms
 */
record ProcessStatus(int threads, long wakeups, long cpuTicks) {
  private static final String SLEEPS = "voluntary_ctxt_switches:";

  /** In the line of {@code stat}, after the program's name: fields 14 and 15 of man 5 proc. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /**
   * Reads it.
   *
   * @throws IOException if there is no such process, or this is no Linux
   */
  static ProcessStatus of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    int threads = 0;
    long wakeups = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(proc.resolve("task"))) {
      for (Path task : tasks) {
        threads++;
        wakeups += sleeps(task.resolve("status"));
      }
    }
    String stat = Files.readString(proc.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return new ProcessStatus(threads, wakeups, ticks);
  }

  private static long sleeps(Path status) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(status);
    } catch (NoSuchFileException e) {
      return 0; // the thread has ended
    }
    return lines.stream()
        .filter(line -> line.startsWith(SLEEPS))
        .mapToLong(line -> Long.parseLong(line.substring(SLEEPS.length()).strip()))
        .sum();
  }
}
