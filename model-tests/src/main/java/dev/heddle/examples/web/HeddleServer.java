package dev.heddle.examples.web;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.io.NioPoller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Consumer;

/** The server on the kernel: a task for each connection, on a few threads. */
final class HeddleServer implements Server {
  /** Clients that the system lets wait until they are accepted. */
  static final int BACKLOG = 1_024;

  private final Scheduler scheduler;
  private final Acceptor acceptor;
  private final InetSocketAddress address;
  private final Bounds bounds;
  private final OpenConnections connections = new OpenConnections();

  private HeddleServer(
      SchedulerBuilder settings,
      ServerSocketChannel channel,
      Site site,
      Bounds bounds,
      Consumer<String> problems)
      throws IOException {
    this.bounds = bounds;
    address = (InetSocketAddress) channel.getLocalAddress();
    NioPoller poller = NioPoller.open();
    scheduler =
        settings
            .poller(poller)
            .uncaught((task, error) -> problems.accept("a task failed: " + error))
            .cancelled(HeddleServer::cancelled)
            .build();
    acceptor = new Acceptor(scheduler, poller, channel, site, bounds, connections, problems);
    scheduler.execute(acceptor);
  }

  /**
   * Listens.
   *
   * @param settings of the Scheduler, to which the poller and the handler of failures are added
   * @param address port 0 is any that is free
   * @param problems is told, by any thread, what goes wrong
   * @throws IOException if it can't listen there
   */
  static HeddleServer start(
      SchedulerBuilder settings,
      InetSocketAddress address,
      Site site,
      Bounds bounds,
      Consumer<String> problems)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(address, BACKLOG);
      channel.configureBlocking(false);
      return new HeddleServer(settings, channel, site, bounds, problems);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
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
    acceptor.close();
    connections.endSoon();
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(bounds.shutdown())) {
        connections.endNow();
      }
      if (!scheduler.awaitTermination(bounds.shutdown())) {
        stopNow(); // a disk that doesn't answer
      }
    } catch (InterruptedException e) {
      connections.endNow();
      stopNow();
      Thread.currentThread().interrupt();
    }
  }

  private void stopNow() {
    scheduler.shutdownNow().forEach(HeddleServer::cancelled);
  }

  /** A connection that was to close in its next step, and has none any more. */
  private static void cancelled(Runnable task) {
    if (task instanceof Connection connection) {
      connection.close();
    }
  }
}
