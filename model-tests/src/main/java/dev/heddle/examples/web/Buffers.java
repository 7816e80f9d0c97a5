package dev.heddle.examples.web;

import java.nio.ByteBuffer;

/**
 * Where bytes are while somebody works with them. A {@link Connection} borrows those of its thread
 * for a step, so that memory grows with the number of threads, not with that of the connections.
 */
final class Buffers {
  static final int BYTES = 16 << 10;

  private static final ThreadLocal<Buffers> MINE = ThreadLocal.withInitial(Buffers::new);
  private static final byte[] NONE = {};

  /** Bytes that have come: from position to limit. */
  final ByteBuffer in = ByteBuffer.allocateDirect(BYTES).limit(0);

  /** Bytes to be sent: from 0 to position. */
  final ByteBuffer out = ByteBuffer.allocateDirect(BYTES);

  /** The calling thread's own. */
  static Buffers mine() {
    return MINE.get();
  }

  /** What a connection has left in its buffers when it gives them back. */
  static final class Rest {
    static final Rest NOTHING = new Rest(NONE, NONE);

    private final byte[] in;
    private final byte[] out;

    private Rest(byte[] in, byte[] out) {
      this.in = in;
      this.out = out;
    }
  }

  /** Goes on with what was left. */
  void restore(Rest rest) {
    in.clear().put(rest.in).flip();
    out.clear().put(rest.out);
  }

  /** Takes out what is left, for later. */
  Rest rest() {
    if (!in.hasRemaining() && out.position() == 0) {
      return Rest.NOTHING;
    }
    byte[] unread = new byte[in.remaining()];
    in.get(unread);
    byte[] unsent = new byte[out.position()];
    out.flip().get(unsent);
    return new Rest(unread, unsent);
  }
}
