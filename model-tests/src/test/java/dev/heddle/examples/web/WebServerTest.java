package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.threads.EndsInTime;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link WebServer} from its command line. */
@EndsInTime
class WebServerTest {
  @TempDir Path directory;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "'', one directory is needed",
    "'one two', one directory is needed",
    "'--', one directory is needed",
    "'--unknown .', unknown option: --unknown",
    "'--port', '--port must be from 0 to 65535, but is nothing'",
    "'--port x .', '--port must be from 0 to 65535, but is x'",
    "'--port 65536 .', '--port must be from 0 to 65535, but is 65536'",
    "'--processors 0 .', '--processors must be from 1 to 1024, but is 0'",
    "'--threads 0 .', '--threads must be from 1 to 32768, but is 0'",
    "'--on fire .', '--on must be heddle, pool or virtual, but is fire'",
    "'no/such/directory', not a directory: 'no/such/directory'",
    "'--port 80', one directory is needed",
  })
  void wrongArgumentsAreExplained(String arguments, String message) {
    assertEquals(
        2, run(System.out, arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)));
    assertTrue(err().contains("web-server: " + message), err());
    assertTrue(err().contains("usage: WebServer"), err());
  }

  @Test
  void aPortThatIsTakenIsReported() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      String port = Integer.toString(other.getLocalPort());
      assertEquals(1, run(System.out, "--port", port, directory.toString()));
      assertTrue(err().contains("can't listen on localhost:" + port), err());
    }
  }

  @Test
  void anAddressOfNobodyIsReported() {
    assertEquals(1, run(System.out, "--address", "no.such.name.invalid", directory.toString()));
    assertTrue(err().contains("can't listen on no.such.name.invalid"), err());
  }

  @Test
  void virtualThreadsAreMissedWhereThereAreNone() {
    assumeTrue(Runtime.version().feature() < 21, "this Java has virtual threads");
    assertEquals(1, run(System.out, "--on", "virtual", "--port", "0", directory.toString()));
    assertTrue(err().contains("virtual threads need Java 21"), err());
  }

  @Test
  void saysWhereItListensAndStops() throws Exception {
    PipedInputStream in = new PipedInputStream();
    PrintStream out = new PrintStream(new PipedOutputStream(in), true, StandardCharsets.UTF_8);
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> run(out, "--port", "0", "--processors", "2", "--", directory.toString()));
    try (Scanner scanner = new Scanner(in, StandardCharsets.UTF_8)) {
      URI uri = URI.create(scanner.next());
      assertEquals("on heddle", scanner.nextLine().strip());
      try (RawClient client = new RawClient(new InetSocketAddress(uri.getHost(), uri.getPort()))) {
        assertEquals(200, client.send(RawClient.get("/hello")).reply().status());
        stop.countDown();
        assertEquals(0, client.untilClosed());
      }
    }
    assertEquals(0, status.get());
    assertEquals("web-server: stopped after 1 connections", err().strip());
  }

  private int run(PrintStream out, String... args) {
    return new WebServer(out, new PrintStream(err, true, StandardCharsets.UTF_8)).run(stop, args);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
