package dev.heddle.explore;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * An installed jpf-core: found by {@code -Djpf.home}, then {@code $JPF_HOME}, then the key {@code
 * jpf-core} of {@code ~/.jpf/site.properties}. A place that is named but wrong is an error, never
 * silently skipped.
 *
 * @param directory the directory that holds {@code build/RunJPF.jar}
 */
record JpfHome(Path directory) {
  /** How to add JPF, in the words of JPF's own guide. */
  static final String HOW =
      "To add it: build the java-17 branch of javapathfinder/jpf-core with a JDK 17 as its own"
          + " guide says, then point 'jpf-core' in ~/.jpf/site.properties (or -Djpf.home=DIR, or"
          + " $JPF_HOME) at it.";

  Path launcher() {
    return directory.resolve("build/RunJPF.jar");
  }

  Path jar() {
    return directory.resolve("build/jpf.jar");
  }

  Path annotations() {
    return directory.resolve("build/jpf-annotations.jar");
  }

  /** Finds JPF on this machine. */
  static Optional<JpfHome> find(Optional<Path> named) {
    Path site = Path.of(System.getProperty("user.home"), ".jpf", "site.properties");
    return find(named, environment(System.getenv("JPF_HOME")), site);
  }

  /** An empty variable is none. */
  static Optional<Path> environment(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank()).map(Path::of);
  }

  static Optional<JpfHome> find(Optional<Path> named, Optional<Path> environment, Path site) {
    if (named.isPresent()) {
      return Optional.of(checked(named.get(), "-Djpf.home"));
    }
    if (environment.isPresent()) {
      return Optional.of(checked(environment.get(), "$JPF_HOME"));
    }
    return fromSite(site).map(directory -> checked(directory, site + ": jpf-core"));
  }

  private static Optional<Path> fromSite(Path site) {
    if (!Files.isReadable(site)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(site)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new CannotRunException("cannot read %s: %s".formatted(site, e.getMessage()), e);
    }
    return Optional.ofNullable(properties.getProperty("jpf-core"))
        .map(text -> text.strip().replace("${user.home}", System.getProperty("user.home")))
        .map(Path::of);
  }

  private static JpfHome checked(Path directory, String source) {
    JpfHome home = new JpfHome(directory.toAbsolutePath().normalize());
    for (Path needed : List.of(home.launcher(), home.jar(), home.annotations())) {
      if (!Files.isReadable(needed)) {
        throw new CannotRunException(
            "%s is %s, which has no %s: is jpf-core built there? %s"
                .formatted(source, directory, home.directory.relativize(needed), HOW));
      }
    }
    return home;
  }
}
