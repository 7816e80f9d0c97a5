package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.examples.web.RawClient.Reply;
import dev.heddle.threads.EndsInTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a client does that is broken, old, hostile or gone. */
@EndsInTime
class RawRequestsTest {
  private static final String HELLO = "Hello, world!\n";

  @TempDir Path top;

  private Path directory;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createDirectory(top.resolve("site"));
    Files.writeString(top.resolve("secret.txt"), "secret");
    Files.writeString(directory.resolve("a b.txt"), "a");
    server = new TestServer(directory, TestServer.patient());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  // ---------------------------------------------------------------- what is refused

  @ParameterizedTest
  @CsvSource({
    "400, 'nonsense\r\n\r\n'",
    "400, 'GET /hello HTTP/1.1\r\n\r\n'",
    "400, 'GET /hello HTTP/1.1\nHost: a\n\n'",
    "413, 'GET /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n'",
    "505, 'GET /hello HTTP/3.0\r\nHost: a\r\n\r\n'",
  })
  void afterABadRequestTheConnectionIsClosed(int status, String request) throws IOException {
    try (RawClient client = server.connect()) {
      Reply reply = client.send(request + RawClient.get("/hello")).reply();
      assertEquals(status, reply.status());
      assertEquals("close", reply.header("Connection"));
      client.socket.shutdownOutput();
      assertEquals(0, client.untilClosed(), "bytes after the last response");
    }
    server.awaitOpen(0);
  }

  @ParameterizedTest
  @CsvSource({
    "405, POST, /hello",
    "405, OPTIONS, *",
    "405, CONNECT, host:80",
    "501, get, /hello",
    "501, BREW, /hello",
    "404, GET, /nothing",
    "404, GET, /",
    "404, GET, /hello/",
    "400, GET, nothing",
    "400, GET, /%",
    "400, GET, /%4",
    "400, GET, /%zz",
    "400, GET, /%00",
    "400, GET, /%ff",
    "400, GET, /slow",
    "400, GET, /slow?ms=-1",
    "400, GET, /slow?ms=60001",
    "404, GET, /../secret.txt",
    "404, GET, /%2e%2e/secret.txt",
    "404, GET, /..%2fsecret.txt",
    "404, GET, /..%5csecret.txt",
    "404, GET, /./a%20b.txt",
    "404, GET, //a%20b.txt",
    "404, GET, /a%20b.txt/c",
  })
  void afterAnUnfulfilledRequestTheConnectionGoesOn(int status, String method, String path)
      throws IOException {
    try (RawClient client = server.connect()) {
      Reply reply = client.send(RawClient.request(method, path, "")).reply();
      assertEquals(status, reply.status());
      assertEquals(status == 405 ? "GET, HEAD" : null, reply.header("Allow"));
      assertNull(reply.header("Connection"));
      assertEquals(HELLO, client.send(RawClient.get("/hello")).reply().body());
    }
  }

  @Test
  void linksLeadNowhereElse() throws IOException {
    Files.createSymbolicLink(directory.resolve("out"), top.resolve("secret.txt"));
    Files.createSymbolicLink(directory.resolve("up"), top);
    Files.createSymbolicLink(directory.resolve("in"), Path.of("a b.txt"));
    Files.createSymbolicLink(directory.resolve("circle"), Path.of("circle"));
    try (RawClient client = server.connect()) {
      assertEquals(404, client.send(RawClient.get("/out")).reply().status());
      assertEquals(404, client.send(RawClient.get("/up/secret.txt")).reply().status());
      assertEquals(404, client.send(RawClient.get("/circle")).reply().status());
      assertEquals("a", client.send(RawClient.get("/in")).reply().body());
    }
  }

  @Test
  void aNameThatIsTooLongIsNone() throws IOException {
    try (RawClient client = server.connect()) {
      assertEquals(404, client.send(RawClient.get("/" + "a".repeat(5_000))).reply().status());
    }
  }

