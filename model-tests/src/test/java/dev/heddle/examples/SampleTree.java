package dev.heddle.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A directory tree that is the same every time: nested, with files of very different sizes. */
final class SampleTree {
  /** Empty, around the size of a read buffer, and longer than it. */
  private static final int[] SIZES = {0, 1, 63, 64, 1_000, 65_535, 65_536, 65_537, 300_000};

  private static final long SEED = 17;

  private SampleTree() {}

  /** Grows a tree with that many files, some of whose directories stay empty. Returns how many. */
  static long grow(Path root, int files) throws IOException {
    Random random = new Random(SEED);
    List<Path> directories = new ArrayList<>(List.of(root));
    for (int i = 0; i < files / 10; i++) {
      Path parent = directories.get(random.nextInt(directories.size()));
      directories.add(Files.createDirectory(parent.resolve("directory " + i)));
    }
    for (int i = 0; i < files; i++) {
      Path parent = directories.get(random.nextInt(directories.size()));
      // Mostly small: the sizes shall differ, and the tree shall not take long to write.
      int size = i % 50 == 0 ? SIZES[i / 50 % SIZES.length] : random.nextInt(100);
      byte[] content = new byte[size];
      random.nextBytes(content);
      Files.write(parent.resolve("file" + i), content);
    }
    return files;
  }
}
