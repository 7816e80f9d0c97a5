package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.Loopback.Pair;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a {@link Registration} ends, and what comes after it. */
@Checks({Invariant.L4, Invariant.S6, Invariant.S7, Invariant.S8})
@EndsInTime
class NioCloseTest {
  private static final int ROUNDS = 200;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private Loopback loopback;
  private NioPoller poller;
  private Scheduler scheduler;

  @BeforeEach
  void start() throws IOException {
    loopback = new Loopback();
    poller = NioPoller.open();
    scheduler =
        Scheduler.builder()
            .processors(2)
            .threadFactory(crew)
            .uncaught((task, error) -> told.add(error))
            .poller(poller)
            .build();
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

  private interface Wait {
    void await(Task task);
  }

  /** A task that waits as long as the channel is open. */
  private Script runWaiter(Registration registration, Wait wait) {
    Script script =
        new Script(
            self -> {
              if (!registration.channel().isOpen()) {
                return Step.DONE;
              }
              wait.await(self);
              return Step.PARK;
            });
    scheduler.execute(script);
    return script;
  }

  /** Reads until the end of the stream, without waiting. */
  private static void drain(Pair pair) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int n;
    do {
      n = pair.peer().read(buffer.clear());
    } while (n >= 0);
  }

  // ---------------------------------------------------------------- who waits

