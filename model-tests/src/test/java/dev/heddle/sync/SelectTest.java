package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SelectCase;
import dev.heddle.kernel.sync.SendCase;
import dev.heddle.spec.Invariant;
import dev.heddle.threads.EndsInTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Select does, without others in between. */
@Checks(Invariant.S10)
@EndsInTime
class SelectTest {
  private final Channel<Integer> a = Channel.buffered(1);
  private final Channel<Integer> b = Channel.buffered(1);

  @Test
  void doesWhatIsPossible() throws Exception {
    Select select = new Select();
    ReceiveCase<Integer> fromA = select.receive(a);
    SendCase<Integer> toB = select.send(b);
    assertNull(select.poll(), "nothing is: a is empty, and there is nothing to be sent");
    toB.offer(1);
    assertSame(toB, select.await());
    assertEquals(1, b.poll());
    assertNull(select.poll(), "a value is sent once");
    a.send(2);
    assertSame(fromA, select.await());
    assertEquals(2, fromA.value());
    assertNull(select.await(Duration.ZERO));
    assertTrue(select.isTimedOut());
    assertThrows(IllegalStateException.class, fromA::value, "that was the time before");
    assertNull(select.await(Duration.ofNanos(1)));
  }

  @Test
  void aPausedCaseTakesNoPart() throws Exception {
    Select select = new Select();
    ReceiveCase<Integer> fromA = select.receive(a);
    a.send(1);
    fromA.pause(true);
    assertNull(select.poll());
    fromA.pause(false);
    assertSame(fromA, select.poll());
  }

  @Test
  void whatIsClosedIsPossible() throws Exception {
    Select select = new Select();
    ReceiveCase<Integer> fromA = select.receive(a);
    a.send(1);
    a.close();
    assertSame(fromA, select.await());
    assertFalse(fromA.isClosed());
    assertEquals(1, fromA.value());
    assertSame(fromA, select.await());
    assertTrue(fromA.isClosed());
    assertThrows(IllegalStateException.class, fromA::value);
    fromA.pause(true);
    SendCase<Integer> toA = select.send(a);
    toA.offer(2);
    assertThrows(ChannelClosedException.class, select::await);
    assertSame(toA, select.chosen());
  }

  /** Go: {@code select {}}, and one of nil channels. */
  @Test
  void withoutCasesItWaitsForItsTimeOut() throws Exception {
    assertNull(new Select().await(Duration.ofNanos(1)));
    assertNull(new Select().poll());
  }

