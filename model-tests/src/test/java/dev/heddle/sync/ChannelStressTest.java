package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.EndsInTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks and threads on one channel, on real threads, with every way to give up: each value that was
 * sent is received once, and each that was not sent is not.
 */
@Checks({Invariant.S10, Invariant.L4})
@EndsInTime
class ChannelStressTest {
  private static final int EACH = 5_000;
  private static final Duration SHORT = Duration.ofNanos(20_000);

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Scheduler scheduler =
      Scheduler.builder().processors(2).uncaught((task, e) -> failure.set(e)).build();
  private final WaitGroup senders = new WaitGroup();
  private final WaitGroup receivers = new WaitGroup();
  private AtomicIntegerArray received;
  private int numbers;

  @AfterEach
  @EndsInTime
  void nothingHasFailed() {
    scheduler.shutdownNow();
    scheduler.close();
    assertNull(failure.get());
  }

  /**
   * @param threads whether half of the senders, and of the receivers, are threads
   */
  @ParameterizedTest
  @CsvSource({"0, false", "0, true", "1, false", "1, true", "16, false", "16, true"})
  void eachValueIsReceivedOnce(int capacity, boolean threads) throws Exception {
    Channel<Integer> channel = Channel.buffered(capacity);
    int pairs = 4;
    received = new AtomicIntegerArray(pairs * EACH);
    List<Thread> all = new ArrayList<>();
    senders.add(pairs);
    receivers.add(pairs);
    for (int i = 0; i < pairs; i++) {
      int first = i * EACH;
      if (threads && i % 2 == 1) {
        all.add(thread(() -> sendAll(channel, first)));
        all.add(thread(() -> receiveAll(channel)));
      } else {
        scheduler.execute(new Sender(channel, first));
        scheduler.execute(new Receiver(channel, i % 2 == 0));
      }
    }
    senders.await();
    channel.close();
    receivers.await();
    for (Thread thread : all) {
      thread.join();
    }
    assertEachOnce();
  }

  /** Threads that are interrupted again and again, and begin again. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anInterruptLosesNothing(int capacity) throws Exception {
    Channel<Integer> channel = Channel.buffered(capacity);
    received = new AtomicIntegerArray(2 * EACH);
    senders.add(2);
    receivers.add(2);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int first = i * EACH;
      all.add(thread(() -> sendAll(channel, first)));
      all.add(thread(() -> receiveAll(channel)));
    }
    Thread interrupter =
        thread(
            () -> {
              while (all.stream().anyMatch(Thread::isAlive)) {
                for (Thread each : all) {
                  each.interrupt();
                }
                Thread.onSpinWait();
              }
            });
    awaitThreads(all.subList(0, 1));
    awaitThreads(all.subList(2, 3));
    channel.close();
    awaitThreads(all);
    interrupter.join();
    assertEachOnce();
  }

  private static void awaitThreads(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void assertEachOnce() {
    int[] wrong = new int[received.length()];
    int count = 0;
    for (int i = 0; i < received.length(); i++) {
      if (received.get(i) != 1) {
        wrong[count++] = i;
      }
    }
    assertEquals(0, count, "not received once: " + Arrays.toString(Arrays.copyOf(wrong, count)));
  }

  private Thread thread(Runnable body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "thread " + numbers++);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** With a deadline now and then, and again if that was the end. */
  private void sendAll(Channel<Integer> channel, int first) {
    for (int i = 0; i < EACH; ) {
      try {
        if (i % 3 == 0) {
          i += channel.offer(first + i, SHORT) ? 1 : 0;
        } else {
          channel.send(first + i);
          i++;
        }
      } catch (InterruptedException e) {
        // then it was not sent
      }
    }
    senders.done();
  }

  private void receiveAll(Channel<Integer> channel) {
    for (int i = 0; !channel.isDrained(); i++) {
      try {
        Integer value = i % 3 == 0 ? channel.poll(SHORT) : channel.receive();
        if (value != null) {
          received.incrementAndGet(value);
        }
      } catch (InterruptedException e) {
        // then nothing was received
      }
    }
    receivers.done();
  }

  private final class Sender extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final Channel<Integer> channel;
    private final int first;
    private int sent;

    Sender(Channel<Integer> channel, int first) {
      this.channel = channel;
      this.first = first;
    }

    @Override
    protected Step step() {
      while (sent < EACH) {
        boolean over =
            sent % 3 == 0
                ? channel.send(first + sent, waiter, SHORT)
                : channel.send(first + sent, waiter);
        if (!over) {
          return giveUpNowAndThen();
        }
        sent += waiter.isServed() ? 1 : 0;
        if (Scheduler.shouldYield()) {
          return Step.YIELD;
        }
      }
      senders.done();
      return Step.DONE;
    }

    private Step giveUpNowAndThen() {
      if (sent % 7 == 0) {
        waiter.cancel();
      }
      return Step.PARK;
    }
  }

  /** Receives by a Waiter, or by a Select that has a second channel on which nothing comes. */
  private final class Receiver extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final Select select = new Select(this);
    private final Channel<Integer> channel;
    private final boolean selects;
    private final ReceiveCase<Integer> in;

    Receiver(Channel<Integer> channel, boolean selects) {
      this.channel = channel;
      this.selects = selects;
      in = select.receive(channel);
      select.receive(Channel.<Integer>unbuffered());
    }

    @Override
    protected Step step() {
      while (true) {
        if (!(selects ? select.decide(SHORT) : channel.receive(waiter, SHORT))) {
          return Step.PARK;
        }
        if (selects ? in.isClosed() : waiter.isClosed()) {
          receivers.done();
          return Step.DONE;
        }
        if (selects ? select.chosen() == in : waiter.isServed()) {
          received.incrementAndGet(selects ? in.value() : waiter.value());
        }
        if (Scheduler.shouldYield()) {
          return Step.YIELD;
        }
      }
    }
  }
}
