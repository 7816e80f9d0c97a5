package dev.heddle.examples;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The command line of {@link HashTree}.
 *
 * @param processors how many files are hashed at the same time
 * @param name the directory as it was written
 * @param directory the same, to be opened
 */
record Arguments(int processors, String name, Path directory) {

  /**
   * Reads {@code [--processors N] [--] DIRECTORY}.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what is wrong
   */
  static Arguments parse(String... args) {
    int processors = Runtime.getRuntime().availableProcessors();
    int at = 0;
    if (at < args.length && args[at].equals("--processors")) {
      processors = number(at + 1 < args.length ? args[at + 1] : "nothing");
      at += 2;
    }
    if (at < args.length && args[at].equals("--")) {
      at++;
    } else if (at < args.length && args[at].startsWith("-")) {
      throw new IllegalArgumentException("unknown option: " + args[at]);
    }
    if (args.length - at != 1) {
      throw new IllegalArgumentException(
          "one directory is needed, but " + Math.max(0, args.length - at) + " are given");
    }
    return new Arguments(processors, args[at], directory(args[at]));
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= 1024) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number out of range
    }
    throw new IllegalArgumentException("--processors must be from 1 to 1024, but is " + text);
  }

  private static Path directory(String name) {
    try {
      Path directory = Path.of(name);
      if (!name.isEmpty() && Files.isDirectory(directory)) {
        return directory;
      }
    } catch (InvalidPathException e) {
      // not even a name that this system could have
    }
    throw new IllegalArgumentException("not a directory: '" + name + "'");
  }
}
