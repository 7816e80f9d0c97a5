package dev.heddle.examples.web;

import java.net.InetSocketAddress;

/** A server that listens. Thread-safe. */
interface Server extends AutoCloseable {
  /** Where it listens; the port is the real one, if any was asked for. */
  InetSocketAddress address();

  /** All connections. */
  OpenConnections connections();

  /**
   * Takes in no more clients, lets what is under way end, within {@link Bounds#shutdown}, and
   * closes all. Returns when that is done. The second call waits for the first.
   */
  @Override
  void close();
}
