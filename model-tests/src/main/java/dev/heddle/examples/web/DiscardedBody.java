package dev.heddle.examples.web;

import java.nio.ByteBuffer;

/**
 * The body of a request, which is read in order to find the next request, and not kept. Of a known
 * length, or in chunks (RFC 9112, section 7.1).
 */
final class DiscardedBody {
  private static final int MOST_LINE_BYTES = 256;
  private static final int MOST_DIGITS = 7; // of a chunk's size: more is more than any limit

  private enum Part {
    /** Bytes of the body. */
    DATA,
    /** A chunk's size. */
    SIZE,
    /** The end of a chunk's line. */
    CHUNK_END,
    /** Header lines after the last chunk. */
    TRAILER,
    END
  }

  private final Line line;
  private final boolean chunked;
  private Part part;

  /** Bytes to come, of the body or of the chunk. */
  private long left;

  /** Bytes that further chunks may have. */
  private final int most;

  private long total;

  /** Bytes that further trailer lines may have. */
  private int trailerLeft;

  /**
   * @param line to read lines into; it is empty
   * @throws RequestException if it is too large, as far as that is known
   */
  DiscardedBody(RequestHead head, Line line, Bounds bounds) throws RequestException {
    this.line = line;
    chunked = head.isChunked();
    most = bounds.bodyBytes();
    trailerLeft = bounds.headBytes();
    if (chunked) {
      part = Part.SIZE;
    } else {
      begin(Math.max(0, head.contentLength()));
      part = left > 0 ? Part.DATA : Part.END;
    }
  }

  /** Takes bytes until it has ended or there are no more. Returns whether it has ended. */
  boolean take(ByteBuffer in) throws RequestException {
    while (part != Part.END) {
      boolean complete =
          switch (part) {
            case DATA -> takeData(in);
            case SIZE -> takeSize(in);
            case CHUNK_END -> takeChunkEnd(in);
            case TRAILER -> takeTrailer(in);
            case END -> true;
          };
      if (!complete) {
        return false;
      }
    }
    return true;
  }

  private boolean takeData(ByteBuffer in) {
    int taken = (int) Math.min(left, in.remaining());
    in.position(in.position() + taken);
    left -= taken;
    if (left > 0) {
      return false;
    }
    part = chunked ? Part.CHUNK_END : Part.END;
    return true;
  }

  private boolean takeSize(ByteBuffer in) throws RequestException {
    if (!line.take(in, MOST_LINE_BYTES, Status.BAD_REQUEST)) {
      return false;
    }
    int extension = line.indexOf(';', 0);
    begin(chunkSize(extension < 0 ? line.length() : extension));
    line.clear();
    part = left > 0 ? Part.DATA : Part.TRAILER;
    return true;
  }

  private long chunkSize(int digits) throws RequestException {
    long size = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(line.at(i), 16);
      if (digit < 0) {
        throw new RequestException(Status.BAD_REQUEST, "a chunk's size is no number");
      }
      size = i < MOST_DIGITS ? 16 * size + digit : Long.MAX_VALUE;
    }
    if (digits == 0) {
      throw new RequestException(Status.BAD_REQUEST, "a chunk has no size");
    }
    return size;
  }

  private boolean takeChunkEnd(ByteBuffer in) throws RequestException {
    if (!line.take(in, 2, Status.BAD_REQUEST)) {
      return false;
    }
    if (line.length() > 0) {
      throw new RequestException(Status.BAD_REQUEST, "a chunk is longer than its size");
    }
    part = Part.SIZE;
    return true;
  }

  private boolean takeTrailer(ByteBuffer in) throws RequestException {
    if (!line.take(in, trailerLeft, Status.HEADERS_TOO_LARGE)) {
      return false;
    }
    if (line.length() == 0) {
      part = Part.END;
    }
    trailerLeft -= line.length() + 2;
    line.clear();
    return true;
  }

  private void begin(long bytes) throws RequestException {
    if (bytes > most - total) {
      throw new RequestException(
          Status.CONTENT_TOO_LARGE, "a body may have at most " + most + " bytes");
    }
    total += bytes;
    left = bytes;
  }
}
