package dev.heddle.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, its output in a log, killed when its time is over. */
public final class Fork {
  private final List<String> command;
  private final Path log;
  private final int seconds;

  /**
   * Describes a process; nothing is started yet.
   *
   * @param command the program and its arguments
   * @param log the file its output goes to, replaced
   * @param seconds how long it may run
   */
  public Fork(List<String> command, Path log, int seconds) {
    this.command = List.copyOf(command);
    this.log = log;
    this.seconds = seconds;
  }

  /**
   * How a process ended.
   *
   * @param timedOut whether it was killed because its time was over
   * @param status its exit status otherwise
   */
  public record End(boolean timedOut, int status) {}

  /**
   * Runs it and waits.
   *
   * @param everySecond called about once a second meanwhile
   * @return how it ended
   * @throws CannotRunException if the program cannot be started
   */
  public End run(Runnable everySecond) {
    Process process = start();
    Thread kill = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(kill);
    try {
      for (int i = 0; i < seconds; i++) {
        if (process.waitFor(1, TimeUnit.SECONDS)) {
          return new End(false, process.exitValue());
        }
        everySecond.run();
      }
      return new End(true, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted while waiting for " + command.get(0), e);
    } finally {
      process.destroyForcibly().onExit().join();
      Runtime.getRuntime().removeShutdownHook(kill);
    }
  }

  private Process start() {
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new CannotRunException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns what the log says about a failure.
   *
   * @return its first line that names an error or exception, else its last line
   */
  public String complaint() {
    try {
      List<String> lines = Files.readAllLines(log).stream().filter(l -> !l.isBlank()).toList();
      String last = lines.isEmpty() ? "(nothing)" : lines.get(lines.size() - 1);
      return lines.stream()
          .filter(line -> line.contains("Error") || line.contains("Exception"))
          .findFirst()
          .orElse(last)
          .strip();
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
