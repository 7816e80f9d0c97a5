package dev.heddle.examples.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date line of a response: made once a second. Any thread. */
final class HttpDate {
  /** Days have two digits (RFC 9110, section 5.6.7), which Java's own RFC 1123 format lacks. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Immutable: who reads it without a lock has a line that belongs to its second. */
  private static volatile HttpDate cached = new HttpDate(0);

  private final long second;
  private final byte[] line;

  private HttpDate(long second) {
    this.second = second;
    String text = "Date: " + format(Instant.ofEpochSecond(second)) + "\r\n";
    line = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The line, with its end. Not to be changed. */
  static byte[] line() {
    long second = System.currentTimeMillis() / 1_000;
    HttpDate now = cached;
    if (now.second != second) {
      now = new HttpDate(second);
      cached = now;
    }
    return now.line;
  }

  /** A moment in the one form that is to be written. */
  static String format(Instant moment) {
    return FORMAT.format(moment);
  }
}
