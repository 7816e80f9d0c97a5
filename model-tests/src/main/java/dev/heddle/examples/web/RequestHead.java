package dev.heddle.examples.web;

import java.util.Locale;

/** What the lines before the body of a request say, as far as they have come (RFC 9112). */
final class RequestHead {
  /** The body's length isn't said. */
  static final long NO_LENGTH = -1;

  /** More digits than this are too large for any limit. */
  private static final int MOST_DIGITS = 18;

  private final String method;
  private final String target;
  private final boolean old;

  private int hosts;
  private long contentLength = NO_LENGTH;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private boolean expects;

  private RequestHead(String method, String target, boolean old) {
    this.method = method;
    this.target = target;
    this.old = old;
  }

  /** Reads a request line: a method, a target and a version, with one space between them. */
  static RequestHead ofRequestLine(Line line) throws RequestException {
    int first = line.indexOf(' ', 0);
    int last = line.lastIndexOf(' ');
    if (first < 0
        || !line.isToken(0, first)
        || !line.isVisible(first + 1, last)
        || !isVersion(line, last + 1)) {
      throw bad("the request line is not: method, space, target, space, version");
    }
    if (line.at(last + 6) != '1') {
      throw new RequestException(Status.VERSION_NOT_SUPPORTED, "HTTP/1.0 and HTTP/1.1 are known");
    }
    return new RequestHead(
        line.text(0, first), line.text(first + 1, last), line.at(last + 8) == '0');
  }

  private static boolean isVersion(Line line, int from) {
    return line.length() - from == 8
        && line.text(from, from + 5).equals("HTTP/")
        && isDigit(line.at(from + 5))
        && line.at(from + 6) == '.'
        && isDigit(line.at(from + 7));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Reads a header line. Those that change nothing here are only checked. */
  void takeField(Line line) throws RequestException {
    int colon = line.indexOf(':', 0);
    if (colon < 0 || !line.isToken(0, colon)) { // among them: a line that goes on with the last
      throw bad("a header line is not: name, colon, value");
    }
    int from = colon + 1;
    int to = line.length();
    while (from < to && isBlank(line.at(from))) {
      from++;
    }
    while (from < to && isBlank(line.at(to - 1))) {
      to--;
    }
    if (!line.isPlain(from, to)) {
      throw bad("a header line has control characters");
    }
    if (line.is("host", 0, colon)) {
      takeHost(line, from, to);
    } else if (line.is("connection", 0, colon)) {
      takeConnection(line.text(from, to));
    } else if (line.is("content-length", 0, colon)) {
      takeContentLength(line, from, to);
    } else if (line.is("transfer-encoding", 0, colon)) {
      takeTransferEncoding(line, from, to);
    } else if (line.is("expect", 0, colon)) {
      expects = true;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private void takeHost(Line line, int from, int to) throws RequestException {
    hosts++;
    if (from < to && !line.isVisible(from, to)) {
      throw bad("Host is no host");
    }
  }

  private void takeConnection(String options) {
    for (String option : options.toLowerCase(Locale.ROOT).split(",", -1)) {
      close |= option.strip().equals("close");
      keepAlive |= option.strip().equals("keep-alive");
    }
  }

  private void takeContentLength(Line line, int from, int to) throws RequestException {
    boolean isNumber = from < to;
    for (int i = from; i < to; i++) {
      isNumber &= isDigit(line.at(i));
    }
    if (!isNumber || contentLength != NO_LENGTH) {
      throw bad("Content-Length is not one number");
    }
    contentLength = to - from > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(line.text(from, to));
  }

  private void takeTransferEncoding(Line line, int from, int to) throws RequestException {
    if (chunked) {
      throw bad("Transfer-Encoding is there twice");
    }
    if (!line.is("chunked", from, to)) {
      throw new RequestException(Status.NOT_IMPLEMENTED, "the only Transfer-Encoding is chunked");
    }
    chunked = true;
  }

  /** All header lines have come: checks what only then can be. */
  void end() throws RequestException {
    if (hosts > 1 || (hosts == 0 && !old)) {
      throw bad("Host must be there once");
    }
    if (chunked && (contentLength != NO_LENGTH || old)) { // one of the two would be smuggled
      throw bad("Transfer-Encoding with Content-Length or in HTTP/1.0");
    }
  }

  /** The client waits for us before it sends the body: it need not send it at all. */
  void refuseExpectation() throws RequestException {
    if (expects) {
      throw new RequestException(Status.EXPECTATION_FAILED, "no expectation is met");
    }
  }

  /** In bytes, or {@link #NO_LENGTH}. */
  long contentLength() {
    return contentLength;
  }

  boolean isChunked() {
    return chunked;
  }

  Request toRequest() {
    return new Request(method, target, old, !close && (keepAlive || !old));
  }

  private static RequestException bad(String message) {
    return new RequestException(Status.BAD_REQUEST, message);
  }
}
