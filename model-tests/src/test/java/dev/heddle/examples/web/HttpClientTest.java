package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.examples.web.Arguments.On;
import dev.heddle.threads.EndsInTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server, and those that it is compared with, with a client that nobody here has written. */
@EndsInTime
class HttpClientTest {
  private static final int REQUESTS = 2_000;

  @TempDir Path directory;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ParameterizedTest
  @EnumSource(
      value = On.class,
      names = {"HEDDLE", "POOL"})
  void oneConnectionServesManyRequests(On on) throws Exception {
    try (TestServer server = new TestServer(on, directory, TestServer.patient())) {
      for (int i = 0; i < REQUESTS; i++) {
        assertEquals("Hello, world!\n", get(server, "/hello").body());
      }
      assertEquals(1, server.connections().total());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = On.class,
      names = {"HEDDLE", "POOL"})
  void requestsInParallel(On on) throws Exception {
    byte[] small = file("small.txt", 1_000);
    try (TestServer server = new TestServer(on, directory, TestServer.patient())) {
      for (int round = 0; round < REQUESTS / 40; round++) {
        List<CompletableFuture<HttpResponse<byte[]>>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          String path = List.of("/hello", "/small.txt", "/slow?ms=1", "/missing").get(i % 4);
          replies.add(client.sendAsync(request(server, path), BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < replies.size(); i++) {
          HttpResponse<byte[]> reply = replies.get(i).join();
          assertEquals(i % 4 == 3 ? 404 : 200, reply.statusCode());
          if (i % 4 == 1) {
            assertArrayEquals(small, reply.body());
          }
        }
      }
      assertTrue(server.connections().total() < REQUESTS / 2, "connections are used again");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = On.class,
      names = {"HEDDLE", "POOL"})
  void filesOfAllSizes(On on) throws Exception {
    int[] sizes = {0, 1, 5_000, Buffers.BYTES - 200, Buffers.BYTES, 300_000, 5_000_000};
    for (int size : sizes) {
      file(size + ".bin", size);
    }
    try (TestServer server = new TestServer(on, directory, TestServer.patient())) {
      for (int size : sizes) {
        HttpResponse<byte[]> reply =
            client.send(request(server, "/" + size + ".bin"), BodyHandlers.ofByteArray());
        assertEquals(200, reply.statusCode());
        assertEquals(
            "application/octet-stream", reply.headers().firstValue("Content-Type").orElseThrow());
        assertArrayEquals(Files.readAllBytes(directory.resolve(size + ".bin")), reply.body());
      }
      assertEquals(1, server.connections().total());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = On.class,
      names = {"HEDDLE", "POOL"})
  void headHasNoBody(On on) throws Exception {
    file("a.html", 100_000);
    try (TestServer server = new TestServer(on, directory, TestServer.patient())) {
      HttpRequest head =
          HttpRequest.newBuilder(uri(server, "/a.html"))
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .build();
      HttpResponse<String> reply = client.send(head, BodyHandlers.ofString());
      assertEquals(200, reply.statusCode());
      assertEquals("100000", reply.headers().firstValue("Content-Length").orElseThrow());
      assertEquals(
          "text/html; charset=utf-8", reply.headers().firstValue("Content-Type").orElseThrow());
      assertEquals("Hello, world!\n", get(server, "/hello").body());
      assertEquals(1, server.connections().total());
    }
  }

  private HttpResponse<String> get(TestServer server, String path) throws Exception {
    return client.send(request(server, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(TestServer server, String path) {
    return HttpRequest.newBuilder(uri(server, path)).build();
  }

  private static URI uri(TestServer server, String path) {
    return URI.create("http://localhost:" + server.address().getPort() + path);
  }

  private byte[] file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(directory.resolve(name), bytes);
    return bytes;
  }
}
