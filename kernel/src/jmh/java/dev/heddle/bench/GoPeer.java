package dev.heddle.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The Go program, built once for all its runs. */
final class GoPeer {
  private static final Path SOURCE = Path.of("src/jmh/go/bench.go");

  private final Path program;

  /** What {@code go version} says, such as "go1.19.8". */
  final String version;

  private GoPeer(Path program, String version) {
    this.program = program;
    this.version = version;
  }

  /**
   * Builds the program into a folder.
   *
   * @return empty, after one line that says so, if Go isn't installed
   * @throws IOException if Go is there, but the program can't be built
   */
  static Optional<GoPeer> build(Path folder) throws IOException, InterruptedException {
    String version;
    try {
      version = output(List.of("go", "env", "GOVERSION"));
    } catch (IOException e) {
      System.out.println("Go is not installed: its column stays empty (" + e.getMessage() + ")");
      return Optional.empty();
    }
    Path program = Files.createDirectories(folder).resolve("bench-go").toAbsolutePath();
    output(List.of("go", "build", "-o", program.toString(), SOURCE.toString()));
    return Optional.of(new GoPeer(program, version));
  }

  /** One run: the median, in ns per operation. */
  double run(Workload workload, int millis) throws IOException, InterruptedException {
    return Double.parseDouble(
        output(List.of(program.toString(), workload.goName, Integer.toString(millis))));
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with status " + status);
    }
    return text.strip();
  }
}
