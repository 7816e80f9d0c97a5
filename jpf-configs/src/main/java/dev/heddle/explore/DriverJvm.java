package dev.heddle.explore;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** A JVM that executes a driver many times and keeps a {@link Ledger}: Lincheck's or plain. */
final class DriverJvm {
  /** System property: the file the JVM writes its {@link Report} to. */
  static final String RESULT = "heddle.result";

  /** System property: the file the JVM writes a counterexample to. */
  static final String TRACE = "heddle.lanes";

  private final Workspace workspace;
  private final EngineName engine;
  private final Class<?> main;

  DriverJvm(Workspace workspace, EngineName engine, Class<?> main) {
    this.workspace = workspace;
    this.engine = engine;
    this.main = main;
  }

  /**
   * Runs a job.
   *
   * @param java the JVM and its options
   * @param executions the most executions
   */
  Result run(Job job, List<String> java, int executions, LongConsumer progress) {
    Configuration configuration = job.configuration();
    Path folder = workspace.folder(configuration.id() + "-" + engine);
    Path report = folder.resolve("result");
    Path lanes = folder.resolve("trace.txt");
    Path ledgerFile = folder.resolve("ledger");
    delete(report, lanes, ledgerFile);
    Ledger ledger = Ledger.open(ledgerFile);

    List<String> command = new ArrayList<>(java);
    command.add("-D" + Ledger.ENGINE + "=" + engine);
    command.add("-D" + Ledger.FILE + "=" + ledgerFile);
    command.add("-D" + RESULT + "=" + report);
    command.add("-D" + TRACE + "=" + lanes);
    command.addAll(List.of("-cp", path(job.over(workspace.classPath()))));
    command.addAll(List.of(main.getName(), Integer.toString(executions), configuration.driver()));
    command.addAll(configuration.args());

    Fork fork = new Fork(command, folder.resolve("log.txt"), job.limit());
    long start = System.nanoTime();
    Fork.End end = fork.run(() -> progress.accept(ledger.executions()));
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Report> written = Report.read(report);
    return new Result(
        engine,
        written.flatMap(Report::violation),
        ledger.executions(),
        written.map(r -> cutoff(ledger, executions)).orElseGet(() -> died(end, job, fork)),
        written.isPresent() && ledger.executions() > 0,
        List.copyOf(ledger.outcomes()),
        List.copyOf(ledger.reached()),
        seconds,
        read(lanes),
        folder.resolve("log.txt").toString());
  }

  private String cutoff(Ledger ledger, int executions) {
    if (ledger.executions() == 0) {
      return "the driver was never executed";
    }
    if (engine == EngineName.THREADS) {
      return "real threads, a sample";
    }
    return ledger.executions() < executions
        ? ""
        : "budget of " + Words.grouped(executions) + " executions used up";
  }

  static String died(Fork.End end, Job job, Fork fork) {
    if (end.timedOut()) {
      return "no end after " + job.limit() + " s";
    }
    String complaint = fork.complaint();
    return complaint.contains("OutOfMemoryError")
        ? "out of memory"
        : "the explorer died without a result: " + complaint;
  }

  static String path(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  static void delete(Path... files) {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
