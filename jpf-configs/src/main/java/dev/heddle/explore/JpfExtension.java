package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * Heddle's extension of JPF. It is compiled against the JPF found on this machine, not by Maven:
 * JPF is in no repository.
 */
final class JpfExtension {
  private final Path sources;
  private final Path classes;
  private final Workspace workspace;

  JpfExtension(Workspace workspace) {
    this.workspace = workspace;
    this.sources = workspace.root().resolve("jpf-configs/src/jpf/java");
    this.classes = workspace.target().resolve("jpf-ext");
  }

  /** The folder of its classes, compiled now if a source or JPF is newer. */
  Path classes(JpfHome jpf) {
    if (!Files.isDirectory(sources)) {
      throw new CannotRunException("no JPF extension to compile: " + sources + " is missing");
    }
    Path stamp = classes.resolve("compiled-against");
    List<Path> files = Javac.sources(sources);
    if (!current(stamp, files, jpf)) {
      DriverJvm.delete(stamp);
      List<Path> classPath = List.of(jpf.jar(), jpf.annotations(), workspace.drivers());
      Javac.compile(files, classPath, classes, List.of("-Xlint:all", "-Werror"))
          .ifPresent(
              complaints -> {
                throw new CannotRunException(
                    "the JPF extension does not compile against %s: is it the java-17 branch?%n%s"
                        .formatted(jpf.directory(), complaints));
              });
      write(stamp, jpf.directory().toString());
    }
    return classes;
  }

  private static boolean current(Path stamp, List<Path> files, JpfHome jpf) {
    if (!DriverJvm.read(stamp).equals(jpf.directory().toString())) {
      return false;
    }
    FileTime compiled = modified(stamp);
    return modified(jpf.jar()).compareTo(compiled) < 0
        && files.stream().allMatch(file -> modified(file).compareTo(compiled) < 0);
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
