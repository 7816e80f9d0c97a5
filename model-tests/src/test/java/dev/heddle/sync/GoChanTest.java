package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SendCase;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.spec.Invariant;
import dev.heddle.sync.Routines.Kind;
import dev.heddle.threads.EndsInTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Go's own tests of channels, {@code src/runtime/chan_test.go}, restated. */
@Checks({Invariant.S10, Invariant.S6})
@EndsInTime
class GoChanTest {
  private static final int ROUNDS = 1_000;

  /** Where each round has routines of its own. */
  private static final int RACES = 200;

  /** TestChan: what can be seen without waiting. */
  @ParameterizedTest
  @EnumSource
  void emptyFullAndClosed(Kind kind) throws Exception {
    for (int capacity = 0; capacity < 5; capacity++) {
      Channel<Integer> channel = Channel.buffered(capacity);
      assertNull(channel.poll());
      Select select = new Select();
      select.receive(channel);
      assertNull(select.poll(), "nothing to receive");
      for (int i = 0; i < capacity; i++) {
        assertTrue(channel.offer(i));
      }
      assertFalse(channel.offer(99), "full");
      assertEquals(capacity, channel.size());
      try (Routines routines = kind.open()) {
        Channel<Integer> closed = channel;
        int values = capacity;
        routines.go(
            () -> {
              for (int i = 0; i < values; i++) {
                assertEquals(i, closed.receive());
              }
              assertNull(closed.receive());
              assertNull(closed.receive());
            });
        channel.close();
      }
      assertTrue(channel.isDrained());
    }
  }

  /** TestChan: close ends the wait of a receiver. */
  @ParameterizedTest
  @EnumSource
  void closeWakesReceivers(Kind kind) throws Exception {
    for (int i = 0; i < RACES; i++) {
      Channel<Integer> channel = Channel.buffered(i % 3);
      try (Routines routines = kind.open()) {
        routines.go(() -> assertNull(channel.receive()));
        routines.go(channel::close);
      }
    }
  }

  /** TestChan: 100 values in order. */
  @ParameterizedTest
  @EnumSource
  void valuesComeInOrder(Kind kind) throws Exception {
    for (int capacity = 0; capacity < 5; capacity++) {
      Channel<Integer> channel = Channel.buffered(capacity);
      try (Routines routines = kind.open()) {
        routines.go(
            () -> {
              for (int i = 0; i < 100; i++) {
                channel.send(i);
              }
            });
        for (int i = 0; i < 100; i++) {
          assertEquals(i, channel.receive());
        }
      }
    }
  }

