package dev.heddle.examples;

import dev.heddle.kernel.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Hashes the regular files under a directory, with a task for each file and for each directory. A
 * directory's task lists it and submits the tasks of what it finds.
 *
 * <p>What can't be read is told, and doesn't keep the rest from being hashed. Symbolic links are
 * not followed, nor hashed.
 */
final class TreeHasher {
  /** How files are opened. */
  interface Opener {
    /** The bytes of a file. */
    InputStream open(Path file) throws IOException;

    /** Opens what is there, but no symbolic link. */
    Opener REAL = file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  private final Scheduler scheduler;
  private final Opener opener;
  private final Consumer<String> problems;
  private final Queue<Checksum> checksums = new ConcurrentLinkedQueue<>();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder files = new LongAdder();

  /**
   * @param problems is told, by any thread, what couldn't be read and why
   */
  TreeHasher(Scheduler scheduler, Opener opener, Consumer<String> problems) {
    this.scheduler = scheduler;
    this.opener = opener;
    this.problems = problems;
  }

  /** Submits the task of the topmost directory. When all tasks have ended, all is hashed. */
  void start(Path directory, byte[] name) {
    scheduler.execute(() -> list(directory, name));
  }

  /** Files hashed until now. */
  long files() {
    return files.sum();
  }

  /** Bytes read until now. */
  long bytes() {
    return bytes.sum();
  }

  /** The lines to print, in order. */
  List<Checksum> checksums() {
    return checksums.stream().sorted(Checksum.BY_NAME).toList();
  }

  private void list(Path directory, byte[] name) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        submit(entry, RawName.join(name, RawName.ofLast(entry)));
      }
    } catch (DirectoryIteratorException e) {
      report(name, e.getCause());
    } catch (IOException e) {
      report(name, e);
    }
  }

  private void submit(Path path, byte[] name) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        scheduler.execute(() -> list(path, name));
      } else if (attributes.isRegularFile()) {
        scheduler.execute(() -> hash(path, name));
      }
    } catch (IOException e) {
      report(name, e);
    }
  }

  private void hash(Path file, byte[] name) {
    try (InputStream in = opener.open(file)) {
      checksums.add(new Checksum(name, Digester.mine().hash(in, bytes::add)));
      files.increment();
    } catch (IOException e) {
      report(name, e);
    }
  }

  private void report(byte[] name, IOException problem) {
    problems.accept(RawName.shown(name) + ": " + reason(problem));
  }

  private static String reason(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (problem instanceof AccessDeniedException) {
      return "Permission denied";
    }
    if (problem instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
