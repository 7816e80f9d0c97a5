package dev.heddle.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One file of Java, as javac reads it. */
final class Source {
  /** The project's top folder: tests run in that of their module. */
  static final Path TOP = Path.of("").toAbsolutePath().getParent();

  final Path path;
  final List<String> lines;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;

  private Source(Path path) throws IOException {
    this.path = TOP.relativize(path);
    lines = Files.readAllLines(path);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(path));
      unit = task.parse().iterator().next();
      positions = Trees.instance(task).getSourcePositions();
    }
  }

  static Source of(Path path) {
    try {
      return new Source(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a folder of the project, in order. */
  static List<Source> below(String folder) {
    return paths(folder, ".java").stream()
        .filter(path -> !path.endsWith("module-info.java"))
        .map(Source::of)
        .toList();
  }

  /** All files of a kind below a folder of the project, in order, but what was built. */
  static List<Path> paths(String folder, String kind) {
    try (Stream<Path> all = Files.walk(TOP.resolve(folder))) {
      return all.filter(path -> path.toString().endsWith(kind))
          .filter(path -> !TOP.relativize(path).toString().matches("(.*/)?(target|\\.git)/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void scan(TreeScanner<Void, Void> scanner) {
    scanner.scan(unit, null);
  }

  int firstLine(Tree tree) {
    return line(positions.getStartPosition(unit, tree));
  }

  int lastLine(Tree tree) {
    return line(positions.getEndPosition(unit, tree));
  }

  /** The lines of a tree, comments at their ends included. */
  String text(Tree tree) {
    return String.join("\n", lines.subList(firstLine(tree) - 1, lastLine(tree)));
  }

  String at(Tree tree) {
    return path + ":" + firstLine(tree);
  }

  private int line(long position) {
    return Math.toIntExact(unit.getLineMap().getLineNumber(position));
  }
}
