package dev.heddle.examples.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * All connections of a server, and whether they are to end. Thread-safe.
 *
 * <p>No connection misses the end: it is added first, and looks then whether it is to end, before
 * it waits for anything. Who ends them says so first, and looks then which there are.
 */
final class OpenConnections {
  private final Set<OpenConnection> all = ConcurrentHashMap.newKeySet();
  private final LongAdder added = new LongAdder();
  private volatile boolean ending;

  void add(OpenConnection connection) {
    all.add(connection);
    added.increment();
  }

  /** It is closed. */
  void remove(OpenConnection connection) {
    all.remove(connection);
  }

  /** How many are open. */
  int count() {
    return all.size();
  }

  /** How many there were until now. */
  long total() {
    return added.sum();
  }

  boolean isEnding() {
    return ending;
  }

  /** No request is taken any more after those that are under way. */
  void endSoon() {
    ending = true;
    all.forEach(OpenConnection::endSoon);
  }

  void endNow() {
    all.forEach(OpenConnection::endNow);
  }
}
