package dev.heddle.examples.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.VirtualThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's own HTTP server, unchanged, with an executor of virtual threads: on a {@link Scheduler}
 * or on the JDK's carriers. It answers each request with a few bytes, and runs until it is killed.
 *
 * <p>Arguments: {@code heddle} or {@code jdk}; how many Processors, or carriers. Where it listens
 * is printed.
 */
public final class JdkHttpServer {
  private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.US_ASCII);

  private JdkHttpServer() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    int processors = Integer.parseInt(args[1]);
    // As many connections as the kernel takes; and the JDK's own answer has no delay either.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(anyPort, 0);
    server.createContext("/hello", JdkHttpServer::answer);
    server.setExecutor(executor(args[0], processors));
    server.start();
    InetSocketAddress address = server.getAddress();
    System.out.printf("http://%s:%d/ on %s%n", address.getHostString(), address.getPort(), args[0]);
  }

  private static ExecutorService executor(String on, int processors) throws Exception {
    if (on.equals("heddle")) {
      return VirtualThreads.of(Scheduler.builder().name("http").processors(processors))
          .newThreadPerTaskExecutor();
    }
    // Read when the first virtual thread is made. By reflection: this is compiled for Java 17.
    System.setProperty("jdk.virtualThreadScheduler.parallelism", Integer.toString(processors));
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, HELLO.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(HELLO);
    }
  }
}
