package dev.heddle.explore;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The JDK's compiler, for what cannot be compiled before it is known: mutants, JPF's extension. */
final class Javac {
  private Javac() {}

  /**
   * Compiles for release 17.
   *
   * @param options further options of javac
   * @return the compiler's complaints if it failed, else empty
   */
  static Optional<String> compile(
      List<Path> sources, List<Path> classPath, Path output, List<String> options) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new CannotRunException(
          "%s is no JDK: it has no compiler. Run with a JDK 17 or later."
              .formatted(System.getProperty("java.home")));
    }
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--release", "17", "-proc:none", "-d", output.toString()));
    all.addAll(List.of("-cp", DriverJvm.path(classPath)));
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      Files.createDirectories(output);
      boolean compiled =
          compiler
              .getTask(
                  complaints, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? Optional.empty() : Optional.of(complaints.toString().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All Java sources below a folder, but no module descriptor: everything is on the class path. */
  static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("module-info.java"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
