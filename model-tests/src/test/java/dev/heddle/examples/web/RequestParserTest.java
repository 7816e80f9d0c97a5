package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link RequestParser}: what it lets pass, and what not (RFC 9112). */
class RequestParserTest {
  private static final String HOST = "Host: a\r\n";

  @Test
  void readsARequest() throws RequestException {
    assertEquals(
        new Request("GET", "/a?b", false, true), parse("GET /a?b HTTP/1.1\r\n" + HOST + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, '', true",
    "HTTP/1.1, 'Connection: close\r\n', false",
    "HTTP/1.1, 'Connection: Upgrade , CLOSE\r\n', false",
    "HTTP/1.1, 'Connection: closed\r\n', true",
    "HTTP/1.1, 'Connection: keep-alive\r\nConnection: close\r\n', false",
    "HTTP/1.9, '', true",
    "HTTP/1.0, '', false",
    "HTTP/1.0, 'Connection: Keep-Alive\r\n', true",
  })
  void whetherTheClientGoesOn(String version, String headers, boolean keepAlive)
      throws RequestException {
    Request request = parse("GET / " + version + "\r\n" + HOST + headers + "\r\n");
    assertEquals(keepAlive, request.keepAlive());
    assertEquals(version.equals("HTTP/1.0"), request.old());
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.0\r\n\r\n'", // without Host
    "'\r\nGET / HTTP/1.0\r\n\r\n'", // after an empty line
    "'GET / HTTP/1.1\r\nhOST:\t a \t\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost:\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost: a\r\nX: \u00e9 \t\"\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'",
    "'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n00A\r\n0123456789\r\n0\r\nX: y\r\n\r\n'",
  })
  void letsPass(String text) throws RequestException {
    assertEquals("/", parse(text).target());
  }

  @ParameterizedTest
  @CsvSource({
    "400, 'GET /\r\n\r\n'",
    "400, 'GET  / HTTP/1.1\r\n\r\n'",
    "400, 'GET / HTTP/1.1 \r\n\r\n'",
    "400, ' GET / HTTP/1.1\r\n\r\n'",
    "400, 'GET /a b HTTP/1.1\r\n\r\n'",
    "400, 'GET /\u00e9 HTTP/1.1\r\n\r\n'",
    "400, 'GET /\u007f HTTP/1.1\r\n\r\n'",
    "400, 'G(T / HTTP/1.1\r\n\r\n'",
    "400, 'GET / http/1.1\r\n\r\n'",
    "400, 'GET / HTTP/1.12\r\n\r\n'",
    "400, 'GET / HTTP/x.1\r\n\r\n'",
    "400, 'GET / HTTP/1.1\n\n'",
    "400, 'GET / HTTP/1.1\rX'",
    "400, '\r\n\r\nGET / HTTP/1.1\r\n\r\n'",
    "400, '\u0016\u0003\u0001\u0002\u0000\u0001\r\n'", // TLS
    "505, 'GET / HTTP/2.0\r\n\r\n'",
    "505, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\n\r\n'", // without Host
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n'", // a line that goes on
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'",
    "400, 'GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n'",
    "501, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'",
    "417, 'GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n'",
    "413, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n'",
    "413, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n'",
    "413, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n'",
    "413, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n'",
    "413, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n10000\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n;x\r\n'",
    "400, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n'",
  })
  void refuses(int status, String text) {
    RequestException e = assertThrows(RequestException.class, () -> parse(text));
    assertEquals(status, e.status().code, e.getMessage());
  }

  @Test
  void theRequestLineIsLimitedToTheByte() throws RequestException {
    String frame = "GET / HTTP/1.1\r\n";
    String rest = HOST + "\r\n";
    int room = Bounds.DEFAULT.lineBytes() - frame.length();
    parse("GET /" + "a".repeat(room) + " HTTP/1.1\r\n" + rest);
    assertRefused(Status.URI_TOO_LONG, "GET /" + "a".repeat(room + 1) + " HTTP/1.1\r\n" + rest);
  }

  @Test
  void theHeadIsLimitedToTheByte() throws RequestException {
    String begin = "GET / HTTP/1.1\r\n" + HOST;
    int room = Bounds.DEFAULT.headBytes() - HOST.length() - "X: \r\n\r\n".length();
    parse(begin + "X: " + "a".repeat(room) + "\r\n\r\n");
    assertRefused(Status.HEADERS_TOO_LARGE, begin + "X: " + "a".repeat(room + 1) + "\r\n\r\n");
    assertRefused(Status.HEADERS_TOO_LARGE, begin + "X: a\r\n".repeat(room));
  }

  @Test
  void aTrailerIsLimited() {
    assertRefused(
        Status.HEADERS_TOO_LARGE,
        "GET / HTTP/1.1\r\n"
            + HOST
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n"
            + "X: y\r\n".repeat(Bounds.DEFAULT.headBytes()));
  }

  @Test
  void noMoreIsTakenThanIsAllowed() {
    byte[] endless = new byte[10 << 20];
    Arrays.fill(endless, (byte) 'a');
    ByteBuffer in = ByteBuffer.wrap(endless);
    RequestParser parser = new RequestParser(Bounds.DEFAULT);
    assertThrows(RequestException.class, () -> parser.next(in));
    assertEquals(Bounds.DEFAULT.lineBytes() + 1, in.position());
  }

  @Test
  void knowsWhetherARequestHasBegun() throws RequestException {
    RequestParser parser = new RequestParser(Bounds.DEFAULT);
    assertTrue(parser.isBetweenRequests());
    for (String part : new String[] {"G", "ET / HTTP/1.1\r\n", HOST, "Content-Length: 1\r\n\r\n"}) {
      assertNull(parser.next(bytes(part)));
      assertFalse(parser.isBetweenRequests(), part);
    }
    assertEquals("/", parser.next(bytes("x")).target());
    assertTrue(parser.isBetweenRequests());
  }

  @Test
  void whatFollowsIsTheNextRequest() throws RequestException {
    RequestParser parser = new RequestParser(Bounds.DEFAULT);
    ByteBuffer in =
        bytes(
            "GET /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nGET "
                + "GET /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\n\r\n\r\n0\r\n\r\n"
                + "GET /3 HTTP/1.0\r\n\r\n");
    assertEquals("/1", parser.next(in).target());
    assertEquals("/2", parser.next(in).target());
    assertEquals("/3", parser.next(in).target());
    assertNull(parser.next(in));
  }

  private static void assertRefused(Status status, String text) {
    RequestException e = assertThrows(RequestException.class, () -> parse(text));
    assertEquals(status, e.status());
  }

  private static Request parse(String text) throws RequestException {
    ByteBuffer in = bytes(text);
    Request request = new RequestParser(Bounds.DEFAULT).next(in);
    assertFalse(in.hasRemaining(), "bytes are left");
    return request;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
