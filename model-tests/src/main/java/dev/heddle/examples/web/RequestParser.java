package dev.heddle.examples.web;

import java.nio.ByteBuffer;

/**
 * Reads requests from bytes, however these are cut into pieces. It keeps the line that is under
 * way, and what the lines before it have said: never more than the {@link Bounds} allow.
 *
 * <p>After an exception it is of no more use.
 */
final class RequestParser {
  private final Bounds bounds;
  private final Line line = new Line();

  /** Null before the request line. */
  private RequestHead head;

  /** Null before the end of the head. */
  private DiscardedBody body;

  /** Bytes that further header lines may have. */
  private int headLeft;

  /** One empty line before a request is let pass (RFC 9112, section 2.2). */
  private boolean emptyLine;

  RequestParser(Bounds bounds) {
    this.bounds = bounds;
  }

  /**
   * Takes bytes until a request is complete or there are no more.
   *
   * @return the request, or null if all bytes are taken and more are needed
   * @throws RequestException if this can't become a request that is allowed
   */
  Request next(ByteBuffer in) throws RequestException {
    while (body == null) {
      boolean complete = head == null ? takeRequestLine(in) : takeHeaderLine(in);
      if (!complete) {
        return null;
      }
    }
    if (!body.take(in)) {
      return null;
    }
    Request request = head.toRequest();
    head = null;
    body = null;
    emptyLine = false;
    line.release(); // most connections wait for long now
    return request;
  }

  /** Whether nothing of the next request has come. */
  boolean isBetweenRequests() {
    return head == null && line.length() == 0;
  }

  private boolean takeRequestLine(ByteBuffer in) throws RequestException {
    if (!line.take(in, bounds.lineBytes(), Status.URI_TOO_LONG)) {
      return false;
    }
    if (line.length() > 0 || emptyLine) {
      head = RequestHead.ofRequestLine(line);
      headLeft = bounds.headBytes();
    }
    emptyLine = true;
    line.clear();
    return true;
  }

  private boolean takeHeaderLine(ByteBuffer in) throws RequestException {
    if (!line.take(in, headLeft, Status.HEADERS_TOO_LARGE)) {
      return false;
    }
    if (line.length() == 0) {
      head.end();
      body = new DiscardedBody(head, line, bounds);
      head.refuseExpectation(); // unless the body is too large: that is the better answer
    } else {
      head.takeField(line);
    }
    headLeft -= line.length() + 2;
    line.clear();
    return true;
  }
}
