package dev.heddle.threads;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

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

  /** A port at which nobody listens. */
  static SocketAddress deadEnd() throws IOException {
    try (ServerSocketChannel server = listen()) {
      return server.getLocalAddress();
    }
  }

  /** One at a time: two that accept at once could get each other's ends. */
  synchronized Pair connect() throws IOException {
    SocketChannel peer = SocketChannel.open(server.getLocalAddress());
    SocketChannel ours = server.accept();
    ours.configureBlocking(false);
    return new Pair(ours, peer);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
