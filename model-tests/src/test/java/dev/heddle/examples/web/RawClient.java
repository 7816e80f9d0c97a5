package dev.heddle.examples.web;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that sends what it is told, allowed or not, and waits for what comes back. */
final class RawClient implements AutoCloseable {
  /** Fails a test that hangs; nothing waits for it to pass. */
  private static final int PATIENCE_MILLIS = 60_000;

  final Socket socket;
  private final InputStream in;

  RawClient(InetSocketAddress server) throws IOException {
    socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(server, PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A response. */
  record Reply(int status, List<String> head, String body) {
    /** The value of a header line, or null. */
    String header(String name) {
      String begin = name.toLowerCase(Locale.ROOT) + ": ";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
          .map(line -> line.substring(begin.length()))
          .findFirst()
          .orElse(null);
    }
  }

  /** A request for a path, with nothing special. */
  static String get(String path) {
    return request("GET", path, "");
  }

  /** A request in HTTP/1.1; each further header line ends with CR LF. */
  static String request(String method, String path, String headers) {
    return method + " " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Reply reply() throws IOException {
    return reply(true);
  }

  /**
   * @param hasBody false after HEAD
   */
  Reply reply(boolean hasBody) throws IOException {
    String status = line();
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    Reply reply = new Reply(Integer.parseInt(status.split(" ", -1)[1]), head, "");
    int length = Integer.parseInt(reply.header("Content-Length"));
    byte[] body = hasBody ? in.readNBytes(length) : new byte[0];
    if (hasBody && body.length < length) {
      throw new EOFException("a body of " + body.length + " bytes instead of " + length);
    }
    return new Reply(reply.status, head, new String(body, StandardCharsets.ISO_8859_1));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("instead of a response; after: " + line);
      }
      line.append((char) next);
    }
    return line.substring(0, line.length() - 1);
  }

  /** Waits for the next byte, or for the end, as long as the socket's time-out says. */
  void awaitByte() throws IOException {
    in.mark(1);
    in.read();
    in.reset();
  }

  /** Waits until the server closes. Returns how many bytes came before that. */
  long untilClosed() {
    try {
      return in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server does not close", e);
    } catch (IOException e) {
      return 0; // a reset is an end too
    }
  }

  /** Goes away without a word: the server gets a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
