package dev.heddle.examples.web;

import dev.heddle.kernel.Scheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Serves the files below a directory over HTTP/1.1, {@code /hello} from memory and {@code
 * /slow?ms=N} after a time, until it is told to stop (SIGTERM, Ctrl-C). Then it takes in nobody,
 * ends what is under way, and exits.
 *
 * <pre>
 *   java -jar model-tests/target/web-server.jar --port 8080 --processors 2 DIRECTORY
 * </pre>
 *
 * <p>Where it listens is printed on standard output, what goes wrong on standard error. Wrong
 * arguments make the exit status 2; if it can't listen, it is 1.
 *
 * <p>It is an example of the kernel's asynchronous I/O: a {@link Connection} is a stackless task
 * that waits for its socket through {@link dev.heddle.kernel.io.NioPoller}, for time through
 * timers, and for the disk in blocking calls. {@code --on pool} and {@code --on virtual} run the
 * same HTTP on threads, to be compared with.
 */
public final class WebServer {
  private static final int RING = 2_048;

  private final PrintStream out;
  private final PrintStream err;

  WebServer(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program and exits.
   *
   * @param args see {@link Arguments#USAGE}
   */
  public static void main(String[] args) {
    WebServer program = new WebServer(System.out, System.err);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  awaitQuietly(stopped);
                }));
    int status = program.run(stop, args);
    stopped.countDown();
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Does all that {@link #main} does but exit.
   *
   * @param stop when it opens, the server stops
   * @return the exit status
   */
  int run(CountDownLatch stop, String... args) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      say(e.getMessage());
      err.println(Arguments.USAGE);
      return 2;
    }
    Server server;
    try {
      server = start(arguments, Bounds.DEFAULT, this::say);
    } catch (IOException | IllegalArgumentException e) {
      say("can't listen on " + arguments.address() + ":" + arguments.port() + ": " + reason(e));
      return 1;
    }
    try (server) {
      InetSocketAddress address = server.address();
      out.printf(
          Locale.ROOT,
          "http://%s:%d/ on %s%n",
          address.getHostString(),
          address.getPort(),
          arguments.on().word());
      awaitQuietly(stop);
    }
    say(String.format(Locale.ROOT, "stopped after %,d connections", server.connections().total()));
    return 0;
  }

  /**
   * Starts what the arguments ask for.
   *
   * @throws IOException if it can't listen there
   * @throws IllegalArgumentException if this Java has no virtual threads
   */
  static Server start(Arguments arguments, Bounds bounds, Consumer<String> problems)
      throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(arguments.address()), arguments.port());
    Site site = new Site(new StaticFiles(arguments.directory()));
    return switch (arguments.on()) {
      case HEDDLE ->
          HeddleServer.start(
              Scheduler.builder()
                  .name("web")
                  .processors(arguments.processors())
                  .ringCapacity(RING), // what one poll brings: what spills waits behind later polls
              address,
              site,
              bounds,
              problems);
      case POOL ->
          BlockingServer.start(
              Executors.newFixedThreadPool(arguments.threads()), address, site, bounds, problems);
      case VIRTUAL ->
          BlockingServer.start(
              virtualThreads(arguments.processors()), address, site, bounds, problems);
    };
  }

  /** By reflection: this is compiled for Java 17. */
  private static ExecutorService virtualThreads(int carriers) {
    // Read when the first virtual thread is made. The pool may not be smaller; 256 is the default.
    System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(carriers));
    System.setProperty(
        "jdk.virtualThreadScheduler.maxPoolSize", Integer.toString(Math.max(256, carriers)));
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "virtual threads need Java 21, but this is " + Runtime.version(), e);
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private synchronized void say(String message) {
    err.println("web-server: " + message);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is then closed without a delay
    }
  }
}
