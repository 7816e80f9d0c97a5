package dev.heddle.examples;

import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints the SHA-256 of every regular file under a directory, as {@code sha256sum} would: the same
 * lines, sorted by the bytes of the paths.
 *
 * <pre>
 *   find -H DIRECTORY -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
 * </pre>
 *
 * <p>Symbolic links are not followed, except DIRECTORY itself. What can't be read is reported on
 * standard error, and the exit status is 1; wrong arguments make it 2. A summary goes to standard
 * error.
 *
 * <p>It is an example of real work on the kernel: a task for each file and for each directory,
 * which block on the disk now and then, and are of very different lengths.
 */
public final class HashTree {
  private static final String USAGE = "usage: HashTree [--processors N] DIRECTORY";
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(200);

  private final TreeHasher.Opener opener;
  private final OutputStream out;
  private final Progress progress;

  HashTree(TreeHasher.Opener opener, OutputStream out, Progress progress) {
    this.opener = opener;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs the program and exits.
   *
   * @param args {@code [--processors N] DIRECTORY}; N is from 1 to 1,024, by default the number of
   *     available processors
   */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    HashTree program = new HashTree(TreeHasher.Opener.REAL, out, Progress.ofProcess());
    System.exit(program.run(args));
  }

  /** Does all that {@link #main} does but exit. Returns the exit status. */
  int run(String... args) {
    try {
      return run(Arguments.parse(args));
    } catch (IllegalArgumentException e) {
      progress.say(e.getMessage() + System.lineSeparator() + USAGE);
      return 2;
    }
  }

  private int run(Arguments arguments) {
    long begin = System.nanoTime();
    Counters counters = new Counters();
    try (Scheduler scheduler =
        Scheduler.builder()
            .name("hashtree")
            .processors(arguments.processors())
            .events(counters)
            .uncaught((task, error) -> progress.fail("a task failed: " + error))
            .build()) {
      TreeHasher hasher = new TreeHasher(scheduler, opener, progress::fail);
      hasher.start(arguments.directory(), RawName.ofArgument(arguments.name()));
      scheduler.shutdown();
      while (!scheduler.awaitTermination(PROGRESS_INTERVAL)) {
        progress.show(amount(hasher));
      }
      progress.show("");
      print(hasher);
      double seconds = (System.nanoTime() - begin) / 1e9;
      progress.say(summary(hasher, counters, scheduler.processorCount(), seconds));
    } catch (IOException e) {
      progress.fail("can't write: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // so that close cancels the tasks
      progress.fail("interrupted");
    }
    return progress.hasFailed() ? 1 : 0;
  }

  private void print(TreeHasher hasher) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    for (Checksum checksum : hasher.checksums()) {
      checksum.writeTo(buffered);
    }
    buffered.flush();
  }

  private static String amount(TreeHasher hasher) {
    return String.format(Locale.ROOT, "%,d files, %,d bytes", hasher.files(), hasher.bytes());
  }

  private static String summary(
      TreeHasher hasher, Counters counters, int processors, double seconds) {
    return String.format(
        Locale.ROOT,
        "%s in %.2f s on %d processors: %,d tasks, %,d steals, %,d parks",
        amount(hasher),
        seconds,
        processors,
        counters.tasks(),
        counters.steals(),
        counters.parks());
  }
}
