package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Many connections on few threads: a server that sends back what it gets, and clients that write
 * and read at the same time, each in a task of its own, and compare every byte.
 */
@Checks({Invariant.L4, Invariant.S6})
@EndsInTime
class NioEchoTest {
  private static final int CONNECTIONS = 200;
  private static final int BYTES = 64 << 10;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final CountDownLatch clients = new CountDownLatch(CONNECTIONS);
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();

  @Test
  void everyByteComesBack() throws Exception {
    NioPoller poller = NioPoller.open();
    ServerSocketChannel server = Loopback.listen();
    server.configureBlocking(false);
    Registration listening = poller.register(server);
    try (Scheduler scheduler =
        Scheduler.builder()
            .processors(2)
            .rescues(0) // else one more thread if the machine has other things to do
            .threadFactory(crew)
            .uncaught((task, error) -> told.add(error))
            .poller(poller)
            .build()) {
      scheduler.execute(new Acceptor(poller, listening));
      for (int i = 0; i < CONNECTIONS; i++) {
        scheduler.execute(new Connector(poller, server.getLocalAddress(), i));
      }
      Eventually.opens(clients);
      assertTrue(crew.size() <= 3, () -> "2 Workers and the Monitor, not " + crew.names());
      listening.close();
    }
    crew.assertGone();
    assertEquals(List.of(), told);
    assertEquals(CONNECTIONS, accepted.get());
    assertEquals(CONNECTIONS, served.get());
  }

  /** The byte at some place in what a client sends. */
  private static byte pattern(int client, int place) {
    return (byte) (31 * client + place + (place >> 8));
  }

  private final class Acceptor extends Task {
    private final NioPoller poller;
    private final Registration registration;
    private final ServerSocketChannel server;

    Acceptor(NioPoller poller, Registration registration) {
      this.poller = poller;
      this.registration = registration;
      server = (ServerSocketChannel) registration.channel();
    }

    @Override
    protected Step step() throws IOException {
      try {
        for (SocketChannel c = server.accept(); c != null; c = server.accept()) {
          accepted.incrementAndGet();
          c.configureBlocking(false);
          Scheduler.current().execute(new Echo(poller.register(c)));
        }
      } catch (ClosedChannelException e) { // at any moment after the last one has come
        return Step.DONE;
      }
      registration.awaitReadable(this);
      return Step.PARK;
    }
  }

  /** Sends back what it gets, until the end of the stream. */
  private final class Echo extends Task {
    private final Registration registration;
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(10_000);

    Echo(Registration registration) {
      this.registration = registration;
      channel = (SocketChannel) registration.channel();
      buffer.limit(0);
    }

    @Override
    protected Step step() throws IOException {
      for (; ; ) {
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            registration.awaitWritable(this);
            return Step.PARK;
          }
        }
        int n = channel.read(buffer.clear());
        buffer.flip();
        if (n == 0) {
          registration.awaitReadable(this);
          return Step.PARK;
        }
        if (n < 0) {
          registration.close();
          served.incrementAndGet();
          return Step.DONE;
        }
      }
    }
  }

  /** Connects, and starts a writer and a reader. */
  private final class Connector extends Task {
    private final int number;
    private final SocketAddress server;
    private final SocketChannel channel;
    private final Registration registration;

    Connector(NioPoller poller, SocketAddress server, int number) throws IOException {
      this.number = number;
      this.server = server;
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      registration = poller.register(channel);
    }

    @Override
    protected Step step() throws IOException {
      if (channel.isConnectionPending() ? channel.finishConnect() : channel.connect(server)) {
        Scheduler.current().execute(new Writer(registration, number));
        Scheduler.current().execute(new Reader(registration, number));
        return Step.DONE;
      }
      registration.awaitWritable(this);
      return Step.PARK;
    }
  }

  private static final class Writer extends Task {
    private final Registration registration;
    private final SocketChannel channel;
    private final ByteBuffer data = ByteBuffer.allocate(BYTES);

    Writer(Registration registration, int number) {
      this.registration = registration;
      channel = (SocketChannel) registration.channel();
      for (int i = 0; i < BYTES; i++) {
        data.put(pattern(number, i));
      }
      data.flip();
    }

    @Override
    protected Step step() throws IOException {
      while (data.hasRemaining()) {
        if (channel.write(data) == 0) {
          registration.awaitWritable(this);
          return Step.PARK;
        }
      }
      channel.shutdownOutput();
      return Step.DONE;
    }
  }

  private final class Reader extends Task {
    private final Registration registration;
    private final SocketChannel channel;
    private final int number;
    private final ByteBuffer buffer = ByteBuffer.allocate(7_001);
    private int place;

    Reader(Registration registration, int number) {
      this.registration = registration;
      this.number = number;
      channel = (SocketChannel) registration.channel();
    }

    @Override
    protected Step step() throws IOException {
      int n;
      while ((n = channel.read(buffer.clear())) > 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          assertEquals(pattern(number, place++), buffer.get(), "a byte");
        }
      }
      if (n == 0) {
        registration.awaitReadable(this);
        return Step.PARK;
      }
      assertEquals(BYTES, place, "bytes");
      registration.close();
      clients.countDown();
      return Step.DONE;
    }
  }
}
