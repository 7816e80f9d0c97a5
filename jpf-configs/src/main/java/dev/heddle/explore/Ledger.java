package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * What drivers report across executions: outcomes, marks, and how many executions there were.
 *
 * <p>Lincheck may restore the heap between two executions and switches threads at field accesses,
 * so the ledger is a mapped file, written through a final buffer: it is never restored, adds no
 * interleavings, and the parent process reads it while the run goes on or after it died.
 *
 * <p>Layout: executions (8 bytes), the text of an uncaught exception (up to {@code HEADER}), then
 * slots of {@code SLOT} bytes: kind, length, text. Each text is kept once.
 *
 * <p>Under Lincheck one thread runs at a time and nothing in here is a switch point, so a lock
 * would only add schedules; on real threads there is one. JPF's extension reads the calls of {@code
 * Outcome} and {@code Reached} themselves, and there is no ledger.
 */
public final class Ledger {
  /** System property: the ledger's file. Without it nothing is recorded. */
  static final String FILE = "heddle.ledger";

  /** System property: the engine's name, for drivers that choose a parker. */
  static final String ENGINE = "heddle.engine";

  private static final Ledger CURRENT = current();
  private static final boolean ONE_AT_A_TIME =
      EngineName.LINCHECK.toString().equals(System.getProperty(ENGINE));

  private static final int SIZE = 1 << 16;
  private static final int FAILURE = 8;
  private static final int HEADER = 1 << 10;
  private static final int SLOT = 64;
  private static final int TEXT = SLOT - 2;
  private static final byte OUTCOME = 'o';
  private static final byte REACHED = 'r';

  private final MappedByteBuffer buffer;

  private Ledger(MappedByteBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * Opens a ledger, empty if the file is new.
   *
   * @param file its file
   * @return the ledger
   */
  static Ledger open(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Ledger(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ledger current() {
    String file = System.getProperty(FILE);
    return file == null ? null : open(Path.of(file));
  }

  /** The ledger of this process, made for one driver by its engine. */
  static Ledger ofThisProcess() {
    if (CURRENT == null) {
      throw new IllegalStateException("no ledger: the system property " + FILE + " is not set");
    }
    return CURRENT;
  }

  /**
   * Records the outcome of a litmus test; any thread.
   *
   * @param text the outcome, at most 62 bytes in UTF-8
   */
  public static void outcome(String text) {
    note(OUTCOME, text);
  }

  /**
   * Records that something worth checking happened; any thread.
   *
   * @param text the mark, at most 62 bytes in UTF-8
   */
  public static void reached(String text) {
    note(REACHED, text);
  }

  private static void note(byte kind, String text) {
    if (CURRENT == null) {
      return;
    }
    if (ONE_AT_A_TIME) {
      CURRENT.keep(kind, text);
    } else {
      synchronized (CURRENT) {
        CURRENT.keep(kind, text);
      }
    }
  }

  private void keep(byte kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > TEXT) {
      throw new IllegalArgumentException(
          "'%s' has %d bytes; allowed: 1 to %d".formatted(text, bytes.length, TEXT));
    }
    for (int at = HEADER; at < SIZE; at += SLOT) {
      if (buffer.get(at) == 0) {
        buffer.put(at + 2, bytes);
        buffer.put(at + 1, (byte) bytes.length);
        buffer.put(at, kind);
        return;
      }
      if (buffer.get(at) == kind && text(at + 2, buffer.get(at + 1)).equals(text)) {
        return;
      }
    }
    throw new IllegalStateException("the ledger is full: too many different texts");
  }

  /** Counts an execution, and forgets the last one's uncaught exception. */
  void execution() {
    buffer.putLong(0, buffer.getLong(0) + 1);
    buffer.putShort(FAILURE, (short) 0);
  }

  /** Keeps the text of an exception that no thread caught, the first of an execution. */
  void uncaught(String text) {
    if (buffer.getShort(FAILURE) == 0) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(bytes.length, HEADER - FAILURE - 2);
      buffer.put(FAILURE + 2, bytes, 0, length);
      buffer.putShort(FAILURE, (short) length);
    }
  }

  /** The text of this execution's uncaught exception, empty if there was none. */
  String uncaught() {
    return text(FAILURE + 2, buffer.getShort(FAILURE));
  }

  long executions() {
    return buffer.getLong(0);
  }

  Set<String> outcomes() {
    return texts(OUTCOME);
  }

  Set<String> reached() {
    return texts(REACHED);
  }

  private Set<String> texts(byte kind) {
    Set<String> texts = new TreeSet<>();
    for (int at = HEADER; at < SIZE && buffer.get(at) != 0; at += SLOT) {
      if (buffer.get(at) == kind) {
        texts.add(text(at + 2, buffer.get(at + 1)));
      }
    }
    return texts;
  }

  private String text(int at, int length) {
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
