package dev.heddle.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The expected output by the tools that {@link HashTree} replaces. */
final class Sha256sum {
  private static final String PIPELINE =
      "find -H \"$0\" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum";

  private Sha256sum() {}

  /** Skips the test where the tools aren't GNU's. */
  static byte[] ofTree(Path root) throws IOException, InterruptedException {
    for (String tool : new String[] {"sha256sum", "find", "sort", "xargs"}) {
      assumeTrue(isGnu(tool), tool + " of GNU isn't installed");
    }
    return output("sh", "-c", PIPELINE, root.toString());
  }

  private static boolean isGnu(String tool) throws InterruptedException {
    try {
      return new String(output(tool, "--version"), StandardCharsets.UTF_8).contains("GNU");
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] bytes = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " ended with status " + process.exitValue());
    }
    return bytes;
  }
}