  /** The client is told while it still sends; the rest is read and forgotten. */
  @Test
  void tenMegabytesOfHeaders() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /hello HTTP/1.1\r\nHost: a\r\n");
      String line = "X: " + "y".repeat(4_091) + "\r\n";
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < (10 << 20) / line.length(); i++) {
                    client.send(line);
                  }
                  client.socket.shutdownOutput();
                } catch (IOException e) {
                  throw new IllegalStateException("the server does not read on", e);
                }
              });
      assertEquals(431, client.reply().status());
      sender.get();
      assertEquals(0, client.untilClosed());
    }
    server.awaitOpen(0);
  }

  // ---------------------------------------------------------------- what is unusual

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    int rounds = 500;
    try (RawClient client = server.connect()) {
      String round =
          RawClient.get("/hello")
              + RawClient.request("HEAD", "/hello", "")
              + RawClient.get("/a%20b.txt")
              + RawClient.request("GET", "/nothing", "Content-Length: 5\r\n")
              + "GET /"
              + RawClient.get("/slow?ms=1");
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.send(round.repeat(rounds));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < rounds; i++) {
        assertEquals(HELLO, client.reply().body());
        assertEquals("14", client.reply(false).header("Content-Length"));
        assertEquals("a", client.reply().body());
        assertEquals(404, client.reply().status());
        assertEquals("This took some time.\n", client.reply().body());
      }
      sender.get();
    }
  }

  @Test
  void anOldClientGetsOneAnswer() throws IOException {
    try (RawClient client = server.connect()) {
      Reply reply = client.send("GET /hello HTTP/1.0\r\n\r\n").reply();
      assertEquals(HELLO, reply.body());
      assertEquals("close", reply.header("Connection"));
      client.socket.shutdownOutput();
      assertEquals(0, client.untilClosed());
    }
  }

  @Test
  void anOldClientMayGoOn() throws IOException {
    try (RawClient client = server.connect()) {
      for (int i = 0; i < 2; i++) {
        Reply reply = client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").reply();
        assertEquals("keep-alive", reply.header("Connection"));
        assertEquals(HELLO, reply.body());
      }
    }
  }

  @Test
  void whoSaysCloseIsClosed() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(RawClient.request("GET", "/hello", "Connection: close\r\n"));
      assertEquals("close", client.reply().header("Connection"));
      assertEquals(0, client.untilClosed());
    }
    server.awaitOpen(0);
  }

  @Test
  void aTargetMayNameTheServer() throws IOException {
    try (RawClient client = server.connect()) {
      assertEquals(HELLO, client.send(RawClient.get("http://test/hello?x")).reply().body());
    }
  }

  @Test
  void eachResponseHasADate() throws IOException {
    try (RawClient client = server.connect()) {
      String date = client.send(RawClient.get("/hello")).reply().header("Date");
      assertNotNull(date);
      assertTrue(date.matches("..., \\d\\d ... \\d{4} \\d\\d:\\d\\d:\\d\\d GMT"), date);
    }
  }

  // ---------------------------------------------------------------- who is gone

  @Test
  void whoHasSaidAllGetsTheAnswer() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(RawClient.get("/hello") + RawClient.get("/slow?ms=1") + RawClient.get("/hello"));
      client.socket.shutdownOutput();
      assertEquals(HELLO, client.reply().body());
      assertEquals(200, client.reply().status());
      assertEquals(HELLO, client.reply().body());
      assertEquals(0, client.untilClosed());
    }
    server.awaitOpen(0);
  }

  @Test
  void halfARequestIsNone() throws IOException {
    try (RawClient client = server.connect()) {
      client.send("GET /hello HT");
      client.socket.shutdownOutput();
      assertEquals(400, client.reply().status());
      assertEquals(0, client.untilClosed());
    }
    server.awaitOpen(0);
  }

  @Test
  void aResetIsNoticedWhereverItComes() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("big").toFile(), "rw")) {
      file.setLength(64 << 20);
    }
    for (String begin : new String[] {"", "GET /hello HT"}) {
      RawClient client = server.connect().send(begin);
      server.awaitOpen(1);
      client.reset();
      server.awaitOpen(0);
    }
    for (String path : new String[] {"/big", "/slow?ms=60000"}) {
      RawClient client = server.connect().send(RawClient.get("/hello") + RawClient.get(path));
      assertEquals(HELLO, client.reply().body()); // so the other request is there, too
      client.reset();
      server.awaitOpen(0);
    }
  }

  @Test
  void aFileThatShrinksEndsTheResponse() throws IOException {
    Path file = directory.resolve("big");
    try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw");
        RawClient client = server.connect()) {
      big.setLength(1L << 30); // more than any buffers hold
      client.send(RawClient.get("/hello") + RawClient.get("/big"));
      assertEquals(HELLO, client.reply().body());
      client.socket.getInputStream().read(); // the file is open
      big.setLength(0);
      assertTrue(client.untilClosed() < 1L << 30);
    }
    server.awaitOpen(0);
  }
}
