package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiles a kernel with a mutant in it: the kernel's sources are copied to a temporary folder, the
 * one text is replaced, and all of them are compiled, because constants are inlined across files.
 */
public final class MutantCompiler {
  private static final String SOURCES = "kernel/src/main/java";
  private static final String PACKAGE = "dev/heddle/kernel";

  private final Workspace workspace;
  private final Path sources;
  private final Path output;

  /**
   * Creates a compiler.
   *
   * @param workspace where the kernel's sources are
   */
  public MutantCompiler(Workspace workspace) {
    this(workspace, workspace.target().resolve("mutants"));
  }

  /**
   * Creates a compiler with a temporary folder of its own.
   *
   * @param workspace where the kernel's sources are
   * @param output the folder the mutated kernels go to, one folder each
   */
  public MutantCompiler(Workspace workspace, Path output) {
    this.workspace = workspace;
    this.sources = workspace.root().resolve(SOURCES);
    this.output = output;
  }

  /**
   * Compiles a mutant.
   *
   * @param mutant the mutant
   * @return the folder of the mutated kernel's classes
   * @throws CannotRunException if its text is not found exactly once or the result does not compile
   */
  public Path compile(Mutant mutant) {
    Path original = original(mutant);
    String mutated = mutate(mutant, DriverJvm.read(original));
    Path folder = output.resolve(mutant.id());
    Path copy = folder.resolve("src");
    Path classes = folder.resolve("classes");
    try {
      deleteAll(folder);
      for (Path source : Javac.sources(sources)) {
        Path target = copy.resolve(sources.relativize(source).toString());
        Files.createDirectories(target.getParent());
        Files.writeString(target, source.equals(original) ? mutated : Files.readString(source));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Optional<String> complaints =
        Javac.compile(
            Javac.sources(copy), workspace.classPath(), classes, List.of("-nowarn", "-g"));
    if (complaints.isPresent()) {
      throw new CannotRunException(
          "mutant '%s' does not compile:%n%s".formatted(mutant.id(), complaints.get()));
    }
    return classes;
  }

  /** Fails unless a mutant's text is found exactly once. */
  void check(Mutant mutant) {
    mutate(mutant, DriverJvm.read(original(mutant)));
  }

  private Path original(Mutant mutant) {
    for (Path base : List.of(workspace.root(), sources.resolve(PACKAGE), sources)) {
      Path file = base.resolve(mutant.file()).normalize();
      if (Files.isRegularFile(file) && file.startsWith(sources)) {
        return file;
      }
    }
    throw new CannotRunException(
        "mutant '%s': no file '%s'; name one below %s from the checkout's top folder, from there,"
                .formatted(mutant.id(), mutant.file(), SOURCES)
            + " or from "
            + PACKAGE);
  }

  /** The text with the mutation. */
  static String mutate(Mutant mutant, String text) {
    int first = text.indexOf(mutant.find());
    if (first < 0) {
      throw new CannotRunException(
          "mutant '%s': its text is not in %s:%n%s"
              .formatted(mutant.id(), mutant.file(), mutant.find()));
    }
    if (text.indexOf(mutant.find(), first + 1) >= 0) {
      throw new CannotRunException(
          "mutant '%s': its text occurs more than once in %s; add lines around it:%n%s"
              .formatted(mutant.id(), mutant.file(), mutant.find()));
    }
    String end = text.substring(first + mutant.find().length());
    return text.substring(0, first) + mutant.replacement() + end;
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
