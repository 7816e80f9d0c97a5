package dev.heddle.examples.web;

import java.time.Duration;
import java.util.Set;

/** What there is to see: {@code /hello}, {@code /slow?ms=N}, and files. Any thread. */
final class Site {
  /** For {@code /slow}: longer would hold a connection for too long. */
  static final long MOST_MILLIS = 60_000;

  private static final Response HELLO = Response.text("Hello, world!\n");
  private static final Response SLOW = Response.text("This took some time.\n");
  private static final Response NO_MILLIS =
      Response.problem(Status.BAD_REQUEST, "/slow?ms=N needs an N from 0 to " + MOST_MILLIS);
  private static final Response NO_PATH =
      Response.problem(Status.BAD_REQUEST, "the target has no path");
  private static final Response NOT_ALLOWED =
      Response.problem(Status.METHOD_NOT_ALLOWED, "GET and HEAD are");
  private static final Response UNKNOWN =
      Response.problem(Status.NOT_IMPLEMENTED, "there is no such method");

  /** Methods that exist, but not here (RFC 9110, section 9; RFC 5789). */
  private static final Set<String> OTHER_METHODS =
      Set.of("POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private final StaticFiles files;

  Site(StaticFiles files) {
    this.files = files;
  }

  /** Answers a request. For files this may block, for which see {@link Disk}. */
  Response answer(Request request) {
    String method = request.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return OTHER_METHODS.contains(method) ? NOT_ALLOWED : UNKNOWN;
    }
    String path = request.path();
    if (path == null) {
      return NO_PATH;
    }
    return switch (path) {
      case "/hello" -> HELLO;
      case "/slow" -> slow(request.query());
      default -> files.answer(path);
    };
  }

  private static Response slow(String query) {
    if (!query.matches("ms=[0-9]{1,9}")) {
      return NO_MILLIS;
    }
    long millis = Long.parseLong(query.substring("ms=".length()));
    return millis > MOST_MILLIS ? NO_MILLIS : SLOW.after(Duration.ofMillis(millis));
  }
}