  /** Go TestSelectFairness, without a clock: a thousand choices, each between ten cases. */
  @Test
  void allThatIsPossibleIsAsProbable() throws Exception {
    int cases = 10;
    int each = 1_000;
    Select select = new Select().seed(42);
    List<SelectCase> all = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      Channel<Integer> closed = Channel.unbuffered();
      closed.close();
      all.add(select.receive(closed));
    }
    int[] chosen = new int[cases];
    for (int i = 0; i < cases * each; i++) {
      chosen[all.indexOf(select.await())]++;
    }
    for (int count : chosen) {
      // The standard deviation is 30; the seed is fixed.
      assertTrue(Math.abs(count - each) < 150, () -> Arrays.toString(chosen));
    }
  }

  /** New Selects, of which each chooses once, are fair as well. */
  @Test
  void newSelectsDoNotAllChooseTheSame() throws Exception {
    a.close();
    b.close();
    int first = 0;
    for (int i = 0; i < 1_000; i++) {
      Select select = new Select();
      SelectCase one = select.receive(a);
      select.receive(b);
      first += select.await() == one ? 1 : 0;
    }
    int count = first;
    assertTrue(400 < count && count < 600, () -> count + " of 1,000");
  }

  /** Go TestSelectDuplicateChannel. */
  @Test
  void aChannelMayHaveSeveralCases() throws Exception {
    Select select = new Select();
    ReceiveCase<Integer> one = select.receive(a);
    ReceiveCase<Integer> two = select.receive(a);
    SendCase<Integer> three = select.send(a);
    three.offer(7);
    assertSame(three, select.await());
    ReceiveCase<?> received = (ReceiveCase<?>) select.await();
    assertTrue(received == one || received == two);
    assertEquals(7, received.value());
    assertNull(select.poll());
  }

  @Test
  void itBelongsToItsThread() {
    Select ofTask = new Select(new Routine(self -> Step.DONE));
    assertThrows(IllegalStateException.class, ofTask::await);
    Select ofThread = new Select();
    assertThrows(IllegalStateException.class, ofThread::decide);
    Select[] others = new Select[1];
    Thread other = new Thread(() -> others[0] = new Select());
    other.start();
    joinQuietly(other);
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> others[0].await());
    assertTrue(e.getMessage().startsWith("it belongs to another thread"), e::getMessage);
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void thereIsALimit() {
    Select select = new Select();
    for (int i = 0; i < 1_024; i++) {
      select.receive(Channel.<Integer>unbuffered());
    }
    assertNull(select.poll());
    assertThrows(IllegalStateException.class, () -> select.receive(a));
  }

  // ---------------------------------------------------------------- tasks

  private final SimulatedHost host = new SimulatedHost(1);
  private final Scheduler scheduler = Scheduler.builder().processors(1).host(host).build();
  private final List<String> log = new ArrayList<>();

  /** Selects once between both channels, then once with a paused. */
  private final class Twice extends Task {
    private final Select select = new Select(this).seed(1);
    private final ReceiveCase<Integer> fromA;
    private final ReceiveCase<Integer> fromB;

    Twice(Channel<Integer> a, Channel<Integer> b) {
      fromA = select.receive(a);
      fromB = select.receive(b);
    }

    @Override
    protected Step step() {
      while (log.size() < 2) {
        if (!select.decide()) {
          return Step.PARK;
        }
        log.add(select.chosen() == fromA ? "a " + fromA.value() : "b " + fromB.value());
        fromA.pause(true);
      }
      return Step.DONE;
    }
  }

  /** Else it would receive from a channel that takes no part. */
  @Test
  void whatWasNotChosenIsLeft() {
    Channel<Integer> first = Channel.unbuffered();
    Channel<Integer> second = Channel.unbuffered();
    Twice task = new Twice(first, second);
    scheduler.execute(task);
    host.runUntilQuiet(100);
    assertTrue(second.offer(1));
    host.runUntilQuiet(100);
    assertFalse(first.offer(2), "it waits, but not there");
    assertTrue(second.offer(3));
    host.runUntilQuiet(100);
    assertEquals(List.of("b 1", "b 3"), log);
    assertTrue(task.isDone());
  }

  @Test
  void onlyOneCaseIsDone() {
    Channel<Integer> first = Channel.unbuffered();
    Channel<Integer> second = Channel.unbuffered();
    scheduler.execute(new Twice(first, second));
    host.runUntilQuiet(100);
    assertTrue(second.offer(1));
    assertFalse(first.offer(2), "before the task has run again");
    assertFalse(second.offer(3));
  }

  @Test
  void casesCanNotBeChangedWhileItWaits() {
    Channel<Integer> first = Channel.unbuffered();
    Twice task = new Twice(first, Channel.unbuffered());
    scheduler.execute(task);
    host.runUntilQuiet(100);
    assertThrows(IllegalStateException.class, () -> task.fromA.pause(true));
    assertThrows(IllegalStateException.class, () -> task.select.send(first));
    assertThrows(IllegalStateException.class, task.select::poll);
    assertTrue(task.select.toString().contains(" or receive from channel"));
  }

  /** Go TestSelfSelect: who would send and receive on one channel never meets itself. */
  @Test
  void nobodyMeetsItself() {
    Channel<Integer> channel = Channel.unbuffered();
    int rounds = 100;
    int[] met = new int[2];
    for (int i = 0; i < 2; i++) {
      scheduler.execute(new Self(i, channel, rounds, met));
    }
    host.runUntilQuiet(100_000);
    assertEquals(2 * rounds, met[0] + met[1]);
    assertEquals(met[0], met[1], "for each that sent another has received");
  }

  private static final class Self extends Task {
    private final int number;
    private final int[] met;
    private final Select select;
    private final ReceiveCase<Integer> in;
    private final SendCase<Integer> out;
    private int left;

    Self(int number, Channel<Integer> channel, int rounds, int[] met) {
      this.number = number;
      this.met = met;
      left = rounds;
      select = new Select(this).seed(number);
      out = select.send(channel);
      in = select.receive(channel);
      out.offer(number);
    }

    @Override
    protected Step step() {
      while (left > 0) {
        if (!select.decide()) {
          return Step.PARK;
        }
        left--;
        if (select.chosen() == in) {
          assertEquals(1 - number, in.value(), "a value of its own");
          met[0]++;
        } else {
          out.offer(number);
          met[1]++;
        }
      }
      return Step.DONE;
    }
  }
}
