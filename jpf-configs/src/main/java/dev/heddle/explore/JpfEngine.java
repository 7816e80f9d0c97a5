package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Java PathFinder with Heddle's extension, in a JVM of its own (JDK 17 only). JPF's exit code is 0
 * even on errors and it prints "no errors detected" after a cut-off too, so only the result file of
 * the extension counts.
 */
final class JpfEngine implements Engine {
  private static final int JDK = 17;

  private final Workspace workspace;
  private final Optional<JpfHome> home;
  private final Optional<JdkHome> jdk = JdkHome.find(JDK, JDK);

  JpfEngine(Workspace workspace, Optional<JpfHome> home) {
    this.workspace = workspace;
    this.home = home;
  }

  @Override
  public EngineName name() {
    return EngineName.JPF;
  }

  @Override
  public Optional<String> missing() {
    if (home.isEmpty()) {
      return Optional.of("JPF is not installed. " + JpfHome.HOW);
    }
    return jdk.isPresent()
        ? Optional.empty()
        : Optional.of(
            "JPF runs on a JDK 17 only and none was found: install one, or set JAVA_HOME.");
  }

  @Override
  public Result run(Job job, LongConsumer progress) {
    JpfHome jpf = home.orElseThrow(() -> new CannotRunException(missing().get()));
    Configuration configuration = job.configuration();
    Path folder = workspace.folder(configuration.id() + "-" + name());
    Path written = folder.resolve("result");
    Path lanes = folder.resolve("trace.txt");
    Path site = folder.resolve("site.properties");
    DriverJvm.delete(written, lanes);
    JpfExtension.write(site, "jpf-core = " + jpf.directory() + "\n");
    Path extension = new JpfExtension(workspace).classes(jpf);
    Path file = new JpfFile(workspace, extension).write(job, written, lanes);

    List<String> command = new ArrayList<>();
    command.add(jdk.orElseThrow(() -> new CannotRunException(missing().get())).java().toString());
    command.add("-Xmx" + configuration.jpf().heap() + "g");
    command.addAll(List.of("-jar", jpf.launcher().toString(), "+site=" + site));
    if (job.trace()) {
      command.add("+search.class=gov.nasa.jpf.search.heuristic.BFSHeuristic");
    }
    command.add(file.toString());

    Fork fork = new Fork(command, folder.resolve("log.txt"), job.limit());
    long start = System.nanoTime();
    Fork.End end = fork.run(() -> progress.accept(-1));
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Report> report = Report.read(written);
    return new Result(
        name(),
        report.flatMap(Report::violation),
        report.map(r -> r.number("states")).orElse(0L),
        report.map(JpfEngine::cutoff).orElseGet(() -> DriverJvm.died(end, job, fork)),
        false,
        report.map(r -> r.list("outcomes")).orElse(List.of()),
        report.map(r -> r.list("reached")).orElse(List.of()),
        seconds,
        DriverJvm.read(lanes),
        folder.resolve("log.txt").toString());
  }

  /** Why a run that found nothing is no evidence; empty if it went through the whole space. */
  static String cutoff(Report report) {
    String cutoff = report.text("cutoff", Report.NONE);
    if (!cutoff.equals(Report.NONE)) {
      return cutoff;
    }
    if (report.number("constraints") != 0) {
      return "search constraints were hit: " + report.text("constraints", "(not reported)");
    }
    if (report.number("states") <= 0) {
      return "no states: " + report.text("states", "(not reported)");
    }
    return report.number("end") > 0 ? "" : "no end state: the driver never ends";
  }
}
