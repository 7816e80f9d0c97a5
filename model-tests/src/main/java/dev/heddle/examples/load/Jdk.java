package dev.heddle.examples.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Java that the servers run on: all on the same one, which has virtual threads if possible.
 *
 * @param home its directory
 * @param hasVirtualThreads whether it is Java 21 or later; who names one says that it is
 */
record Jdk(Path home, boolean hasVirtualThreads) {
  private static final String PROPERTY = "load.jdk";
  private static final String VARIABLE = "JAVA_HOME_25";
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  /** How to make one known. */
  static final String HINT =
      "no Java 25: name it in -D"
          + PROPERTY
          + "= or "
          + VARIABLE
          + ", or install it in "
          + INSTALLED;

  /**
   * The one that is named, or installed, or else the one that this runs on.
   *
   * @throws IOException if the one that is named isn't there
   */
  static Jdk find() throws IOException {
    for (String named : new String[] {System.getProperty(PROPERTY), System.getenv(VARIABLE)}) {
      if (named != null && !isJdk(Path.of(named))) {
        throw new IOException("there is no bin/java in " + named);
      }
      if (named != null) {
        return new Jdk(Path.of(named), true);
      }
    }
    if (Files.isDirectory(INSTALLED)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED, "*25*")) {
        for (Path home : homes) {
          if (isJdk(home)) {
            return new Jdk(home, true);
          }
        }
      }
    }
    boolean isLate = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
    return new Jdk(Path.of(System.getProperty("java.home")), isLate);
  }

  private static boolean isJdk(Path home) {
    return Files.isExecutable(home.resolve("bin/java"));
  }

  /** One of its programs. */
  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }
}
