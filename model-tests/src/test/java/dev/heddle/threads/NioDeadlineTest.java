package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.Loopback.Pair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits with a deadline: an event, the deadline or a close ends each of them, and no two. */
@Checks(Invariant.L4)
@EndsInTime
class NioDeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofHours(1);
  private static final int ROUNDS = 1_000;

  /** Of so many rounds one begins when a deadline was first for certain, on the fastest machine. */
  private static final int LATE = 50;

  private final Crew crew = new Crew();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger set = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger fired = new AtomicInteger();
  private final AtomicInteger timeouts = new AtomicInteger();
  private final AtomicInteger bytes = new AtomicInteger();
  private Loopback loopback;
  private Scheduler scheduler;
  private Pair pair;
  private Registration registration;

  @BeforeEach
  void start() throws IOException {
    loopback = new Loopback();
    NioPoller poller = NioPoller.open();
    scheduler =
        Scheduler.builder()
            .processors(2)
            .threadFactory(crew)
            .uncaught((task, error) -> told.add(error))
            .events(new TimerCounter())
            .poller(poller)
            .build();
    pair = loopback.connect();
    registration = poller.register(pair.ours());
  }

  @AfterEach
  @EndsInTime
  void allThreadsAreGone() throws Exception {
    registration.close();
    pair.peer().close();
    scheduler.close();
    loopback.close();
    crew.assertGone();
    assertEquals(List.of(), told);
    assertEquals(set.get(), cancelled.get() + fired.get(), "timers that are left");
  }

  private final class TimerCounter implements Events {
    @Override
    public void timerSet(Runnable task) {
      set.incrementAndGet();
    }

    @Override
    public void timerCancelled(Runnable task) {
      cancelled.incrementAndGet();
    }

    @Override
    public void timerFired(int worker, Runnable task) {
      fired.incrementAndGet();
    }
  }

  private Script run(Script.Body body) {
    Script script = new Script(body);
    scheduler.execute(script);
    return script;
  }

  @Test
  void aDeadlineEndsTheWait() {
    for (Duration atMost :
        List.of(SHORT, Duration.ofNanos(1), Duration.ZERO, Duration.ofNanos(Long.MIN_VALUE))) {
      int before = timeouts.get();
      run(self -> {
            if (registration.readTimedOut()) {
              assertTrue(registration.readTimedOut(), "it stays so");
              timeouts.incrementAndGet();
              return Step.DONE;
            }
            registration.awaitReadable(self, atMost);
            assertFalse(registration.writeTimedOut());
            return Step.PARK;
          })
          .awaitDone();
      assertEquals(before + 1, timeouts.get());
      run(self -> {
            registration.awaitReadable(self); // a new wait, which has not timed out
            return Step.DONE;
          })
          .awaitDone();
      assertFalse(registration.readTimedOut());
    }
  }

  @Test
  void aDeadlineEndsTheWaitOfAWriter() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(1 << 16);
    run(self -> {
          int written;
          do {
            written = pair.ours().write(data.clear());
          } while (written > 0);
          if (registration.writeTimedOut()) {
            timeouts.incrementAndGet();
            return Step.DONE;
          }
          registration.awaitWritable(self, SHORT);
          return Step.PARK;
        })
        .awaitDone();
    assertEquals(1, timeouts.get());
    assertFalse(registration.readTimedOut());
  }

  @Test
  void anEventThatComesFirstCancelsTheDeadline() throws Exception {
    Script reader = runReader(100, LONG);
    for (int i = 1; i <= 100; i++) {
      reader.awaitSteps(i);
      pair.send(1);
    }
    reader.awaitDone();
    assertEquals(0, timeouts.get());
    assertEquals(0, fired.get());
    assertEquals(set.get(), cancelled.get());
  }

  @Test
  void aCloseThatComesFirstCancelsTheDeadline() {
    Script waiter =
        run(
            self -> {
              if (!pair.ours().isOpen()) {
                assertFalse(registration.readTimedOut());
                return Step.DONE;
              }
              registration.awaitReadable(self, LONG);
              return Step.PARK;
            });
    waiter.awaitSteps(1);
    registration.close();
    waiter.awaitDone();
    assertEquals(0, fired.get());
    assertEquals(1, cancelled.get());
  }

  @Test
  void aSpuriousWakeLeavesOneDeadline() throws Exception {
    Script reader = runReader(1, LONG);
    for (int i = 1; i <= 100; i++) {
      reader.awaitSteps(i);
      reader.ready();
    }
    reader.awaitSteps(101);
    assertEquals(101, set.get());
    assertEquals(100, cancelled.get(), "each wait takes the place of the one before");
    pair.send(1);
    reader.awaitDone();
    assertEquals(0, timeouts.get());
  }

  /** Both at about the same time. Neither an event nor a deadline is lost, whoever is first. */
  @Test
  void eventsAndDeadlinesThatMeet() throws Exception {
    Random random = new Random(7);
    Script reader = runReader(ROUNDS, Duration.ofNanos(50_000));
    for (int i = 0; i < ROUNDS; i++) {
      int soFar = i;
      Eventually.is(() -> bytes.get() == soFar, () -> "read: " + bytes);
      if (i % LATE == 0) {
        int before = timeouts.get();
        Eventually.is(() -> timeouts.get() > before, () -> "the deadline ends no wait");
      }
      for (int k = random.nextInt(500); k > 0; k--) {
        Thread.onSpinWait();
      }
      pair.send(1);
    }
    reader.awaitDone();
  }

  /** A task that reads so many bytes, and waits for each until it comes. */
  private Script runReader(int most, Duration atMost) {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return run(
        self -> {
          while (pair.ours().read(buffer.clear()) > 0) {
            if (bytes.incrementAndGet() == most) {
              return Step.DONE;
            }
          }
          if (registration.readTimedOut()) {
            timeouts.incrementAndGet();
          }
          registration.awaitReadable(self, atMost);
          return Step.PARK;
        });
  }
}
