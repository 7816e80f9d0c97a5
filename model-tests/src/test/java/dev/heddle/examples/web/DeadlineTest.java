package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.threads.EndsInTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that hold a connection for too long. Each test has one short deadline, and waits until
 * the server has closed; how long that takes doesn't matter.
 */
@EndsInTime
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration EVER = Duration.ofHours(1);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /hello HTTP/1.1\r\nHost",
        "GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
        "GET /hello HTTP/1.1\r\nHost: a\r\n\r\nGET", // the first one is answered
      })
  void aRequestThatDoesNotComeIsAnswered(String begin) throws IOException {
    try (TestServer server = new TestServer(directory, bounds(EVER, SHORT, EVER, EVER));
        RawClient client = server.connect()) {
      client.send(begin);
      if (begin.contains("\r\n\r\nGET")) {
        assertEquals(200, client.reply().status());
      }
      assertEquals(408, client.reply().status());
      client.socket.shutdownOutput();
      assertEquals(0, client.untilClosed());
      server.awaitOpen(0);
    }
  }

  /** A byte now and then doesn't help. */
  @Test
  void aRequestThatDripsIsAnswered() throws IOException {
    try (TestServer server =
            new TestServer(directory, bounds(EVER, Duration.ofMillis(500), EVER, EVER));
        RawClient client = server.connect()) {
      client.socket.setSoTimeout(10);
      client.send("GET /hello HTTP/1.1\r\nHost: a\r\nX: ");
      int drops = 0;
      boolean answered = false;
      while (!answered) {
        client.send("x");
        drops++;
        answered = !isSilent(client);
      }
      client.socket.setSoTimeout(60_000);
      assertEquals(408, client.reply().status(), "after " + drops + " drops");
    }
  }

  private static boolean isSilent(RawClient client) throws IOException {
    try {
      client.awaitByte();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n"})
  void whoAsksNothingIsClosedWithoutAWord(String begin) throws IOException {
    try (TestServer server = new TestServer(directory, bounds(SHORT, EVER, EVER, EVER));
        RawClient client = server.connect()) {
      client.send(begin);
      assertEquals(0, client.untilClosed());
      server.awaitOpen(0);
    }
  }

  @Test
  void whoAsksNothingMoreIsClosedWithoutAWord() throws IOException {
    Duration idle = SHORT;
    while (!isAnsweredAndClosed(idle)) {
      idle = idle.multipliedBy(2);
    }
  }

  /** Returns false if the request came too late. */
  private boolean isAnsweredAndClosed(Duration idle) throws IOException {
    try (TestServer server = new TestServer(directory, bounds(idle, EVER, EVER, EVER));
        RawClient client = server.connect()) {
      try {
        assertEquals(200, client.send(RawClient.get("/hello")).reply().status());
      } catch (IOException e) {
        return false;
      }
      assertEquals(0, client.untilClosed());
      server.awaitOpen(0);
      return true;
    }
  }

  /** He gets what the system's buffers hold, and no more. */
  @Test
  void whoDoesNotReadIsClosed() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("big").toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    try (TestServer server = new TestServer(directory, bounds(EVER, EVER, SHORT, EVER));
        RawClient client = server.connect()) {
      client.send(RawClient.get("/big"));
      server.awaitAllGone(1);
      assertTrue(client.untilClosed() < 1L << 30);
    }
  }

  /** The same with short responses, which are not sent from a file. */
  @Test
  void whoDoesNotReadManyAnswersIsClosed() throws IOException {
    try (TestServer server = new TestServer(directory, bounds(EVER, EVER, SHORT, EVER));
        RawClient client = server.connect()) {
      String many = RawClient.get("/hello").repeat(1_000);
      assertThrows(
          IOException.class,
          () -> {
            while (true) {
              client.send(many); // blocks when all buffers are full
            }
          });
      server.awaitOpen(0);
    }
  }

  @Test
  void whoStaysAfterTheEndIsClosed() throws IOException {
    try (TestServer server = new TestServer(directory, bounds(EVER, EVER, EVER, SHORT));
        RawClient client = server.connect()) {
      client.send(RawClient.request("GET", "/hello", "Connection: close\r\n"));
      assertEquals(200, client.reply().status());
      server.awaitOpen(0); // although the client hasn't closed
    }
  }

  /** He is not closed, though he waits for longer than deadlines are. */
  @Test
  void whoWaitsForASlowAnswerGetsIt() throws IOException {
    try (TestServer server = new TestServer(directory, bounds(EVER, SHORT, SHORT, EVER));
        RawClient client = server.connect()) {
      assertEquals(200, client.send(RawClient.get("/slow?ms=300")).reply().status());
    }
  }

  private static Bounds bounds(Duration idle, Duration request, Duration grace, Duration linger) {
    Bounds d = Bounds.DEFAULT;
    return new Bounds(
        d.connections(),
        d.lineBytes(),
        d.headBytes(),
        d.bodyBytes(),
        idle,
        request,
        grace,
        Integer.MAX_VALUE,
        linger,
        EVER);
  }
}
