package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SelectCase;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.EndsInTime;
import dev.heddle.threads.Eventually;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that block, one situation at a time. */
@Checks(Invariant.S10)
@EndsInTime
class ThreadsTest {
  private final Channel<Integer> channel = Channel.unbuffered();

  /** A thread, and what it returns. */
  private record Started<T>(Thread thread, FutureTask<T> result) {
    T get() throws Exception {
      return result.get(30, TimeUnit.SECONDS);
    }

    Throwable failure() {
      return assertThrows(ExecutionException.class, this::get).getCause();
    }
  }

  private static <T> Started<T> start(Callable<T> body) {
    FutureTask<T> result = new FutureTask<>(body);
    Thread thread = new Thread(result);
    thread.setDaemon(true);
    thread.start();
    return new Started<>(thread, result);
  }

  /** A thread that waits by now. */
  private static <T> Started<T> waiting(Callable<T> body) {
    Started<T> started = start(body);
    Eventually.waits(started.thread);
    return started;
  }

  private Callable<Void> sending(int value) {
    return () -> {
      channel.send(value);
      return null;
    };
  }

  @Test
  void whoCameFirstIsServedFirst() throws Exception {
    Started<Integer> one = waiting(channel::receive);
    Started<Integer> two = waiting(channel::receive);
    assertTrue(channel.offer(1));
    assertTrue(channel.offer(2));
    assertFalse(channel.offer(3));
    assertEquals(1, one.get());
    assertEquals(2, two.get());
    waiting(sending(4));
    waiting(sending(5));
    assertEquals(4, channel.receive());
    assertEquals(5, channel.receive());
    assertNull(channel.poll());
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    Started<Integer> receiver = waiting(channel::receive);
    receiver.thread.interrupt();
    assertTrue(receiver.failure() instanceof InterruptedException);
    assertFalse(channel.offer(1), "nobody waits any more");
    Started<Void> sender = waiting(sending(2));
    sender.thread.interrupt();
    assertTrue(sender.failure() instanceof InterruptedException);
    assertNull(channel.poll(), "nothing was sent");
  }

  @Test
  void whoIsInterruptedAlreadyDoesNotBegin() throws Exception {
    Channel<Integer> one = Channel.buffered(1);
    one.send(1);
    Started<Integer> receiver =
        start(
            () -> {
              Thread.currentThread().interrupt();
              return one.receive();
            });
    assertTrue(receiver.failure() instanceof InterruptedException);
    assertEquals(1, one.poll());
  }

  @Test
  void closeEndsWaits() throws Exception {
    Started<Integer> receiver = waiting(channel::receive);
    channel.close();
    assertNull(receiver.get());
    assertThrows(ChannelClosedException.class, channel::close);
    assertThrows(ChannelClosedException.class, () -> channel.send(1));
    assertThrows(ChannelClosedException.class, () -> channel.offer(1));
    assertThrows(ChannelClosedException.class, () -> channel.offer(1, Duration.ofDays(1)));
  }

  @Test
  void closeFailsSendersAndKeepsTheBuffer() throws Exception {
    Channel<Integer> one = Channel.buffered(1);
    one.send(1);
    Started<Void> sender =
        waiting(
            () -> {
              one.send(2);
              return null;
            });
    one.close();
    assertTrue(sender.failure() instanceof ChannelClosedException);
    assertFalse(one.isDrained());
    assertEquals(1, one.receive());
    assertNull(one.receive());
    assertTrue(one.isDrained());
  }

  @Test
  void aDeadlineEndsAWait() throws Exception {
    Duration shortly = Duration.ofMillis(1);
    assertNull(channel.poll(shortly));
    assertFalse(channel.offer(1, shortly));
    assertNull(channel.poll(), "nothing was sent");
    assertNull(channel.poll(Duration.ZERO));
    assertFalse(channel.offer(1, Duration.ofNanos(-1)));
    Started<Integer> receiver = waiting(() -> channel.poll(Duration.ofDays(1_000_000)));
    assertTrue(channel.offer(2, Duration.ofDays(1)));
    assertEquals(2, receiver.get());
  }

  @Test
  void aSelectIsCancelledByAnotherThread() throws Exception {
    Select[] select = new Select[1];
    Started<SelectCase> selecting =
        waiting(
            () -> {
              select[0] = new Select();
              select[0].receive(channel);
              return select[0].await();
            });
    assertTrue(select[0].cancel());
    assertNull(selecting.get());
    assertFalse(channel.offer(1));
  }

  /** Go TestSelectDuplicateChannel: a Select that leaves a line twice doesn't take others along. */
  @Test
  void aSelectLeavesALineAndNobodyElseDoes() throws Exception {
    Channel<Integer> other = Channel.unbuffered();
    Started<Boolean> selecting =
        waiting(
            () -> {
              Select select = new Select();
              select.receive(channel);
              select.receive(channel);
              SelectCase last = select.receive(other);
              return select.await() == last;
            });
    Started<Integer> receiver = waiting(channel::receive);
    other.send(7);
    assertTrue(selecting.get());
    channel.send(8);
    assertEquals(8, receiver.get());
  }

  /** Who blocks inside a plain task holds no Processor: here there is only one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTaskThatBlocksGivesItsProcessorAway(boolean sends) throws Exception {
    Channel<Integer> results = Channel.buffered(1);
    try (Scheduler scheduler = Scheduler.builder().processors(1).monitor(false).build()) {
      scheduler.execute(
          () -> {
            scheduler.execute(quietly(() -> meet(!sends, results)));
            quietly(() -> meet(sends, results)).run();
          });
      assertEquals(7, results.receive());
    }
  }

  private Void meet(boolean sends, Channel<Integer> results) throws InterruptedException {
    if (sends) {
      channel.send(7);
    } else {
      results.send(channel.receive());
    }
    return null;
  }

  private static Runnable quietly(Callable<?> body) {
    return () -> {
      try {
        body.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    };
  }

  @Test
  @Checks({Invariant.S10, Invariant.S8})
  void shutdownNowInterruptsATaskThatBlocks() throws Exception {
    Channel<String> results = Channel.buffered(1);
    Scheduler scheduler = Scheduler.builder().processors(1).build();
    scheduler.execute(
        () -> {
          try {
            results.offer("waits");
            channel.receive();
            results.offer("received");
          } catch (InterruptedException e) {
            results.offer("interrupted");
          }
        });
    assertEquals("waits", results.receive());
    scheduler.shutdownNow();
    scheduler.awaitTermination();
    assertEquals("interrupted", results.receive());
    assertFalse(channel.offer(1));
  }
}
