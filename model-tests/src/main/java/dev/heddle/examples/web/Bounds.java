package dev.heddle.examples.web;

import java.time.Duration;

/**
 * What a client may cost.
 *
 * @param connections that are open at the same time; others wait until they are accepted
 * @param lineBytes of the request line, its end included
 * @param headBytes of all header lines of a request, their ends included; the same for the trailer
 *     lines of a chunked body
 * @param bodyBytes of a request's body, which is read and not used
 * @param idle how long a connection without a request is kept
 * @param request how long a request may take to arrive, from the first byte that had to be waited
 *     for
 * @param grace how long a client may read nothing of a response
 * @param bytesPerSecond what a client must read, on average, after the grace
 * @param linger how long a connection is kept after the last response, for the client to read it
 * @param shutdown how long the server waits, when it stops, for what is under way
 */
record Bounds(
    int connections,
    int lineBytes,
    int headBytes,
    int bodyBytes,
    Duration idle,
    Duration request,
    Duration grace,
    int bytesPerSecond,
    Duration linger,
    Duration shutdown) {

  /** Left for the served files, and for the JVM, which needs some itself when it loads a class. */
  private static final int OTHER_FILES = 100;

  static final Bounds DEFAULT =
      new Bounds(
          Math.max(1, OpenFiles.most() - OTHER_FILES),
          8 << 10,
          16 << 10,
          64 << 10,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          1 << 10,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
}
