package dev.heddle.examples.web;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The regular files below a directory. A path that ends with a slash stands for its {@code
 * index.html}.
 *
 * <p>Nothing else is given away: a path with {@code .} or {@code ..} in it, however it is escaped,
 * names nothing, nor does a symbolic link that leads out of the directory. Who may change the
 * directory while it is served is trusted: links are followed first, and opened then.
 */
final class StaticFiles {
  private static final Response NOT_FOUND =
      Response.problem(Status.NOT_FOUND, "there is nothing under this path");
  private static final Response FORBIDDEN =
      Response.problem(Status.FORBIDDEN, "this can't be read");
  private static final Response FAILED =
      Response.problem(Status.INTERNAL_ERROR, "this could not be read");
  private static final Response BAD_ESCAPE =
      Response.problem(Status.BAD_REQUEST, "% is not followed by two hexadecimal digits");
  private static final Response NO_TEXT =
      Response.problem(Status.BAD_REQUEST, "the path is no UTF-8, or has a NUL");

  private final Path root;

  /**
   * @throws IOException if there is no such directory
   */
  StaticFiles(Path root) throws IOException {
    this.root = root.toRealPath();
    if (!Files.isDirectory(this.root)) {
      throw new FileNotFoundException(root + " is no directory");
    }
  }

  /**
   * The file under a path.
   *
   * @param path begins with a slash; not decoded
   */
  Response answer(String path) {
    String decoded;
    try {
      decoded = percentDecoded(path);
    } catch (NumberFormatException e) {
      return BAD_ESCAPE;
    } catch (CharacterCodingException e) {
      return NO_TEXT;
    }
    if (decoded.indexOf('\0') >= 0) {
      return NO_TEXT;
    }
    String name = decoded.endsWith("/") ? decoded + "index.html" : decoded;
    if (!isOrdinary(name.substring(1))) {
      return NOT_FOUND;
    }
    try {
      return Disk.blocking(() -> open(name.substring(1)));
    } catch (NoSuchFileException e) {
      return NOT_FOUND;
    } catch (AccessDeniedException e) {
      return FORBIDDEN;
    } catch (IOException e) {
      return FAILED;
    }
  }

  private Response open(String name) throws IOException {
    Path file;
    try {
      file = root.resolve(name).toRealPath();
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException | InvalidPathException e) {
      return NOT_FOUND; // a file in the place of a directory, links in a circle, too long a name
    }
    // A file that isn't regular must not even be opened: a pipe would block for ever.
    if (!file.startsWith(root) || !Files.isRegularFile(file)) {
      return NOT_FOUND;
    }
    return Response.file(MediaType.of(name), FileBody.open(file));
  }

  /** Whether no segment of a path means anything but a name, on any system. */
  private static boolean isOrdinary(String path) {
    if (path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
      return false;
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws NumberFormatException if a percent sign is not followed by two hexadecimal digits
   */
  private static String percentDecoded(String path) throws CharacterCodingException {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        bytes.write(hexDigit(path, i + 1) << 4 | hexDigit(path, i + 2));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.toByteArray()))
        .toString();
  }

  private static int hexDigit(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new NumberFormatException(text);
    }
    return digit;
  }
}
