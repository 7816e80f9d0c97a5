package dev.heddle.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Real threads, a few hundred times. A smoke run: it can find violations but never exclude any. */
final class ThreadsEngine implements Engine {
  private static final int RUNS = 200;

  private final DriverJvm jvm;

  ThreadsEngine(Workspace workspace) {
    this.jvm = new DriverJvm(workspace, EngineName.THREADS, ThreadsMain.class);
  }

  @Override
  public EngineName name() {
    return EngineName.THREADS;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Result run(Job job, LongConsumer progress) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return jvm.run(job, List.of(java.toString(), "-Xmx512m"), RUNS, progress);
  }
}
