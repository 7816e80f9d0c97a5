package dev.heddle.examples.web;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One client, from accept to close: a task that holds no thread and no buffer while it waits. What
 * it waits for, it waits for until a time, so that nobody can hold it for ever.
 */
final class Connection extends Task implements OpenConnection {
  /** Reads, writes or chunks of a file in one step; then others get their turn. */
  private static final int TURNS = 8;

  /** What takes time, which is limited. */
  private enum Phase {
    /** No request, since the last response. */
    IDLE,
    /** Part of a request has come. */
    REQUEST,
    /** The client doesn't read as fast as we could write. */
    RESPONSE,
    /** A delayed response. */
    DELAY,
    /** All is sent, but perhaps not read. */
    LINGER
  }

  private final Scheduler scheduler;
  private final SocketChannel channel;
  private final Registration registration;
  private final Bounds bounds;
  private final OpenConnections open;
  private final Conversation conversation;

  private Buffers.Rest rest = Buffers.Rest.NOTHING;
  private boolean inputEnded;

  private Phase phase = Phase.IDLE;
  private long since = System.nanoTime();

  /** The number of responses when the phase began: one more, and it begins anew. */
  private int answers;

  /** Bytes sent in the phase. */
  private long sent;

  /**
   * @param registration of a SocketChannel, which this task closes
   */
  Connection(
      Scheduler scheduler,
      Registration registration,
      Site site,
      Bounds bounds,
      OpenConnections open) {
    this.scheduler = scheduler;
    this.registration = registration;
    this.channel = (SocketChannel) registration.channel();
    this.bounds = bounds;
    this.open = open;
    conversation = new Conversation(site, bounds, open::isEnding);
  }

  @Override
  public void endSoon() {
    ready();
  }

  @Override
  public void endNow() {
    try {
      registration.close();
    } catch (UncheckedIOException e) {
      // It is closed all the same.
    }
    ready(); // it may wait for time only
  }

  @Override
  protected Step step() throws IOException {
    Buffers buffers = Buffers.mine();
    Step next = Step.DONE;
    try {
      buffers.restore(rest);
      next = take(buffers);
      rest = buffers.rest();
    } catch (IOException e) {
      // The client is gone, or a file can't be read any more: either way there is nobody to tell.
    } finally {
      if (next == Step.DONE) {
        close();
      }
    }
    return next;
  }

  private Step take(Buffers buffers) throws IOException {
    for (int turn = 0; turn < TURNS && channel.isOpen(); turn++) {
      Step next =
          switch (conversation.advance(buffers.in, buffers.out)) {
            case INPUT -> read(buffers);
            case OUTPUT -> write(buffers.out);
            case DELAY -> delay(buffers);
            case END -> linger(buffers.in);
          };
      if (next != null) {
        return next;
      }
    }
    return channel.isOpen() ? Step.YIELD : Step.DONE;
  }

  // ---------------------------------------------------------------- what the conversation needs

  /** Returns what comes next, or null: goes on. So do the others. */
  private Step read(Buffers buffers) throws IOException {
    int bytes = receive(buffers.in);
    if (bytes > 0) {
      return null;
    }
    if (bytes < 0) {
      conversation.endOfInput(buffers.out);
      return null;
    }
    if (conversation.isBetweenRequests()) {
      enter(Phase.IDLE);
      return open.isEnding() ? Step.DONE : awaitInput(left(bounds.idle().toNanos()));
    }
    enter(Phase.REQUEST);
    long left = left(bounds.request().toNanos());
    if (left <= 0) {
      conversation.timeIsOver(buffers.out);
      return null;
    }
    return awaitInput(left);
  }

  private Step write(ByteBuffer out) throws IOException {
    long bytes = conversation.send(channel, out);
    sent += bytes;
    if (bytes > 0) {
      return null;
    }
    enter(Phase.RESPONSE);
    long earned = TimeUnit.SECONDS.toNanos(1) * sent / bounds.bytesPerSecond();
    long left = left(bounds.grace().toNanos() + earned);
    if (left <= 0) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0); // frees what the system still holds
      return Step.DONE;
    }
    registration.awaitWritable(this, Duration.ofNanos(left));
    return Step.PARK;
  }

  /** Reads on meanwhile, as far as there is room, in order to notice a client that is gone. */
  private Step delay(Buffers buffers) throws IOException {
    enter(Phase.DELAY);
    long left = left(conversation.delayNanos());
    if (left <= 0) {
      conversation.delayIsOver(buffers.out);
      return null;
    }
    if (!inputEnded && buffers.in.remaining() < buffers.in.capacity()) {
      int bytes = receive(buffers.in);
      return bytes == 0 ? awaitInput(left) : null;
    }
    scheduler.readyAfter(this, Duration.ofNanos(left));
    return Step.PARK;
  }

  /**
   * Says that nothing follows, and reads until the client says the same. To close before that may
   * reset the connection, and the client then lose what it was sent (RFC 9112, section 9.6).
   */
  private Step linger(ByteBuffer in) throws IOException {
    if (phase != Phase.LINGER) {
      channel.shutdownOutput();
    }
    enter(Phase.LINGER);
    in.position(in.limit());
    long left = left(bounds.linger().toNanos());
    int bytes = left <= 0 ? -1 : receive(in);
    return bytes > 0 ? null : bytes < 0 ? Step.DONE : awaitInput(left);
  }

  /** Returns how many bytes have come; 0: none yet; less: there will be none. */
  private int receive(ByteBuffer in) throws IOException {
    if (inputEnded) {
      return -1;
    }
    in.compact();
    try {
      int bytes = channel.read(in);
      inputEnded = bytes < 0;
      return bytes;
    } finally {
      in.flip();
    }
  }

  /** In the end of a step: waits for bytes, for so many ns at most. */
  private Step awaitInput(long atMost) {
    if (atMost <= 0) {
      return Step.DONE;
    }
    registration.awaitReadable(this, Duration.ofNanos(atMost));
    return Step.PARK;
  }

  // ---------------------------------------------------------------- time

  private void enter(Phase next) {
    if (phase != next || answers != conversation.answers()) {
      phase = next;
      answers = conversation.answers();
      since = System.nanoTime();
      sent = 0;
    }
  }

  /** What is left of a time, in ns, since the phase began. */
  private long left(long nanos) {
    return since + nanos - System.nanoTime();
  }

  /** In the last step, or when there is none any more. */
  void close() {
    try (registration;
        conversation) {
      open.remove(this);
    } catch (IOException | UncheckedIOException e) {
      // What was not sent is lost anyway.
    }
  }
}
