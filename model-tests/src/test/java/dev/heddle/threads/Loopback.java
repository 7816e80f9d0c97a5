package dev.heddle.threads;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Connections within this machine, each made at once. */
final class Loopback implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel server;

  /** Two ends of a connection: ours in non-blocking mode, the other one in blocking mode. */
  record Pair(SocketChannel ours, SocketChannel peer) {
    /** The peer sends something. */
    void send(int bytes) throws IOException {
      ByteBuffer data = ByteBuffer.allocate(bytes);
      while (data.hasRemaining()) {
        peer.write(data);
      }
    }

    /** The peer resets the connection. */
    void reset() throws IOException {
      peer.setOption(StandardSocketOptions.SO_LINGER, 0);
      peer.close();
    }
  }

  Loopback() throws IOException {
    server = listen();
  }

  /** A server on a port that is free, in blocking mode. */
  static ServerSocketChannel listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    return server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
  }

  /** Has a port at which nobody listens, nor can anybody else while this is open. */
  static SocketChannel deadEnd() throws IOException {
    return SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** One at a time: two that accept at once could get each other's ends. */
  synchronized Pair connect() throws IOException {
    SocketChannel peer = SocketChannel.open(server.getLocalAddress());
    SocketChannel ours = server.accept();
    ours.configureBlocking(false);
    return new Pair(ours, peer);
  }

  /**
   * A connection by a Unix domain socket: what one end writes is in the other's buffer at once, and
   * when that is full it stays so until it is read. TCP may make room later by itself, when the
   * system gets round to its acknowledgements.
   */
  static Pair connectAtOnce(Path directory) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel peer = SocketChannel.open(address);
      SocketChannel ours = server.accept();
      ours.configureBlocking(false);
      return new Pair(ours, peer);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
