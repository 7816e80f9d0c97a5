package dev.heddle.examples.web;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/** Takes in clients, and gives each a task of its own, until it is closed. */
final class Acceptor extends Task {
  /** In one step; then others get their turn. */
  private static final int MOST_CLIENTS = 64;

  /** While no client can be taken in: there are too many, here or in the whole system. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Scheduler scheduler;
  private final NioPoller poller;
  private final ServerSocketChannel channel;
  private final Registration registration;
  private final Site site;
  private final Bounds bounds;
  private final OpenConnections open;
  private final Consumer<String> problems;
  private boolean complained;

  /**
   * @param channel is bound, and doesn't block; this task closes it
   * @param problems is told, by any thread, what goes wrong
   */
  Acceptor(
      Scheduler scheduler,
      NioPoller poller,
      ServerSocketChannel channel,
      Site site,
      Bounds bounds,
      OpenConnections open,
      Consumer<String> problems)
      throws IOException {
    this.scheduler = scheduler;
    this.poller = poller;
    this.channel = channel;
    this.site = site;
    this.bounds = bounds;
    this.open = open;
    this.problems = problems;
    registration = poller.register(channel);
  }

  /** Any thread: takes in no more. */
  void close() {
    registration.close();
    ready(); // it may be in a pause
  }

  @Override
  protected Step step() {
    for (int i = 0; i < MOST_CLIENTS; i++) {
      int clients = open.count();
      if (clients >= bounds.connections() && channel.isOpen()) {
        return pause("there are " + clients + " clients");
      }
      SocketChannel client;
      try {
        client = channel.accept();
      } catch (ClosedChannelException e) {
        return Step.DONE;
      } catch (IOException e) {
        return pause(e.getMessage());
      }
      if (client == null) {
        registration.awaitReadable(this);
        return Step.PARK;
      }
      complained = false;
      take(client);
    }
    return Step.YIELD;
  }

  /** Tells the reason, once for a row of pauses. Clients wait in the system meanwhile. */
  private Step pause(String problem) {
    if (!complained) {
      problems.accept("can't accept: " + problem);
      complained = true;
    }
    scheduler.readyAfter(this, PAUSE);
    return Step.PARK;
  }

  private void take(SocketChannel client) {
    try {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Connection connection =
          new Connection(scheduler, poller.register(client), site, bounds, open);
      open.add(connection);
      scheduler.execute(connection);
    } catch (IOException e) { // it is gone already
      closeQuietly(client);
    }
  }

  private static void closeQuietly(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing was sent yet.
    }
  }
}
