package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.threads.EndsInTime;
import dev.heddle.threads.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** 2,000 connections on two Processors: none is lost, and no thread is added for them. */
@EndsInTime
class ManyConnectionsTest {
  private static final int CONNECTIONS = 2_000;

  /**
   * No connection waits in a thread: one for each Processor, and the Monitor's. On a busy machine,
   * where a Worker may wait for a lock whose owner doesn't run, also those of rescues, which are as
   * many as Processors at most.
   */
  private static final int THREADS = 2 * TestServer.PROCESSORS + 1;

  /** Both ends are in this process; and it needs some for itself. */
  private static final int OTHER_FILES = 200;

  @TempDir Path directory;

  @Test
  void idleConnectionsAnswerInTheEnd(TestReporter reporter) throws Exception {
    int count = Math.min(CONNECTIONS, (OpenFiles.most() - OTHER_FILES) / 2);
    if (count < CONNECTIONS) {
      reporter.publishEntry("the limit of open files allows only " + count + " connections");
    }
    assertTrue(count > 0, "the limit of open files allows no connection");
    List<RawClient> clients = new ArrayList<>();
    try (TestServer server = new TestServer(directory, TestServer.patient())) {
      for (int i = 0; i < count; i++) {
        clients.add(server.connect());
        assertAnswered(clients.get(i));
      }
      assertEquals(count, server.connections().count());
      for (RawClient client : clients) {
        assertAnswered(client);
      }
      assertAllAtOnce(clients);
      assertEquals(count, server.connections().total());
      long threads = threads();
      reporter.publishEntry(count + " connections, " + threads + " threads");
      assertTrue(threads <= THREADS, threads + " threads");
      for (RawClient client : clients) {
        client.close();
      }
      server.awaitOpen(0);
    }
  }

  /** As many as are allowed are served, the others when there is room. */
  @Test
  void whoIsTooManyWaits() throws IOException {
    Bounds p = TestServer.patient();
    Bounds two =
        new Bounds(
            2,
            p.lineBytes(),
            p.headBytes(),
            p.bodyBytes(),
            p.idle(),
            p.request(),
            p.grace(),
            p.bytesPerSecond(),
            p.linger(),
            p.shutdown());
    List<RawClient> clients = new ArrayList<>();
    TestServer server = new TestServer(directory, two);
    for (int i = 0; i < 5; i++) {
      clients.add(server.connect().send(RawClient.get("/hello")));
    }
    Eventually.is(() -> !server.problems().isEmpty(), () -> "nobody has to wait");
    for (RawClient client : clients) { // the system lets them in in this order
      assertEquals(200, client.reply().status());
      assertTrue(server.connections().count() <= 2);
      client.close();
    }
    server.stop();
    assertEquals(List.of("can't accept: there are 2 clients"), server.problems());
  }

  private static void assertAllAtOnce(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.send(RawClient.get("/hello") + RawClient.get("/slow?ms=100"));
    }
    for (RawClient client : clients) {
      assertEquals(200, client.reply().status());
      assertEquals(200, client.reply().status());
    }
  }

  private static void assertAnswered(RawClient client) throws IOException {
    assertEquals("Hello, world!\n", client.send(RawClient.get("/hello")).reply().body());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("web-"))
        .count();
  }
}
