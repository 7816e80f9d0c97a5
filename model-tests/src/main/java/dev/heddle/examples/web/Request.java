package dev.heddle.examples.web;

/**
 * A request that has been read to its end.
 *
 * @param method a token, in the case in which it came
 * @param target what is asked for, as it came: visible ASCII
 * @param old whether the client speaks HTTP/1.0
 * @param keepAlive whether the client wants to go on with this connection
 */
record Request(String method, String target, boolean old, boolean keepAlive) {

  /** Whether the body of the response is to be left out. */
  boolean isHead() {
    return method.equals("HEAD");
  }

  /**
   * The path of the target, not decoded: what is after the authority, if there is one, and before
   * the query (RFC 9112, section 3.2).
   *
   * @return null if the target has no path, as {@code *} or {@code example.org:80}
   */
  String path() {
    int begin = 0;
    if (!target.startsWith("/")) {
      int scheme = target.indexOf("://");
      if (scheme < 0) {
        return null;
      }
      begin = target.indexOf('/', scheme + 3);
      if (begin < 0 || begin > queryOrEnd()) {
        return "/";
      }
    }
    return target.substring(begin, queryOrEnd());
  }

  /** What is after the first question mark, not decoded; empty if there is none. */
  String query() {
    return target.substring(Math.min(queryOrEnd() + 1, target.length()));
  }

  private int queryOrEnd() {
    int mark = target.indexOf('?');
    return mark < 0 ? target.length() : mark;
  }
}
