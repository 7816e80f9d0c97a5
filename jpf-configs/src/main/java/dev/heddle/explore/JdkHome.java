package dev.heddle.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a JDK whose feature release an explorer works on: the running one, {@code $JAVA_HOME}, or
 * one where systems install them.
 *
 * @param home its directory
 * @param feature its feature release, such as 17
 */
record JdkHome(Path home, int feature) {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?(\\d+)");

  Path java() {
    return home.resolve("bin/java");
  }

  /** The first JDK in a range of releases. */
  static Optional<JdkHome> find(int from, int to) {
    return find(candidates(), from, to);
  }

  static Optional<JdkHome> find(List<Path> candidates, int from, int to) {
    return candidates.stream()
        .flatMap(home -> of(home).stream())
        .filter(jdk -> from <= jdk.feature && jdk.feature <= to)
        .findFirst();
  }

  static Optional<JdkHome> of(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      return version.find()
          ? Optional.of(new JdkHome(home, Integer.parseInt(version.group(1))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> candidates() {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    if (System.getenv("JAVA_HOME") != null) {
      homes.add(Path.of(System.getenv("JAVA_HOME")));
    }
    homes.addAll(children(Path.of("/usr/lib/jvm")));
    homes.addAll(children(Path.of(System.getProperty("user.home"), ".sdkman/candidates/java")));
    homes.addAll(children(Path.of(System.getProperty("user.home"), ".jdks")));
    for (Path bundle : children(Path.of("/Library/Java/JavaVirtualMachines"))) {
      homes.add(bundle.resolve("Contents/Home"));
    }
    return homes;
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
