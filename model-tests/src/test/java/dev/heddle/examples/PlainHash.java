package dev.heddle.examples;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The expected output by a plain loop; for trees whose names are ASCII and need no escapes. */
final class PlainHash {
  private PlainHash() {}

  static byte[] ofTree(Path root) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(PlainHash::isFile).toList();
    }
    StringBuilder lines = new StringBuilder();
    for (String name : files.stream().map(Path::toString).sorted().toList()) {
      lines.append(hash(Path.of(name))).append("  ").append(name).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path) && !Files.isSymbolicLink(path);
  }

  private static String hash(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
