package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.Loopback.Pair;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that wait for real sockets, on real threads. */
@Checks({Invariant.L4, Invariant.S6})
@EndsInTime
class NioPollerTest {
  private static final int LARGE = 16 << 20;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private Loopback loopback;
  private NioPoller poller;
  private Scheduler scheduler;

  @BeforeEach
  void start() throws IOException {
    loopback = new Loopback();
    start(2, true);
  }

  private void start(int processors, boolean monitor) throws IOException {
    poller = NioPoller.open();
    scheduler =
        Scheduler.builder()
            .processors(processors)
            .monitor(monitor)
            .threadFactory(crew)
            .uncaught((task, error) -> told.add(error))
            .poller(poller)
            .build();
  }

  /** Another one, where nobody polls but the Workers themselves. */
  private void startWithoutMonitor(int processors) throws IOException {
    scheduler.close();
    start(processors, false);
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws Exception {
    scheduler.shutdownNow();
    scheduler.close();
    loopback.close();
    crew.assertGone();
    assertEquals(List.of(), told);
    assertFalse(poller.hasWaiters(), "somebody still waits");
  }

  private Script run(Script.Body body) {
    Script script = new Script(body);
    scheduler.execute(script);
    return script;
  }

  /** A task that reads until the end of the stream, and counts the bytes. */
  private Script runReader(Registration registration, AtomicInteger bytes) {
    ReadableByteChannel channel = (ReadableByteChannel) registration.channel();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    return run(
        self -> {
          for (int n = channel.read(buffer.clear()); n != 0; n = channel.read(buffer.clear())) {
            if (n < 0) {
              registration.close();
              return Step.DONE;
            }
            bytes.addAndGet(n);
          }
          registration.awaitReadable(self);
          return Step.PARK;
        });
  }

  // ---------------------------------------------------------------- reading

  @Test
  void eachByteWakesWhoWaitsForIt() throws Exception {
    Pair pair = loopback.connect();
    AtomicInteger bytes = new AtomicInteger();
    Script reader = runReader(poller.register(pair.ours()), bytes);
    for (int i = 1; i <= 1_000; i++) {
      int soFar = i;
      pair.send(1);
      Eventually.is(() -> bytes.get() == soFar, () -> "byte " + soFar + " wakes nobody");
    }
    pair.peer().close();
    reader.awaitDone();
    Eventually.is(() -> !poller.hasWaiters(), () -> "nobody waits any more");
  }

  @Test
  void whatIsThereAlreadyIsAnEvent() throws Exception {
    Pair pair = loopback.connect();
    pair.send(1);
    Registration registration = poller.register(pair.ours());
    Script waiter = waitOnce(registration);
    waiter.awaitDone();
    waiter = waitOnce(registration); // and it is still there
    waiter.awaitDone();
  }

  /** A task that waits for something to read, and doesn't read it. */
  private Script waitOnce(Registration registration) {
    AtomicInteger steps = new AtomicInteger();
    return run(
        self -> {
          if (steps.getAndIncrement() > 0) {
            return Step.DONE;
          }
          registration.awaitReadable(self);
          return Step.PARK;
        });
  }

  @Test
  void aPeerThatResetsWakesWhoReadsAndWhoWrites() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    fill(pair.ours());
    AtomicReference<IOException> failure = new AtomicReference<>();
    Script reader =
        run(
            self -> {
              try {
                assertTrue(pair.ours().read(ByteBuffer.allocate(1)) <= 0);
              } catch (IOException e) {
                failure.set(e);
                return Step.DONE;
              }
              registration.awaitReadable(self);
              return Step.PARK;
            });
    AtomicInteger writes = new AtomicInteger();
    Script writer =
        run(
            self -> {
              if (writes.getAndIncrement() > 0) {
                return Step.DONE;
              }
              registration.awaitWritable(self);
              return Step.PARK;
            });
    reader.awaitSteps(1);
    writer.awaitSteps(1);
    pair.reset();
    reader.awaitDone();
    writer.awaitDone();
    assertTrue(failure.get().getMessage().contains("reset"), failure::toString);
  }

