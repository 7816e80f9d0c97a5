package dev.heddle.examples.web;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/** One client of a {@link BlockingServer}: a loop that waits where a {@link Connection} parks. */
final class BlockingConnection implements Runnable, OpenConnection {
  private final SocketChannel channel;
  private final OpenConnections open;
  private final Conversation conversation;

  BlockingConnection(SocketChannel channel, Site site, Bounds bounds, OpenConnections open) {
    this.channel = channel;
    this.open = open;
    conversation = new Conversation(site, bounds, open::isEnding);
  }

  @Override
  public void run() {
    Buffers buffers = new Buffers();
    try (channel;
        conversation) {
      if (open.isEnding()) {
        endSoon();
      }
      boolean goesOn = true;
      while (goesOn) {
        goesOn = take(buffers);
      }
    } catch (IOException e) {
      // The client is gone, or a file can't be read any more: either way there is nobody to tell.
    } finally {
      open.remove(this);
    }
  }

  private boolean take(Buffers buffers) throws IOException {
    switch (conversation.advance(buffers.in, buffers.out)) {
      case INPUT -> {
        if (receive(buffers) < 0) {
          conversation.endOfInput(buffers.out);
        }
      }
      case OUTPUT -> conversation.send(channel, buffers.out);
      case DELAY -> {
        pause(conversation.delayNanos());
        conversation.delayIsOver(buffers.out);
      }
      case END -> {
        channel.shutdownOutput();
        while (receive(buffers) >= 0) {
          // what the client sends now is too late
        }
        return false;
      }
    }
    return true;
  }

  private int receive(Buffers buffers) throws IOException {
    buffers.in.clear();
    int bytes = channel.read(buffers.in);
    buffers.in.flip();
    return bytes;
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void endSoon() {
    try {
      channel.shutdownInput(); // who reads gets what has come, and then the end
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void endNow() {
    try {
      channel.close();
    } catch (IOException e) {
      // What is lost was to be lost.
    }
  }
}
