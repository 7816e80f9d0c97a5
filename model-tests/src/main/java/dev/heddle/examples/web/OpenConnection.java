package dev.heddle.examples.web;

/** A connection, as a server sees it that stops. Any thread. */
interface OpenConnection {
  /** {@link OpenConnections#isEnding} is true now: ends soon, and at once if nothing is asked. */
  void endSoon();

  /** Ends, whatever is under way. */
  void endNow();
}
