package dev.heddle.examples.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/**
 * The HTTP of one connection: turns bytes that have come into responses. It never waits; who uses
 * it does that, each in his own way, as {@link #advance} says. One thread at a time.
 *
 * <p>Responses are sent in the order of the requests. While one is not sent, no further request is
 * looked at: a client that doesn't read is not read from.
 */
final class Conversation implements Closeable {
  /** What it needs in order to go on. */
  enum Need {
    /** More bytes, or {@link #endOfInput}. */
    INPUT,
    /** That {@link #send} is called until all is sent. */
    OUTPUT,
    /** That the time of {@link #delayNanos} passes, and then {@link #delayIsOver}. */
    DELAY,
    /** Nothing: all is said. The client is to get the time to read it. */
    END
  }

  private final Site site;
  private final BooleanSupplier ending;
  private final RequestParser parser;

  /** A request whose response has to wait, and that; or null. */
  private Request waiting;

  private Response delayed;

  /** What is sent after what is in the buffer, or null. */
  private FileBody file;

  /** Whether no request follows the last one. */
  private boolean last;

  private int answers;

  /**
   * @param ending whether a connection is to be closed after the response that is under way
   */
  Conversation(Site site, Bounds bounds, BooleanSupplier ending) {
    this.site = site;
    this.ending = ending;
    parser = new RequestParser(bounds);
  }

  /**
   * Goes on as far as it can: takes requests from {@code in}, and puts responses into {@code out}.
   */
  Need advance(ByteBuffer in, ByteBuffer out) throws IOException {
    while (file == null && delayed == null && !last && in.hasRemaining()) {
      if (out.remaining() < 2 * Response.MOST_BYTES) {
        return Need.OUTPUT;
      }
      takeRequest(in, out);
    }
    if (hasOutput(out)) {
      return Need.OUTPUT;
    }
    if (delayed != null) {
      return Need.DELAY;
    }
    return last ? Need.END : Need.INPUT;
  }

  private void takeRequest(ByteBuffer in, ByteBuffer out) throws IOException {
    Request request;
    try {
      request = parser.next(in);
    } catch (RequestException e) {
      refuse(e.status(), e.getMessage(), out);
      return;
    }
    if (request == null) {
      return;
    }
    Response response = site.answer(request);
    if (response.delay().isZero()) {
      put(response, request, out);
    } else {
      waiting = request;
      delayed = response;
    }
  }

  private void put(Response response, Request request, ByteBuffer out) throws IOException {
    answers++;
    last = !request.keepAlive() || ending.getAsBoolean();
    file = response.file();
    response.writeTo(out, request, last);
    if (file == null) {
      return;
    }
    if (request.isHead()) {
      closeFile();
    } else if (file.left() <= out.remaining()) { // one write for all
      file.readTo(out);
      closeFile();
    }
  }

  private void refuse(Status status, String message, ByteBuffer out) {
    answers++;
    last = true;
    Response.problem(status, message).writeTo(out, null, true);
  }

  // ---------------------------------------------------------------- what happened meanwhile

  /** It needs input, and there will be none. */
  void endOfInput(ByteBuffer out) {
    last = true;
    if (!parser.isBetweenRequests()) {
      refuse(Status.BAD_REQUEST, "the request is not complete", out);
    }
  }

  /** It needs input, and has waited for too long for the end of a request. */
  void timeIsOver(ByteBuffer out) {
    refuse(Status.REQUEST_TIMEOUT, "the request has not come in time", out);
  }

  /** The delayed response is due. */
  void delayIsOver(ByteBuffer out) throws IOException {
    Response response = delayed;
    delayed = null;
    put(response, waiting, out);
    waiting = null;
  }

  /**
   * Sends what the channel takes.
   *
   * @return how many bytes; 0: it takes no more now
   */
  long send(SocketChannel channel, ByteBuffer out) throws IOException {
    if (out.position() > 0) {
      out.flip();
      try {
        return channel.write(out);
      } finally {
        out.compact();
      }
    }
    long sent = file.sendTo(channel);
    if (file.left() == 0) {
      closeFile();
    }
    return sent;
  }

  // ---------------------------------------------------------------- what there is to know

  /** Whether there is something to send. */
  boolean hasOutput(ByteBuffer out) {
    return out.position() > 0 || file != null;
  }

  /** How long to wait, in ns, from when DELAY was first said. */
  long delayNanos() {
    return delayed.delay().toNanos();
  }

  /** Whether nothing of the next request has come. */
  boolean isBetweenRequests() {
    return parser.isBetweenRequests();
  }

  /** How many responses there were. */
  int answers() {
    return answers;
  }

  private void closeFile() throws IOException {
    FileBody sent = file;
    file = null;
    sent.close();
  }

  /** Lets go of what is not sent. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      closeFile();
    }
  }
}
