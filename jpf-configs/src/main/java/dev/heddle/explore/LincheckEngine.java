package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Lincheck's model checker. It is sound on JDK 17 to 21 only: on 25 it silently misses hangs, which
 * is why the JVM is chosen here and why twins that hang are among the canaries.
 */
final class LincheckEngine implements Engine {
  private static final int FROM = 17;
  private static final int TO = 21;

  /** The last two halve the work: these JVMs live for seconds, and one thread runs at a time. */
  private static final List<String> JVM =
      List.of(
          "-Xmx2g",
          "-XX:+EnableDynamicAgentLoading",
          "-Xshare:off",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC");

  private final DriverJvm jvm;
  private final Optional<JdkHome> jdk = JdkHome.find(FROM, TO);

  LincheckEngine(Workspace workspace) {
    this.jvm = new DriverJvm(workspace, EngineName.LINCHECK, LincheckMain.class);
  }

  @Override
  public EngineName name() {
    return EngineName.LINCHECK;
  }

  @Override
  public Optional<String> missing() {
    return jdk.isPresent()
        ? Optional.empty()
        : Optional.of(
            "Lincheck needs a JDK %d to %d (it misses hangs on later ones) and none was found: "
                    .formatted(FROM, TO)
                + "install one, or set JAVA_HOME to it.");
  }

  @Override
  public Result run(Job job, LongConsumer progress) {
    String java = jdk.orElseThrow(() -> new CannotRunException(missing().get())).java().toString();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(JVM);
    return jvm.run(job, command, job.configuration().lincheck().budget(), progress);
  }
}
