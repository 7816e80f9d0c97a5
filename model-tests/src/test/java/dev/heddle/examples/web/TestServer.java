package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.examples.web.Arguments.On;
import dev.heddle.threads.Eventually;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on some free port. In the end it must have closed all connections, without problems. */
final class TestServer implements AutoCloseable {
  static final int PROCESSORS = 2;

  /** Of a pool: each connection holds one. */
  private static final int MOST_THREADS = 1_000;

  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Server server;

  TestServer(On on, Path directory, Bounds bounds) throws IOException {
    Arguments arguments = new Arguments(on, "localhost", 0, PROCESSORS, MOST_THREADS, directory);
    server = WebServer.start(arguments, bounds, problems::add);
  }

  /** On the kernel. */
  TestServer(Path directory, Bounds bounds) throws IOException {
    this(On.HEDDLE, directory, bounds);
  }

  /** Waits for whatever it may wait for as long as the test's patience lasts. */
  static Bounds patient() {
    Duration ever = Duration.ofHours(1);
    Bounds d = Bounds.DEFAULT;
    return new Bounds(
        d.connections(),
        d.lineBytes(),
        d.headBytes(),
        d.bodyBytes(),
        ever,
        ever,
        ever,
        1,
        ever,
        ever);
  }

  InetSocketAddress address() {
    return server.address();
  }

  RawClient connect() throws IOException {
    return new RawClient(server.address());
  }

  OpenConnections connections() {
    return server.connections();
  }

  /** What went wrong: each thing once. */
  List<String> problems() {
    return problems.stream().distinct().toList();
  }

  /** Waits until so many connections are open. */
  void awaitOpen(int count) {
    Eventually.is(
        () -> server.connections().count() == count,
        () -> server.connections().count() + " connections are open, not " + count);
  }

  /** Waits until there were so many connections, and all are closed. */
  void awaitAllGone(int total) {
    Eventually.is(
        () -> server.connections().total() == total && server.connections().count() == 0,
        () -> server.connections().count() + " of " + server.connections().total() + " are open");
  }

  /** Stops the server, and waits until it has. */
  void stop() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    awaitOpen(0); // a server that was in a hurry has not waited for it
    assertEquals(List.of(), problems);
  }
}
