package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.Loopback.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Scheduler does with its poller: one that throws, one with an owner, and in the end. */
@Checks({Invariant.S7, Invariant.S8, Invariant.L4})
@EndsInTime
class PollerInSchedulerTest {
  private static final int ROUNDS = 200;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final Loopback loopback;
  private final NioPoller nio;
  private Scheduler scheduler;

  PollerInSchedulerTest() throws IOException {
    loopback = new Loopback();
    nio = NioPoller.open();
  }

  private void start(Poller poller) {
    scheduler =
        Scheduler.builder()
            .name("loom")
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
  }

  /** Bytes that a peer sends wake a task, one after the other. */
  private void assertEventsCome(int count) throws IOException {
    Pair pair = loopback.connect();
    Registration registration = nio.register(pair.ours());
    AtomicInteger bytes = new AtomicInteger();
    Script reader =
        new Script(
            self -> {
              bytes.addAndGet(pair.ours().read(ByteBuffer.allocate(1)));
              if (bytes.get() == count) {
                registration.close();
                return Step.DONE;
              }
              registration.awaitReadable(self);
              return Step.PARK;
            });
    scheduler.execute(reader);
    for (int i = 0; i < count; i++) {
      int soFar = i;
      Eventually.is(() -> bytes.get() == soFar, () -> "bytes: " + bytes);
      pair.send(1);
    }
    reader.awaitDone();
    pair.peer().close();
  }

  private Void send() throws IOException {
    assertEventsCome(ROUNDS);
    return null;
  }

  // ---------------------------------------------------------------- a poller that throws

  @Test
  void aPollThatThrowsIsReportedAndCalledAgain() throws Exception {
    List<Throwable> thrown =
        List.of(new IOException("1"), new IllegalStateException("2"), new AssertionError("3"));
    AtomicInteger calls = new AtomicInteger();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void poll(long timeoutNanos, Sink sink) throws IOException {
            int call = calls.getAndIncrement();
            if (call < thrown.size()) {
              PollerInSchedulerTest.<RuntimeException>sneak(thrown.get(call));
            }
            super.poll(timeoutNanos, sink);
          }
        });
    assertEventsCome(ROUNDS);
    AtomicInteger runs = new AtomicInteger();
    scheduler.execute(runs::incrementAndGet);
    Eventually.is(() -> runs.get() == 1, () -> "it runs nothing any more");
    scheduler.close(); // a thread may be slower to report than others to go on
    assertEquals(Set.copyOf(thrown), Set.copyOf(told));
    assertEquals(thrown.size(), told.size());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void sneak(Throwable error) throws E {
    throw (E) error;
  }

  @Test
  void whatThePollHasGivenBeforeItThrewCounts() throws Exception {
    AtomicInteger given = new AtomicInteger();
    AtomicInteger thrown = new AtomicInteger();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void poll(long timeoutNanos, Sink sink) throws IOException {
            int before = given.get();
            super.poll(
                timeoutNanos,
                task -> {
                  given.incrementAndGet();
                  sink.ready(task);
                });
            if (given.get() > before && thrown.getAndUpdate(n -> Math.min(n + 1, 5)) < 5) {
              throw new IOException("after it gave");
            }
          }
        });
    assertEventsCome(ROUNDS);
    scheduler.close(); // all have reported
    assertEquals(5, thrown.get());
    assertEquals(5, told.size());
  }

  // ---------------------------------------------------------------- one that has an owner

  @Test
  void onlyOneThreadEverPollsAnOwnerAffinePoller() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void poll(long timeoutNanos, Sink sink) throws IOException {
            threads.add(Thread.currentThread());
            super.poll(timeoutNanos, sink);
          }

          @Override
          public boolean isOwnerAffine() {
            return true;
          }
        });
    assertEventsCome(ROUNDS);
    scheduler.close();
    assertEquals(Set.of(crew.thread("loom-poller")), threads);
    assertEquals(List.of(), told);
  }

  // ---------------------------------------------------------------- the end

  @Test
  void theSchedulerClosesItsPollerOnceAndPollsNoMore() throws Exception {
    AtomicInteger inPoll = new AtomicInteger();
    List<String> wrong = new CopyOnWriteArrayList<>();
    AtomicInteger closes = new AtomicInteger();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void poll(long timeoutNanos, Sink sink) throws IOException {
            inPoll.incrementAndGet();
            if (closes.get() > 0) {
              wrong.add("a poll after the close");
            }
            super.poll(timeoutNanos, sink);
            inPoll.decrementAndGet();
          }

          @Override
          public void close() throws IOException {
            closes.incrementAndGet();
            if (inPoll.get() > 0) {
              wrong.add("closed during a poll");
            }
            super.close();
          }
        });
    assertEventsCome(ROUNDS);
    scheduler.close();
    crew.assertGone();
    assertEquals(1, closes.get());
    assertEquals(List.of(), wrong);
    assertEquals(List.of(), told);
  }

  @Test
  void aSchedulerThatWasNeverUsedClosesItsPoller() {
    AtomicInteger closes = new AtomicInteger();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void close() throws IOException {
            closes.incrementAndGet();
            super.close();
          }
        });
    scheduler.close();
    assertEquals(1, closes.get());
  }

  @Test
  void atMostOneThreadBlocksInThePoller() throws Exception {
    AtomicInteger blocking = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    start(
        new ForwardingPoller(nio) {
          @Override
          public void poll(long timeoutNanos, Sink sink) throws IOException {
            if (timeoutNanos == 0) {
              super.poll(0, sink);
              return;
            }
            most.accumulateAndGet(blocking.incrementAndGet(), Math::max);
            try {
              super.poll(timeoutNanos, sink);
            } finally {
              blocking.decrementAndGet();
            }
          }
        });
    awaitAPollThatBlocks(most);
    List<FutureTask<Void>> senders =
        IntStream.range(0, 4).mapToObj(i -> new FutureTask<>(this::send)).toList();
    senders.forEach(sender -> crew.newThread(sender).start());
    AtomicInteger runs = new AtomicInteger();
    for (int i = 1; i <= ROUNDS; i++) {
      int soFar = i;
      scheduler.execute(runs::incrementAndGet);
      Eventually.is(() -> runs.get() == soFar, () -> "runs: " + runs);
    }
    for (FutureTask<Void> sender : senders) {
      sender.get();
    }
    assertEquals(1, most.get(), "threads that block in the poller at the same time");
    assertEquals(List.of(), told);
  }

  /** Where a task waits for an event and nothing else is to be done, there is one at last. */
  private void awaitAPollThatBlocks(AtomicInteger polls) throws IOException {
    Pair pair = loopback.connect();
    Registration registration = nio.register(pair.ours());
    Script waiter =
        new Script(
            self -> {
              if (!pair.ours().isOpen()) {
                return Step.DONE;
              }
              registration.awaitReadable(self);
              return Step.PARK;
            });
    scheduler.execute(waiter);
    Eventually.is(() -> polls.get() > 0, () -> "nobody waits for the event: " + scheduler);
    registration.close();
    waiter.awaitDone();
    pair.peer().close();
  }
}
