package dev.heddle.examples.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The same site with a thread for each connection, to be compared with: whose threads they are, is
 * the executor's business. It has no deadlines, so it does a little less for each request; and a
 * client can hold a thread for ever.
 */
final class BlockingServer implements Server {
  /** After a client could not be taken in. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;
  private final ExecutorService threads;
  private final Site site;
  private final Bounds bounds;
  private final Consumer<String> problems;
  private final OpenConnections connections = new OpenConnections();

  private BlockingServer(
      ServerSocketChannel channel,
      ExecutorService threads,
      Site site,
      Bounds bounds,
      Consumer<String> problems)
      throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
    this.threads = threads;
    this.site = site;
    this.bounds = bounds;
    this.problems = problems;
  }

  /**
   * Listens.
   *
   * @param threads runs a task for each connection; it is shut down in the end
   * @throws IOException if it can't listen there
   */
  static BlockingServer start(
      ExecutorService threads,
      InetSocketAddress address,
      Site site,
      Bounds bounds,
      Consumer<String> problems)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address, HeddleServer.BACKLOG);
      BlockingServer server = new BlockingServer(channel, threads, site, bounds, problems);
      Thread acceptor = new Thread(server::accept, "web-acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      return server;
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        take(channel.accept());
      } catch (IOException e) {
        if (!connections.isEnding()) {
          problems.accept("can't accept: " + e.getMessage());
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void take(SocketChannel client) throws IOException {
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    BlockingConnection connection = new BlockingConnection(client, site, bounds, connections);
    connections.add(connection);
    try {
      threads.execute(connection);
    } catch (RejectedExecutionException e) { // too late
      connection.endNow();
      connections.remove(connection);
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public OpenConnections connections() {
    return connections;
  }

  @Override
  public void close() {
    connections.endSoon();
    try {
      channel.close();
      threads.shutdown();
      long nanos = bounds.shutdown().toNanos();
      if (!threads.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        connections.endNow();
        threads.shutdownNow();
      }
    } catch (IOException e) {
      problems.accept("can't stop: " + e.getMessage());
    } catch (InterruptedException e) {
      connections.endNow();
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
