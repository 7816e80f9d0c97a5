package dev.heddle.examples.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What is sent back: a head, and a body from memory or from a file. Without a file it is immutable,
 * and may be sent many times.
 */
final class Response {
  /** No head, and no body from memory, has more bytes. */
  static final int MOST_BYTES = 1 << 10;

  private static final byte[] ALLOW = ascii("Allow: GET, HEAD\r\n");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final byte[] LENGTH = ascii("Content-Length: ");
  private static final byte[] END_OF_LINE = ascii("\r\n");
  private static final byte[] NOTHING = {};

  private final Status status;

  /** The first line, and that of the media type. */
  private final byte[] begin;

  private final byte[] body;
  private final FileBody file;
  private final Duration delay;

  private Response(Status status, byte[] begin, byte[] body, FileBody file, Duration delay) {
    this.status = status;
    this.begin = begin;
    this.body = body;
    this.file = file;
    this.delay = delay;
  }

  /**
   * A short text.
   *
   * @throws IllegalArgumentException if it is longer than {@link #MOST_BYTES}
   */
  static Response text(String text) {
    return text(Status.OK, text);
  }

  /** A problem, told in one line. */
  static Response problem(Status status, String message) {
    return text(status, status.code + " " + status.reason + ": " + message + "\n");
  }

  private static Response text(Status status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException(body.length + " bytes are too many for a short text");
    }
    return new Response(status, begin(status, MediaType.TEXT), body, null, Duration.ZERO);
  }

  /** A file, which is closed when it was sent, or can't be. */
  static Response file(String mediaType, FileBody file) {
    return new Response(Status.OK, begin(Status.OK, mediaType), NOTHING, file, Duration.ZERO);
  }

  /** The same, to be sent later. */
  Response after(Duration time) {
    return new Response(status, begin, body, file, time);
  }

  /** How long to wait before it is sent; not negative. */
  Duration delay() {
    return delay;
  }

  /** What follows the bytes, or null. */
  FileBody file() {
    return file;
  }

  /**
   * Writes the head, and the body that is in memory.
   *
   * @param out has room for 2 × {@link #MOST_BYTES}
   * @param request what it answers; null: something that is no request
   * @param close whether the connection is of no more use afterwards
   */
  void writeTo(ByteBuffer out, Request request, boolean close) {
    out.put(begin).put(HttpDate.line()).put(LENGTH);
    putNumber(out, file == null ? body.length : file.left());
    out.put(END_OF_LINE);
    if (status == Status.METHOD_NOT_ALLOWED) {
      out.put(ALLOW);
    }
    if (close) {
      out.put(CLOSE);
    } else if (request.old()) {
      out.put(KEEP_ALIVE);
    }
    out.put(END_OF_LINE);
    if (request == null || !request.isHead()) {
      out.put(body);
    }
  }

  private static void putNumber(ByteBuffer out, long number) {
    out.put(ascii(Long.toString(number)));
  }

  private static byte[] begin(Status status, String mediaType) {
    return ascii(
        "HTTP/1.1 "
            + status.code
            + " "
            + status.reason
            + "\r\nContent-Type: "
            + mediaType
            + "\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
