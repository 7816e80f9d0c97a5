package dev.heddle.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** One line of the output: a file and the hash of what is in it. */
final class Checksum {
  /** As {@code LC_ALL=C sort} does. */
  static final Comparator<Checksum> BY_NAME = (a, b) -> Arrays.compareUnsigned(a.name, b.name);

  private final byte[] name;
  private final byte[] hash;

  /** Keeps both arrays, which nobody may change any more. */
  Checksum(byte[] name, byte[] hash) {
    this.name = name;
    this.hash = hash;
  }

  /**
   * Writes the line as GNU {@code sha256sum} does: hash, two spaces, name; and if the name has a
   * backslash, a newline or a carriage return, those escaped, and a backslash before the hash.
   */
  void writeTo(OutputStream out) throws IOException {
    byte[] escaped = escape(name);
    if (escaped.length > name.length) {
      out.write('\\');
    }
    out.write(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
    out.write(' ');
    out.write(' ');
    out.write(escaped);
    out.write('\n');
  }

  private static byte[] escape(byte[] name) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(name.length);
    for (byte b : name) {
      switch (b) {
        case '\\' -> escaped.writeBytes(new byte[] {'\\', '\\'});
        case '\n' -> escaped.writeBytes(new byte[] {'\\', 'n'});
        case '\r' -> escaped.writeBytes(new byte[] {'\\', 'r'});
        default -> escaped.write(b);
      }
    }
    return escaped.toByteArray();
  }
}
