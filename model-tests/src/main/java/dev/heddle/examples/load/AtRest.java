package dev.heddle.examples.load;

import dev.heddle.examples.load.ServerProcess.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What 2,000 connections cost that have asked once and are silent since, on the kernel, on virtual
 * threads and on a pool (Linux):
 *
 * <pre>
 *   java -cp model-tests/target/web-server.jar dev.heddle.examples.load.AtRest
 * </pre>
 *
 * <ul>
 *   <li>Memory: the objects in the heap after a full collection ({@code jcmd GC.class_histogram}),
 *       with the connections less without, divided. Stacks, direct buffers and what the system
 *       holds for a socket are not among them; the process's threads are given instead.
 *   <li>Wakeups: how often the process's threads have gone to sleep, by {@code /proc}, a second;
 *       and the processor time, in permille of one processor. Both include the JVM's own threads:
 *       see the row without connections.
 * </ul>
 */
public final class AtRest {
  private static final int CONNECTIONS = 2_000;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final byte[] REQUEST =
      "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "Hello, world!\n".getBytes(StandardCharsets.US_ASCII);

  private final LoadArguments arguments;
  private final Jdk jdk;

  private AtRest(LoadArguments arguments, Jdk jdk) {
    this.arguments = arguments;
    this.jdk = jdk;
  }

  /**
   * Runs the program and exits.
   *
   * @param args see {@link LoadArguments#USAGE}; seconds are those for which wakeups are counted
   */
  public static void main(String[] args) throws Exception {
    LoadArguments arguments;
    try {
      arguments = LoadArguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    new AtRest(arguments, Jdk.find()).run();
  }

  private void run() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("at-rest");
    System.out.println("All on " + jdk.home());
    System.out.println("| server | connections | heap bytes each | threads | wakeups/s | CPU ‰ |");
    System.out.println("|:--|--:|--:|--:|--:|--:|");
    try {
      for (Kind kind : Kind.values()) {
        if (kind == Kind.VIRTUAL && !jdk.hasVirtualThreads()) {
          System.out.println("| " + kind.title + " | not measured: " + Jdk.HINT + " |");
        } else {
          measure(kind, directory);
        }
      }
    } finally {
      Files.delete(directory);
    }
  }

  private void measure(Kind kind, Path directory) throws IOException, InterruptedException {
    try (ServerProcess server =
        ServerProcess.start(jdk, kind, arguments.processors(), CONNECTIONS + 1, directory)) {
      ask(connect(server.uri())).close(); // loads what is loaded once
      long before = heap(server);
      print(kind, 0, 0, server);
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          sockets.add(ask(connect(server.uri())));
        }
        print(kind, CONNECTIONS, (heap(server) - before) / CONNECTIONS, server);
        for (Socket socket : sockets) {
          ask(socket); // it is open still
        }
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  private void print(Kind kind, int connections, long bytes, ServerProcess server)
      throws IOException, InterruptedException {
    ProcessStatus first = ProcessStatus.of(server.pid());
    long begin = System.nanoTime();
    new CountDownLatch(1).await(arguments.seconds(), TimeUnit.SECONDS); // time passes
    double seconds = (System.nanoTime() - begin) / 1e9;
    ProcessStatus last = ProcessStatus.of(server.pid());
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %,d | %.1f | %.1f |%n",
        kind.title,
        connections,
        connections == 0 ? "–" : String.format(Locale.ROOT, "%,d", bytes),
        last.threads(),
        (last.wakeups() - first.wakeups()) / seconds,
        10 * (last.cpuTicks() - first.cpuTicks()) / seconds);
  }

  private long heap(ServerProcess server) throws IOException, InterruptedException {
    String histogram =
        Commands.output(
            List.of(jdk.program("jcmd"), Long.toString(server.pid()), "GC.class_histogram"));
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd has counted nothing: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  private static Socket connect(URI server) throws IOException {
    return new Socket(InetAddress.getByName(server.getHost()), server.getPort());
  }

  private static Socket ask(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    InputStream in = socket.getInputStream();
    int matched = 0;
    while (matched < END.length) { // no byte of the end is there twice in a row but the l
      int next = in.read();
      if (next < 0) {
        throw new IOException("a connection was lost");
      }
      matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
    }
    return socket;
  }
}
