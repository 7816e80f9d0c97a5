package dev.heddle.examples.load;

import dev.heddle.examples.load.Contest.Workload;
import java.util.List;

/**
 * The JDK's HTTP server on virtual threads, those of the kernel beside the JDK's own, under {@code
 * wrk}, in one run. It takes a JDK 21 to 25:
 *
 * <pre>
 *   java -cp model-tests/target/web-server.jar dev.heddle.examples.load.HttpServerBench
 * </pre>
 */
public final class HttpServerBench {
  private HttpServerBench() {}

  /**
   * Runs the program and exits.
   *
   * @param args see {@link LoadArguments#USAGE}
   */
  public static void main(String[] args) throws Exception {
    LoadArguments arguments = LoadArguments.parseOrExit(args);
    Jdk jdk = Jdk.find();
    if (!jdk.hasVirtualThreads()) {
      System.err.println("nothing was measured: " + Jdk.HINT);
      System.exit(1);
    }
    try (Contest contest = new Contest(arguments)) {
      contest.add("Heddle's virtual threads", start(jdk, "heddle", arguments.processors()));
      contest.add("the JDK's virtual threads", start(jdk, "jdk", arguments.processors()));
      contest.run(jdk, new Workload("/hello", 64), new Workload("/hello", 1_000));
    }
  }

  private static ServerProcess start(Jdk jdk, String on, int processors) throws Exception {
    return ServerProcess.start(
        on,
        List.of(
            jdk.program("java"),
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            JdkHttpServer.class.getName(),
            on,
            Integer.toString(processors)));
  }
}
