package dev.heddle.examples.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of a request, as far as it has come. It ends with CR LF; both alone are refused, since
 * others in the client's way may read them differently (RFC 9112, section 2.2).
 */
final class Line {
  private static final byte[] NONE = {};
  private static final int FIRST_BYTES = 128;

  /** The CR is among them until the LF has come. */
  private byte[] bytes = NONE;

  private int length;

  /**
   * Takes bytes until the line has ended or there are no more.
   *
   * @param most bytes that the line may have, its end included
   * @param tooLong the answer if it has more
   * @return whether it has ended
   * @throws RequestException if it is no line
   */
  boolean take(ByteBuffer in, int most, Status tooLong) throws RequestException {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (length >= most) {
        throw new RequestException(tooLong, "at most " + most + " bytes are allowed here");
      }
      boolean afterCr = length > 0 && bytes[length - 1] == '\r';
      if (afterCr != (next == '\n')) {
        throw new RequestException(Status.BAD_REQUEST, "a line does not end with CR LF");
      }
      if (afterCr) {
        length--;
        return true;
      }
      append(next);
    }
    return false;
  }

  private void append(byte next) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, 2 * length));
    }
    bytes[length++] = next;
  }

  /** Begins another. */
  void clear() {
    length = 0;
  }

  /** As {@link #clear}, and gives the memory back. */
  void release() {
    length = 0;
    bytes = NONE;
  }

  /** Without its end. */
  int length() {
    return length;
  }

  byte at(int index) {
    return bytes[index];
  }

  /** Where a byte is first, from a place on; -1: nowhere. */
  int indexOf(char wanted, int from) {
    for (int i = from; i < length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Where a byte is last, or -1. */
  int lastIndexOf(char wanted) {
    int i = length - 1;
    while (i >= 0 && bytes[i] != wanted) {
      i--;
    }
    return i;
  }

  /** Part of it; each byte a char. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether a part is a word, whatever the case of its letters.
   *
   * @param word in lower case, letters and hyphens
   */
  boolean is(String word, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int b = bytes[from + i];
      int lower = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a part is a token: not empty, and without separators (RFC 9110, section 5.6.2). */
  boolean isToken(int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i];
      boolean letterOrDigit =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(b) < 0) {
        return false;
      }
    }
    return from < to;
  }

  /** Whether a part is not empty, and has neither spaces nor anything beyond ASCII. */
  boolean isVisible(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= ' ' || bytes[i] == 0x7f) { // bytes beyond ASCII are negative
        return false;
      }
    }
    return from < to;
  }

  /** Whether a part has no control characters but tabs. */
  boolean isPlain(int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i];
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
