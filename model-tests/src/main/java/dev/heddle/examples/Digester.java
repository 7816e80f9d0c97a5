package dev.heddle.examples;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.IntConsumer;

/**
 * Hashes streams, one after the other. One per thread, so that memory grows with the number of
 * threads, not with that of the files or with their sizes.
 */
final class Digester {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final ThreadLocal<Digester> MINE = ThreadLocal.withInitial(Digester::new);

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest digest;

  private Digester() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The calling thread's own. */
  static Digester mine() {
    return MINE.get();
  }

  /**
   * The SHA-256 of all that is left in a stream.
   *
   * @param read is told how many bytes were read, each time
   */
  byte[] hash(InputStream in, IntConsumer read) throws IOException {
    digest.reset();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      read.accept(n);
    }
    return digest.digest();
  }
}
