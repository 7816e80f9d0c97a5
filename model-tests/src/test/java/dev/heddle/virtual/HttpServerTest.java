package dev.heddle.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP server, with a virtual thread for each exchange. */
@WithVirtualThreads
class HttpServerTest {
  private static final int REQUESTS = 300;

  private final AtomicInteger carriedHere = new AtomicInteger();

  private void answer(HttpExchange exchange) throws IOException {
    if (Rig.isCarriedHere()) {
      carriedHere.incrementAndGet();
    }
    byte[] body = exchange.getRequestURI().getPath().getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void eachRequestIsAnsweredByAVirtualThread() throws IOException {
    try (Rig rig = new Rig(2)) {
      ExecutorService executor = rig.threads.newThreadPerTaskExecutor();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(executor);
      server.createContext("/", this::answer);
      server.start();
      String root = "http://localhost:" + server.getAddress().getPort() + "/";
      HttpClient client = HttpClient.newHttpClient();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + i)).build();
        answers.add(client.sendAsync(request, BodyHandlers.ofString()));
      }
      for (int i = 0; i < REQUESTS; i++) {
        HttpResponse<String> answer = answers.get(i).join();
        assertEquals(200, answer.statusCode());
        assertEquals("/" + i, answer.body());
      }
      assertEquals(REQUESTS, carriedHere.get());
      server.stop(0);
      executor.shutdown();
    }
  }
}
