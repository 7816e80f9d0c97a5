package dev.heddle.examples.web;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open file, as far as it was not sent yet. It is sent as long as it was when it was opened. */
final class FileBody implements Closeable {
  /** At once, so that others get their turn. */
  private static final long MOST_BYTES = 256 << 10;

  private final FileChannel file;
  private final long end;
  private long position;

  private FileBody(FileChannel file) throws IOException {
    this.file = file;
    end = file.size();
  }

  /** Opens a regular file. This may block. */
  static FileBody open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new FileBody(file);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Bytes that are still to be sent. */
  long left() {
    return end - position;
  }

  /** Reads all that is left into a buffer that has room for it. */
  void readTo(ByteBuffer out) throws IOException {
    int limit = out.limit();
    out.limit(Math.toIntExact(out.position() + left()));
    try {
      Disk.blocking(
          () -> {
            while (out.hasRemaining()) {
              taken(file.read(out, position));
            }
            return null;
          });
    } finally {
      out.limit(limit);
    }
  }

  /**
   * Sends some, without a copy where the system can do that.
   *
   * @return how many bytes; 0 if the socket takes no more now
   */
  long sendTo(SocketChannel socket) throws IOException {
    return Disk.blocking(
        () -> {
          long sent = file.transferTo(position, Math.min(MOST_BYTES, left()), socket);
          if (sent == 0 && file.size() < end) {
            taken(-1);
          }
          taken(sent);
          return sent;
        });
  }

  /** The length was promised: the client must see that this is not all. */
  private void taken(long bytes) throws IOException {
    if (bytes < 0) {
      throw new EOFException("a file has become shorter while it was sent");
    }
    position += bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
