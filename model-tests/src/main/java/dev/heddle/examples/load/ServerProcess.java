package dev.heddle.examples.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A web server in a JVM of its own. */
final class ServerProcess implements AutoCloseable {
  /** What its connections run on. */
  enum Kind {
    HEDDLE("Heddle", "heddle"),
    VIRTUAL("virtual threads", "virtual"),
    POOL("fixed pool", "pool");

    final String title;
    private final String word;

    Kind(String title, String word) {
      this.title = title;
      this.word = word;
    }
  }

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it, with the class path of this JVM, and waits until it listens.
   *
   * @param processors on which connections run, except in the pool
   * @param threads of the pool: more than there will be connections
   */
  static ServerProcess start(Jdk jdk, Kind kind, int processors, int threads, Path directory)
      throws IOException {
    return start(
        kind.title,
        List.of(
            jdk.program("java"),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.heddle.examples.web.WebServer",
            "--on",
            kind.word,
            "--port",
            "0",
            "--processors",
            Integer.toString(processors),
            "--threads",
            Integer.toString(threads),
            directory.toString()));
  }

  /** Starts a program whose first line begins with where it listens, and waits for that. */
  static ServerProcess start(String title, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server on " + title + " does not start");
    }
    return new ServerProcess(process, URI.create(line.substring(0, line.indexOf(' '))));
  }

  /** Where it listens: its root. */
  URI uri() {
    return uri;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
        process.destroyForcibly();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