  @Test
  void aCloseWakesWhoWaitsForEitherDirection() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Pair pair = loopback.connect();
      Registration registration = poller.register(pair.ours());
      ByteBuffer data = ByteBuffer.allocate(1 << 16);
      while (pair.ours().write(data.clear()) > 0) {}
      Script reader = runWaiter(registration, registration::awaitReadable);
      Script writer =
          runWaiter(registration, task -> registration.awaitWritable(task, Duration.ofHours(1)));
      if (i % 2 == 0) { // else whatever comes first
        reader.awaitSteps(1);
        writer.awaitSteps(1);
      }
      registration.close();
      registration.close();
      reader.awaitDone();
      writer.awaitDone();
      assertFalse(registration.readTimedOut() || registration.writeTimedOut());
      drain(pair); // the peer sees the end
      pair.peer().close();
    }
    Eventually.is(() -> !poller.hasWaiters(), () -> "nobody waits any more");
  }

  @Test
  void whoAwaitsAfterTheCloseIsWokenAtOnce() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    registration.close();
    AtomicInteger steps = new AtomicInteger();
    Script waiter =
        new Script(
            self -> {
              switch (steps.getAndIncrement()) {
                case 0 -> registration.awaitReadable(self);
                case 1 -> registration.awaitWritable(self);
                case 2 -> registration.awaitReadable(self, Duration.ofHours(1));
                default -> {
                  return Step.DONE;
                }
              }
              return Step.PARK;
            });
    scheduler.execute(waiter);
    waiter.awaitDone();
    pair.peer().close();
  }

  /** By mistake, but it happens: finishConnect closes a channel that is refused, for one. */
  @Test
  void whoAwaitsAfterTheChannelWasClosedDirectlyIsWokenAtOnce() throws Exception {
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    pair.ours().close();
    AtomicInteger steps = new AtomicInteger();
    Script waiter =
        new Script(
            self -> {
              registration.awaitReadable(self);
              return steps.getAndIncrement() == 0 ? Step.PARK : Step.DONE;
            });
    scheduler.execute(waiter);
    waiter.awaitDone();
    pair.peer().close();
  }

  // ---------------------------------------------------------------- what is reused

  /**
   * A channel that is ready is closed, and another one opened at once, most often with the same
   * file descriptor. Its waiter must not be woken for what came on the old one.
   */
  @Test
  void aChannelThatIsOpenedAtOnceGetsNoEventOfTheClosedOne() throws Exception {
    Pair other = loopback.connect();
    Registration pulse = poller.register(other.ours());
    Pair pair = loopback.connect();
    Registration registration = poller.register(pair.ours());
    Script waiter = runWaiter(registration, registration::awaitReadable);
    for (int i = 0; i < ROUNDS; i++) {
      pair.send(1);
      registration.close();
      pair.peer().close();
      waiter.awaitDone();
      pair = loopback.connect();
      registration = poller.register(pair.ours());
      waiter = runWaiter(registration, registration::awaitReadable);
      waiter.awaitSteps(1);
      beat(other, pulse); // so there were polls since
      assertEquals(1, waiter.steps(), "a stale event, in round " + i);
    }
    registration.close();
    pair.peer().close();
    pulse.close();
    other.peer().close();
  }

  /** One event that goes through the poller. */
  private void beat(Pair pair, Registration pulse) throws IOException {
    AtomicInteger read = new AtomicInteger();
    Script reader =
        new Script(
            self -> {
              read.addAndGet(pair.ours().read(ByteBuffer.allocate(2)));
              if (read.get() == 2) {
                return Step.DONE;
              }
              pulse.awaitReadable(self);
              return Step.PARK;
            });
    scheduler.execute(reader);
    reader.awaitSteps(1);
    pair.send(2);
    reader.awaitDone();
  }

  /** Also where nobody waits, so that nobody would poll. */
  @Test
  void fileDescriptorsAreGivenBack() throws Exception {
    long before = openFiles();
    for (int i = 0; i < 4; i++) {
      List<Registration> all = new ArrayList<>();
      List<Pair> pairs = new ArrayList<>();
      for (int k = 0; k < 100; k++) {
        Pair pair = loopback.connect();
        Registration registration = poller.register(pair.ours());
        all.add(registration);
        pairs.add(pair);
        if (i % 2 == 0) {
          runWaiter(registration, registration::awaitReadable).awaitSteps(1);
        }
      }
      for (int k = 0; k < all.size(); k++) {
        pairs.get(k).peer().close();
        all.get(k).close();
      }
      Eventually.is(
          () -> openFiles() < before + 50, () -> "open: " + openFiles() + ", before: " + before);
    }
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  @Test
  void aServersPortIsFreeSoonAfterItsClose() throws Exception {
    ServerSocketChannel server = Loopback.listen();
    server.configureBlocking(false);
    SocketAddress address = server.getLocalAddress();
    Registration registration = poller.register(server);
    runWaiter(registration, registration::awaitReadable).awaitSteps(1);
    registration.close();
    Eventually.is(() -> canListen(address), () -> "still bound: " + address);
  }

  /** The thread that closes gives the file descriptor back itself. */
  @Test
  void whereNobodyPollsAServersPortIsFreeAtOnce() throws Exception {
    ServerSocketChannel server = Loopback.listen();
    server.configureBlocking(false);
    SocketAddress address = server.getLocalAddress();
    poller.register(server).close();
    assertTrue(canListen(address), () -> "still bound: " + address);
    assertFalse(poller.hasWaiters(), "there is nothing to poll for");
  }

  private static boolean canListen(SocketAddress address) {
    try (ServerSocketChannel again = ServerSocketChannel.open()) {
      again.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  // ---------------------------------------------------------------- the poller's end

  @Test
  void theSchedulerClosesThePollerAndItsChannels() throws Exception {
    Pair waited = loopback.connect();
    Pair idle = loopback.connect();
    Registration registration = poller.register(waited.ours());
    poller.register(idle.ours());
    Script waiter = runWaiter(registration, registration::awaitReadable);
    waiter.awaitSteps(1);
    Eventually.is(
        () -> scheduler.snapshot().idle().size() == 2, () -> "it is not parked: " + scheduler);
    assertEquals(List.of(waiter), scheduler.shutdownNow());
    scheduler.close();
    assertFalse(waited.ours().isOpen() || idle.ours().isOpen(), "open channels");
    assertEquals(-1, idle.peer().read(ByteBuffer.allocate(1)));
    drain(waited);
    waited.peer().close();
    idle.peer().close();
    Pair late = loopback.connect();
    assertThrows(ClosedSelectorException.class, () -> poller.register(late.ours()));
    assertThrows(IOException.class, () -> poller.poll(0, task -> {}));
    poller.wakeup();
    poller.close();
    late.ours().close();
    late.peer().close();
  }
}
