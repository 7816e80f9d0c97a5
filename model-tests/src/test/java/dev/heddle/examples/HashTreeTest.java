package dev.heddle.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link HashTree} beside {@code sha256sum}, or beside a plain loop where that isn't installed. */
class HashTreeTest {
  private static final String HASH_OF_A =
      "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

  @TempDir Path tree;

  @BeforeEach
  void namesAreBytes() {
    assumeTrue(File.separatorChar == '/', "names on this system aren't those of sha256sum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "7"})
  void manyFiles(String processors) throws Exception {
    long files = SampleTree.grow(tree, 2_500);
    Outcome outcome = run("--processors", processors, tree.toString());
    assertArrayEquals(PlainHash.ofTree(tree), outcome.out);
    assertEquals(0, outcome.status);
    assertTrue(outcome.err.contains(String.format(Locale.ROOT, "%,d files", files)), outcome.err);
  }

  @Test
  void manyFilesAsSha256sum() throws Exception {
    SampleTree.grow(tree, 2_500);
    write("back\\slash");
    write("new\nline");
    write("-dash and space ");
    assertArrayEquals(Sha256sum.ofTree(tree), run(tree.toString()).out);
  }

  @Test
  void realTree() throws Exception {
    Path javaHome = Path.of(System.getProperty("java.home"));
    Outcome outcome = run(javaHome.toString());
    assertArrayEquals(PlainHash.ofTree(javaHome), outcome.out);
    assertEquals(0, outcome.status, outcome.err);
  }

  @Test
  void emptyDirectory() {
    Outcome outcome = run(tree.toString());
    assertEquals("", outcome.text());
    assertEquals(0, outcome.status);
  }

  @Test
  void oddNamesAreEscaped() throws IOException {
    write("a\\b");
    write("a\nb");
    write("a\rb");
    assertEquals(
        String.join(
            "\n",
            "\\" + HASH_OF_A + "  " + tree + "/a\\nb",
            "\\" + HASH_OF_A + "  " + tree + "/a\\rb",
            "\\" + HASH_OF_A + "  " + tree + "/a\\\\b",
            ""),
        run(tree.toString()).text());
  }

  @Test
  void namesNeedNotBeText() throws IOException {
    try {
      Files.writeString(Path.of(URI.create(tree.toUri() + "%FF%E9")), "a");
    } catch (IOException e) {
      assumeTrue(false, "this file system wants text: " + e.getMessage());
    }
    byte[] out = run(tree.toString()).out;
    assertArrayEquals(
        new byte[] {'/', (byte) 0xff, (byte) 0xe9, '\n'},
        Arrays.copyOfRange(out, out.length - 4, out.length));
  }

  @Test
  void linesAreSortedByTheBytesOfWholePaths() throws IOException {
    Files.createDirectory(tree.resolve("a"));
    for (String name : Set.of("a/z", "a-", "a0", "B")) {
      write(name);
    }
    assertEquals(
        String.join(
            "\n",
            HASH_OF_A + "  " + tree + "/B",
            HASH_OF_A + "  " + tree + "/a-",
            HASH_OF_A + "  " + tree + "/a/z",
            HASH_OF_A + "  " + tree + "/a0",
            ""),
        run(tree + "/").text());
  }

  @Test
  void symbolicLinksAreLeftAlone() throws IOException {
    write("a");
    Files.createSymbolicLink(tree.resolve("loop"), tree);
    Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("missing"));
    Files.createSymbolicLink(tree.resolve("twice"), tree.resolve("a"));
    Outcome outcome = run(tree.toString());
    assertEquals(HASH_OF_A + "  " + tree + "/a\n", outcome.text());
    assertEquals(0, outcome.status);
  }

  @Test
  void topmostDirectoryMayBeALink() throws IOException {
    Files.createDirectory(tree.resolve("real"));
    write("real/a");
    Path link = Files.createSymbolicLink(tree.resolve("link"), Path.of("real"));
    assertEquals(HASH_OF_A + "  " + link + "/a\n", run(link.toString()).text());
  }

  @Test
  void vanishedFileIsReported() throws IOException {
    write("a");
    write("gone");
    TreeHasher.Opener deleting =
        file -> {
          if (file.endsWith("gone")) {
            Files.delete(file);
          }
          return TreeHasher.Opener.REAL.open(file);
        };
    assertReported("gone: No such file or directory", run(deleting, tree.toString()));
  }

  @Test
  void refusedFileIsReported() throws IOException {
    write("a");
    write("secret");
    TreeHasher.Opener refusing =
        file -> {
          if (file.endsWith("secret")) {
            throw new AccessDeniedException(file.toString());
          }
          return TreeHasher.Opener.REAL.open(file);
        };
    assertReported("secret: Permission denied", run(refusing, tree.toString()));
  }

  @Test
  void unreadableFileIsReported() throws IOException {
    write("a");
    Path secret = write("secret");
    Files.setPosixFilePermissions(secret, Set.of());
    assumeFalse(Files.isReadable(secret), "root reads everything");
    assertReported("secret: Permission denied", run(tree.toString()));
  }

  @Test
  void unreadableDirectoryIsReported() throws IOException {
    write("a");
    Path secret = Files.createDirectory(tree.resolve("secret"));
    Files.setPosixFilePermissions(secret, Set.of());
    assumeFalse(Files.isReadable(secret), "root reads everything");
    assertReported("secret: Permission denied", run(tree.toString()));
  }

  @Test
  void failureOfATaskIsReported() throws IOException {
    write("a");
    write("bad");
    TreeHasher.Opener failing =
        file -> {
          if (file.endsWith("bad")) {
            throw new IllegalStateException("a bug");
          }
          return TreeHasher.Opener.REAL.open(file);
        };
    assertReported("a bug", run(failing, tree.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "one two",
        "--unknown .",
        "--processors",
        "--processors 2",
        "--processors 0 .",
        "--processors x .",
        "--processors 1025 .",
        "no/such/directory"
      })
  void wrongArgumentsAreExplained(String arguments) {
    Outcome outcome = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertEquals(2, outcome.status);
    assertEquals("", outcome.text());
    assertTrue(outcome.err.contains("usage: HashTree"), outcome.err);
  }

  @Test
  void fullDiskIsReported() throws IOException {
    write("a");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress = new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), false);
    int status = new HashTree(TreeHasher.Opener.REAL, full, progress).run(tree.toString());
    assertEquals(1, status);
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("can't write: no space"));
  }

  /** The file "a" was hashed all the same, and the problem was told. */
  private void assertReported(String problem, Outcome outcome) {
    assertEquals(HASH_OF_A + "  " + tree + "/a\n", outcome.text());
    assertTrue(outcome.err.contains(problem), outcome.err);
    assertEquals(1, outcome.status);
  }

  private Path write(String name) throws IOException {
    return Files.writeString(tree.resolve(name), "a");
  }

  private static Outcome run(String... args) {
    return run(TreeHasher.Opener.REAL, args);
  }

  private static Outcome run(TreeHasher.Opener opener, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Progress progress = new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), false);
    int status = new HashTree(opener, out, progress).run(args);
    return new Outcome(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  private static final class Outcome {
    final int status;
    final byte[] out;
    final String err;

    Outcome(int status, byte[] out, String err) {
      this.status = status;
      this.out = out;
      this.err = err;
    }

    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }
  }
}
