package dev.heddle.examples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/** Names of files as the bytes that the system has; they need not be text in any encoding. */
final class RawName {
  /** What Java decodes the command line and the names of files with. */
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

  private RawName() {}

  /** The bytes of a path from the command line. */
  static byte[] ofArgument(String path) {
    return path.getBytes(NATIVE);
  }

  /**
   * The bytes of a path's last name. A Path keeps them, but tells them only as a URI: its String is
   * lossy.
   */
  static byte[] ofLast(Path path) {
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    return percentDecoded(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
  }

  /** A directory's name, a slash unless it ends with one, and the name of what is in it. */
  static byte[] join(byte[] directory, byte[] last) {
    boolean slash = directory[directory.length - 1] != '/';
    byte[] joined = Arrays.copyOf(directory, directory.length + (slash ? 1 : 0) + last.length);
    if (slash) {
      joined[directory.length] = '/';
    }
    System.arraycopy(last, 0, joined, joined.length - last.length, last.length);
    return joined;
  }

  /** For people: what can't be shown, or would move the cursor, is a question mark. */
  static String shown(byte[] name) {
    return new String(name, NATIVE).replaceAll("\\p{Cntrl}", "?");
  }

  private static byte[] percentDecoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }
}
