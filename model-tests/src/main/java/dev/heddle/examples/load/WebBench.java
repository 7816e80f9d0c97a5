package dev.heddle.examples.load;

import dev.heddle.examples.load.Contest.Workload;
import dev.heddle.examples.load.ServerProcess.Kind;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The web server on the kernel beside the same HTTP on virtual threads and on a fixed pool, under
 * {@code wrk}, in one run:
 *
 * <pre>
 *   java -cp model-tests/target/web-server.jar dev.heddle.examples.load.WebBench
 * </pre>
 *
 * <p>Each server has a JVM of its own; those that aren't measured have nothing to do. The pool has
 * a thread for each connection, and the kernel and the virtual threads as many Processors, or
 * carriers, as they are told. The other two have no deadlines to look after.
 */
public final class WebBench {
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int FILE_BYTES = 16_000;

  private WebBench() {}

  /**
   * Runs the program and exits.
   *
   * @param args see {@link LoadArguments#USAGE}
   */
  public static void main(String[] args) throws Exception {
    LoadArguments arguments = LoadArguments.parseOrExit(args);
    Jdk jdk = Jdk.find();
    Path directory = Files.createTempDirectory("web-bench");
    Path file = Files.write(directory.resolve("file.bin"), new byte[FILE_BYTES]);
    try (Contest contest = new Contest(arguments)) {
      for (Kind kind : Kind.values()) {
        if (kind == Kind.VIRTUAL && !jdk.hasVirtualThreads()) {
          System.out.println("Virtual threads are not measured: " + Jdk.HINT);
          continue;
        }
        int threads = MOST_CONNECTIONS + 1; // wrk asks once before it begins
        contest.add(
            kind.title, ServerProcess.start(jdk, kind, arguments.processors(), threads, directory));
      }
      contest.run(
          jdk,
          new Workload("/hello", 64),
          new Workload("/hello", MOST_CONNECTIONS),
          new Workload("/file.bin", 64));
    } finally {
      Files.delete(file);
      Files.delete(directory);
    }
  }
}