  /** Writes until the peer's buffers are full. Returns how many bytes. */
  private static int fill(SocketChannel channel) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(1 << 16);
    int sum = 0;
    for (int n = channel.write(data.clear()); n != 0; n = channel.write(data.clear())) {
      sum += n;
    }
    return sum;
  }

  // ---------------------------------------------------------------- writing

  @Test
  void whoWritesMoreThanThePeerTakesWaitsForIt() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    limitBuffers(pair);
    ByteBuffer data = ByteBuffer.allocate(LARGE);
    Script writer =
        run(
            self -> {
              while (data.hasRemaining()) {
                if (pair.ours().write(data) == 0) {
                  registration.awaitWritable(self);
                  return Step.PARK;
                }
              }
              registration.close();
              return Step.DONE;
            });
    writer.awaitSteps(1);
    assertTrue(data.hasRemaining(), "it was to block");
    assertFalse(writer.isDone());
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int sum = 0;
    for (int n = 0; n >= 0; n = pair.peer().read(buffer.clear())) {
      sum += n;
    }
    assertEquals(LARGE, sum);
    writer.awaitDone();
  }

  /** Else it depends on the system's settings how much they hold: perhaps all. */
  private static void limitBuffers(Pair pair) throws IOException {
    pair.ours().setOption(StandardSocketOptions.SO_SNDBUF, 1 << 16);
    pair.peer().setOption(StandardSocketOptions.SO_RCVBUF, 1 << 16);
  }

  @Test
  void bothDirectionsHaveAWaiterOfTheirOwn(@TempDir Path directory) throws Exception {
    Pair pair = Loopback.connectAtOnce(directory); // the system makes no room by itself
    Registration registration = poller.register(pair.ours());
    int filled = fill(pair.ours());
    AtomicInteger bytes = new AtomicInteger();
    Script reader = runReader(registration, bytes);
    AtomicInteger wakes = new AtomicInteger();
    Script writer =
        run(
            self -> {
              wakes.incrementAndGet();
              registration.awaitWritable(self);
              return Step.PARK;
            });
    reader.awaitSteps(1);
    writer.awaitSteps(1);
    pair.send(100);
    Eventually.is(() -> bytes.get() == 100, () -> "read: " + bytes);
    assertEquals(1, wakes.get(), "nobody has made room");
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (int left = filled; left > 0; left -= pair.peer().read(buffer.clear())) {
      // room for the writer, who is woken at some moment, perhaps after the last byte was read
    }
    Eventually.is(() -> wakes.get() > 1, () -> "there is room, and the writer sleeps");
    pair.peer().shutdownOutput();
    reader.awaitDone();
    pair.peer().close();
  }

  // ---------------------------------------------------------------- connections

  @Test
  void whoConnectsWaitsUntilItHas() throws Exception {
    try (ServerSocketChannel server = Loopback.listen()) {
      for (int i = 0; i < 100; i++) {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        Registration registration = poller.register(channel);
        Script client =
            run(
                self -> {
                  if (channel.isConnectionPending()
                      ? channel.finishConnect()
                      : channel.connect(server.getLocalAddress())) {
                    return Step.DONE;
                  }
                  registration.awaitWritable(self);
                  return Step.PARK;
                });
        client.awaitDone();
        assertTrue(channel.isConnected());
        Script writer = waitUntilWritable(registration);
        writer.awaitDone(); // of the two things that can be awaited, the right one
        AtomicInteger bytes = new AtomicInteger();
        Script reader = runReader(registration, bytes);
        try (SocketChannel accepted = server.accept()) {
          accepted.write(ByteBuffer.allocate(1));
        }
        reader.awaitDone();
        assertEquals(1, bytes.get());
      }
    }
  }

  private Script waitUntilWritable(Registration registration) {
    AtomicInteger steps = new AtomicInteger();
    return run(
        self -> {
          if (steps.getAndIncrement() > 0) {
            return Step.DONE;
          }
          registration.awaitWritable(self);
          return Step.PARK;
        });
  }

  @Test
  void whoIsRefusedIsWoken() throws Exception {
    SocketChannel nobody = Loopback.deadEnd();
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    Registration registration = poller.register(channel);
    AtomicReference<IOException> failure = new AtomicReference<>();
    Script client =
        run(
            self -> {
              try {
                boolean connected =
                    channel.isConnectionPending()
                        ? channel.finishConnect()
                        : channel.connect(nobody.getLocalAddress());
                assertFalse(connected);
                registration.awaitWritable(self);
                return Step.PARK;
              } catch (ConnectException e) {
                failure.set(e);
                registration.close();
                return Step.DONE;
              }
            });
    client.awaitDone();
    nobody.close();
    assertTrue(failure.get().getMessage().contains("refused"), failure::toString);
  }

  @Test
  void whoAcceptsWaitsForAConnection() throws Exception {
    ServerSocketChannel server = Loopback.listen();
    server.configureBlocking(false);
    Registration registration = poller.register(server);
    AtomicInteger accepted = new AtomicInteger();
    Script acceptor =
        run(
            self -> {
              try {
                for (SocketChannel c = server.accept(); c != null; c = server.accept()) {
                  c.close();
                  accepted.incrementAndGet();
                }
              } catch (ClosedChannelException e) { // at any moment after the last one has come
                return Step.DONE;
              }
              registration.awaitReadable(self);
              return Step.PARK;
            });
    for (int i = 1; i <= 100; i++) {
      int soFar = i;
      SocketChannel.open(server.getLocalAddress()).close();
      Eventually.is(() -> accepted.get() == soFar, () -> "accepted: " + accepted);
    }
    registration.close();
    acceptor.awaitDone();
  }

  // ---------------------------------------------------------------- who may wait

  @Test
  void oneTaskWaitsForADirection() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    AtomicInteger bytes = new AtomicInteger();
    Script first = runReader(registration, bytes);
    first.awaitSteps(1);
    AtomicReference<String> message = new AtomicReference<>();
    Script second =
        run(
            self -> {
              message.set(
                  assertThrows(IllegalStateException.class, () -> registration.awaitReadable(self))
                      .getMessage());
              return Step.DONE;
            });
    second.awaitDone();
    assertEquals("script waits for that already, on " + pair.ours(), message.get());
    pair.send(1);
    Eventually.is(() -> bytes.get() == 1, () -> "the first one was forgotten");
  }

  /** With one Worker, so that no poll, begun before a step, gives the task what it has read. */
  @Test
  void aTaskMayAwaitAgainAfterASpuriousWake() throws Exception {
    startWithoutMonitor(1);
    Pair pair = loopback.connect();
    AtomicInteger bytes = new AtomicInteger();
    Script reader = runReader(poller.register(pair.ours()), bytes);
    for (int i = 1; i <= 100; i++) {
      reader.awaitSteps(i);
      reader.ready();
    }
    reader.awaitSteps(101);
    pair.send(1);
    reader.awaitSteps(102);
    pair.peer().close();
    reader.awaitDone();
    assertEquals(103, reader.steps(), "each wake is one step");
  }

  @Test
  void thePlaceOfATaskThatHasEndedIsFree() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    Script gone =
        run(
            self -> {
              registration.awaitReadable(self);
              return Step.DONE;
            });
    gone.awaitDone();
    AtomicInteger bytes = new AtomicInteger();
    Script reader = runReader(registration, bytes);
    reader.awaitSteps(1);
    pair.send(1);
    Eventually.is(() -> bytes.get() == 1, () -> "not woken");
  }

  @Test
  void whoAddsAWaiterFromOutsideSaysSo() throws Exception {
    startWithoutMonitor(2); // it might poll in time by chance
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    AtomicInteger wakes = new AtomicInteger();
    Script task = run(self -> wakes.incrementAndGet() > 1 ? Step.DONE : Step.PARK);
    Eventually.is(
        () -> task.steps() == 1 && scheduler.snapshot().idle().size() == 2,
        () -> "no rest: " + scheduler);
    registration.awaitReadable(task);
    scheduler.waiterAdded();
    pair.send(1);
    task.awaitDone();
  }

  @Test
  void misuseIsToldAtOnce() throws Exception {
    Pair pair = loopback.connect();
    assertThrows(IllegalBlockingModeException.class, () -> poller.register(pair.peer()));
    Registration registration = poller.register(pair.ours());
    assertEquals(
        "registered already: " + pair.ours(),
        assertThrows(IllegalStateException.class, () -> poller.register(pair.ours())).getMessage());
    assertEquals(pair.ours(), registration.channel());
    assertThrows(NullPointerException.class, () -> registration.awaitReadable(null));
    Task task = new Script(self -> Step.DONE);
    assertThrows(
        IllegalStateException.class,
        () -> registration.awaitReadable(task, java.time.Duration.ofSeconds(1)));
    try (ServerSocketChannel server = Loopback.listen()) {
      server.configureBlocking(false);
      Registration acceptor = poller.register(server);
      assertThrows(UnsupportedOperationException.class, () -> acceptor.awaitWritable(task));
      acceptor.close();
    }
    pair.peer().close();
    registration.close();
    assertThrows(ClosedChannelException.class, () -> poller.register(pair.ours()));
  }
}
