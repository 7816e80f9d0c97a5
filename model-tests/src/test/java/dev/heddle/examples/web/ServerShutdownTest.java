package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.examples.web.Arguments.On;
import dev.heddle.examples.web.RawClient.Reply;
import dev.heddle.threads.EndsInTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server stops. */
@EndsInTime
class ServerShutdownTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(
      value = On.class,
      names = {"HEDDLE", "POOL"})
  void whatIsUnderWayIsFinished(On on) throws Exception {
    int millis = 200;
    while (!isUnderWayAndFinished(on, millis)) {
      millis *= 2;
    }
  }

  /** Returns false if the answer was there before the server was told to stop. */
  private boolean isUnderWayAndFinished(On on, int millis) throws Exception {
    try (TestServer server = new TestServer(on, directory, TestServer.patient());
        RawClient idle = server.connect();
        RawClient busy = server.connect()) {
      assertEquals(200, idle.send(RawClient.get("/hello")).reply().status());
      // One segment: when the first is answered, the second is there.
      busy.send(RawClient.get("/hello") + RawClient.get("/slow?ms=" + millis));
      assertEquals(200, busy.reply().status());
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::stop);
      Reply last = busy.reply();
      assertEquals("This took some time.\n", last.body());
      String connection = last.header("Connection");
      assertTrue(connection == null || connection.equals("close"), connection);
      assertEquals(0, idle.untilClosed());
      busy.socket.shutdownOutput();
      assertEquals(0, busy.untilClosed());
      stop.get();
      assertThrows(IOException.class, () -> refused(server));
      return connection != null;
    }
  }

  private static void refused(TestServer server) throws IOException {
    try (RawClient late = server.connect()) {
      late.send(RawClient.get("/hello")).reply();
    }
  }

  /** A client that doesn't read its response is waited for, but not for ever. */
  @Test
  void afterATimeAllIsClosed() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("big").toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Bounds p = TestServer.patient();
    Bounds hasty =
        new Bounds(
            p.connections(),
            p.lineBytes(),
            p.headBytes(),
            p.bodyBytes(),
            p.idle(),
            p.request(),
            p.grace(),
            p.bytesPerSecond(),
            p.linger(),
            Duration.ofMillis(50));
    try (TestServer server = new TestServer(directory, hasty);
        RawClient reader = server.connect();
        RawClient waiter = server.connect();
        RawClient halfClosed = server.connect()) {
      reader.send(RawClient.get("/hello") + RawClient.get("/big"));
      waiter.send(RawClient.get("/hello") + RawClient.get("/slow?ms=60000"));
      halfClosed.send(RawClient.get("/hello") + RawClient.get("/slow?ms=60000"));
      halfClosed.socket.shutdownOutput();
      for (RawClient each : new RawClient[] {reader, waiter, halfClosed}) {
        assertEquals(200, each.reply().status());
      }
      server.stop();
      assertTrue(reader.untilClosed() < 1L << 30);
      assertEquals(0, waiter.untilClosed());
      assertEquals(0, halfClosed.untilClosed());
    }
  }

  @Test
  void aServerWithoutClientsStopsTwice() throws IOException {
    try (TestServer server = new TestServer(directory, TestServer.patient())) {
      server.stop();
    }
  }
}