  /** TestChan: four senders and four receivers; each value comes as often as it was sent. */
  @ParameterizedTest
  @EnumSource
  void eachValueIsReceivedOnce(Kind kind) throws Exception {
    int parties = 4;
    for (int capacity : List.of(0, 1, 10)) {
      Channel<Integer> channel = Channel.buffered(capacity);
      int[][] received = new int[parties][ROUNDS];
      try (Routines routines = kind.open()) {
        for (int p = 0; p < parties; p++) {
          int[] mine = received[p];
          routines.go(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  channel.send(i);
                }
              });
          routines.go(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  mine[channel.receive()]++;
                }
              });
        }
      }
      for (int i = 0; i < ROUNDS; i++) {
        int value = i;
        int sum = IntStream.range(0, parties).map(p -> received[p][value]).sum();
        assertEquals(parties, sum, () -> "value " + value);
      }
      assertNull(channel.poll());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nonblockRecvRace(Kind kind) throws Exception {
    for (int i = 0; i < RACES; i++) {
      Channel<Integer> channel = Channel.buffered(1);
      channel.send(1);
      try (Routines routines = kind.open()) {
        routines.go(
            () -> {
              Select select = new Select();
              select.receive(channel);
              assertNotNull(select.poll(), "there is a value, or it is closed");
            });
        channel.close();
        channel.receive();
      }
    }
  }

  /** There is a value in the one channel until there is one in the other, or that one is closed. */
  @ParameterizedTest
  @EnumSource
  void nonblockSelectRace(Kind kind) throws Exception {
    for (int i = 0; i < RACES; i++) {
      Channel<Integer> one = Channel.buffered(1);
      Channel<Integer> two = Channel.buffered(1);
      one.send(1);
      try (Routines routines = kind.open()) {
        routines.go(
            () -> {
              Select select = new Select();
              select.receive(one);
              select.receive(two);
              assertNotNull(select.poll(), "one of both is possible at each moment");
            });
        if (i % 2 == 0) {
          two.send(1);
        } else {
          two.close(); // TestNonblockSelectRace2
        }
        one.poll();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void selfSelect(Kind kind) throws Exception {
    for (int capacity = 0; capacity < 10; capacity++) {
      Channel<Integer> channel = Channel.buffered(capacity);
      boolean unbuffered = capacity == 0;
      try (Routines routines = kind.open()) {
        for (int p = 0; p < 2; p++) {
          int self = p;
          routines.go(() -> sendOrReceive(channel, self, unbuffered));
        }
      }
    }
  }

  private static void sendOrReceive(Channel<Integer> channel, int self, boolean unbuffered)
      throws InterruptedException {
    Select select = new Select();
    SendCase<Integer> out = select.send(channel);
    ReceiveCase<Integer> in = select.receive(channel);
    for (int i = 0; i < ROUNDS; i++) {
      out.offer(self);
      if (select.await() == in) {
        assertFalse(unbuffered && in.value() == self, "received what it sent itself");
      }
    }
  }

  /** Senders and receivers of single channels beside a Select that sends, and one that receives. */
  @ParameterizedTest
  @EnumSource
  void selectStress(Kind kind) throws Exception {
    List<Channel<Integer>> channels =
        List.of(
            Channel.unbuffered(), Channel.unbuffered(), Channel.buffered(2), Channel.buffered(3));
    try (Routines routines = kind.open()) {
      for (Channel<Integer> channel : channels) {
        routines.go(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                channel.send(i);
              }
            });
        routines.go(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                assertNotNull(channel.receive());
              }
            });
      }
      routines.go(() -> sendByTurns(channels));
      routines.go(() -> receiveByTurns(channels));
    }
    channels.forEach(channel -> assertNull(channel.poll()));
  }

  private static void sendByTurns(List<Channel<Integer>> channels) throws InterruptedException {
    Select select = new Select();
    List<SendCase<Integer>> cases = channels.stream().map(select::send).toList();
    int[] left = channels.stream().mapToInt(c -> ROUNDS).toArray();
    cases.forEach(each -> each.offer(0));
    for (int i = 0; i < ROUNDS * channels.size(); i++) {
      int chosen = cases.indexOf(select.await());
      left[chosen]--;
      if (left[chosen] > 0) {
        cases.get(chosen).offer(0);
      }
    }
  }

  private static void receiveByTurns(List<Channel<Integer>> channels) throws InterruptedException {
    Select select = new Select();
    List<ReceiveCase<Integer>> cases = channels.stream().map(select::receive).toList();
    int[] left = channels.stream().mapToInt(c -> ROUNDS).toArray();
    for (int i = 0; i < ROUNDS * channels.size(); i++) {
      int chosen = cases.indexOf(select.await());
      assertFalse(cases.get(chosen).isClosed());
      left[chosen]--;
      cases.get(chosen).pause(left[chosen] == 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pseudoRandomSend(Kind kind) throws Exception {
    int values = 100;
    for (int capacity : List.of(0, values)) {
      Channel<Integer> channel = Channel.buffered(capacity);
      int[] received = new int[2];
      try (Routines routines = kind.open()) {
        routines.go(
            () -> {
              Select select = new Select();
              SendCase<Integer> zero = select.send(channel);
              SendCase<Integer> one = select.send(channel);
              for (int i = 0; i < values; i++) {
                zero.offer(0);
                one.offer(1);
                select.await();
              }
            });
        for (int i = 0; i < values; i++) {
          received[channel.receive()]++;
        }
      }
      assertTrue(
          received[0] > values / 10 && received[1] > values / 10,
          () -> "zeros " + received[0] + ", ones " + received[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multiConsumer(Kind kind) throws Exception {
    int workers = 23;
    int values = 20_000;
    Channel<Integer> in = Channel.buffered(3 * workers);
    Channel<Integer> out = Channel.buffered(3 * workers);
    WaitGroup group = new WaitGroup();
    long expected = 0;
    long sum = 0;
    for (int i = 0; i < values; i++) {
      expected += i % 97;
    }
    try (Routines routines = kind.open()) {
      group.add(workers);
      for (int w = 0; w < workers; w++) {
        routines.go(
            () -> {
              for (Integer value = in.receive(); value != null; value = in.receive()) {
                out.send(value);
              }
              group.done();
            });
      }
      routines.go(
          () -> {
            for (int i = 0; i < values; i++) {
              in.send(i % 97);
            }
            in.close();
            group.await();
            out.close();
          });
      int count = 0;
      for (Integer value = out.receive(); value != null; value = out.receive()) {
        sum += value;
        count++;
      }
      assertEquals(values, count);
    }
    assertEquals(expected, sum);
  }
}
