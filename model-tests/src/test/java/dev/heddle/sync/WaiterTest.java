package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.kernel.sync.Mutex;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a task may do with its Waiter, and what it is told if it does something else. */
@Checks(Invariant.S10)
class WaiterTest {
  private final SimulatedHost host = new SimulatedHost(1);
  private final Scheduler scheduler = Scheduler.builder().processors(1).host(host).build();
  private final Channel<Integer> channel = Channel.unbuffered();
  private final List<String> log = new ArrayList<>();

  private Routine start(Routine.Body body) {
    Routine routine = new Routine(body);
    scheduler.execute(routine);
    host.runUntilQuiet(100);
    return routine;
  }

  /** A task that receives one value, and says what came. */
  private Routine receiver() {
    return start(
        self -> {
          if (!channel.receive(self.waiter)) {
            return Step.PARK;
          }
          log.add(self.waiter.isCancelled() ? "cancelled" : "received " + self.waiter.value());
          return Step.DONE;
        });
  }

  @Test
  void whoIsCancelledHasReceivedNothing() {
    Routine receiver = receiver();
    assertTrue(receiver.waiter.cancel());
    assertFalse(receiver.waiter.cancel(), "it was cancelled before");
    assertFalse(channel.offer(1));
    host.runUntilQuiet(100);
    assertEquals(List.of("cancelled"), log);
  }

  @Test
  void whoHasReceivedIsNotCancelled() {
    Routine receiver = receiver();
    assertTrue(channel.offer(1));
    assertFalse(receiver.waiter.cancel());
    host.runUntilQuiet(100);
    assertEquals(List.of("received 1"), log);
    assertFalse(receiver.waiter.cancel(), "it does not wait");
  }

  @Test
  void whoDoesNotWaitIsNotCancelled() {
    Channel<Integer> one = Channel.buffered(1);
    start(
        self -> {
          assertFalse(self.waiter.cancel());
          assertTrue(one.send(1, self.waiter));
          assertFalse(self.waiter.cancel());
          assertTrue(self.waiter.isServed() && !self.waiter.isCancelled());
          log.add("done");
          return Step.DONE;
        });
    assertEquals(List.of("done"), log);
  }

  @Test
  void aTaskThatGivesUpMayWaitElsewhere() {
    Channel<Integer> other = Channel.buffered(1);
    Routine task =
        start(
            self -> {
              if (self.steps == 1) {
                assertFalse(channel.receive(self.waiter));
                return Step.PARK;
              }
              assertTrue(self.waiter.cancel());
              assertTrue(other.send(2, self.waiter));
              log.add("sent");
              return Step.DONE;
            });
    task.ready();
    host.runUntilQuiet(100);
    assertEquals(List.of("sent"), log);
    assertFalse(channel.offer(1), "it has left the line");
    assertEquals(2, other.poll());
  }

  @Test
  void whatIsSentIsTheValueOfTheFirstCall() {
    Routine sender = start(self -> channel.send(self.steps, self.waiter) ? Step.DONE : Step.PARK);
    sender.ready();
    host.runUntilQuiet(100);
    assertEquals(1, channel.poll());
    host.runUntilQuiet(100);
    assertTrue(sender.isDone());
    assertEquals(null, channel.poll(), "it is sent once");
  }

  @Test
  void aWaiterWaitsForOneThingAtATime() {
    Channel<Integer> other = Channel.unbuffered();
    start(
        self -> {
          assertFalse(channel.receive(self.waiter));
          IllegalStateException e =
              assertThrows(IllegalStateException.class, () -> other.receive(self.waiter));
          assertTrue(e.getMessage().contains("still waits"), e::getMessage);
          assertThrows(IllegalStateException.class, () -> channel.send(1, self.waiter));
          assertFalse(channel.receive(self.waiter), "it waits as before");
          log.add("done");
          return Step.DONE;
        });
    assertEquals(List.of("done"), log);
  }

  /** Else a value would be lost by a mistake. */
  @Test
  void anOutcomeMustBeAskedFor() {
    Channel<Integer> other = Channel.unbuffered();
    Routine task =
        start(
            self -> {
              if (self.steps == 1) {
                assertFalse(channel.receive(self.waiter));
                return Step.PARK;
              }
              IllegalStateException e =
                  assertThrows(IllegalStateException.class, () -> other.receive(self.waiter));
              assertTrue(e.getMessage().contains("nobody has asked"), e::getMessage);
              assertTrue(channel.receive(self.waiter));
              log.add("received " + self.waiter.value());
              return Step.DONE;
            });
    assertTrue(channel.offer(1));
    host.runUntilQuiet(100);
    assertTrue(task.isDone());
    assertEquals(List.of("received 1"), log);
  }

  @Test
  void thereIsAValueOnlyAfterAReceive() {
    Channel<Integer> one = Channel.buffered(1);
    start(
        self -> {
          Waiter<Integer> waiter = self.waiter;
          assertThrows(IllegalStateException.class, waiter::value);
          assertTrue(one.send(1, waiter));
          assertThrows(IllegalStateException.class, waiter::value);
          assertTrue(one.receive(waiter));
          assertEquals(1, waiter.value());
          assertEquals(1, waiter.value(), "it is kept");
          assertFalse(one.receive(waiter));
          assertThrows(IllegalStateException.class, waiter::value);
          assertTrue(waiter.cancel());
          assertTrue(one.receive(waiter) && waiter.isCancelled());
          assertThrows(IllegalStateException.class, waiter::value);
          one.close();
          assertTrue(one.receive(waiter) && waiter.isClosed());
          assertFalse(waiter.isServed());
          assertThrows(IllegalStateException.class, waiter::value);
          assertTrue(new Mutex().lock(waiter));
          assertThrows(IllegalStateException.class, waiter::value);
          log.add("done");
          return Step.DONE;
        });
    assertEquals(List.of("done"), log);
  }

  @Test
  void aSenderThatWaitsFailsWhenTheChannelIsClosed() {
    start(
        self -> {
          try {
            return channel.send(1, self.waiter) ? Step.DONE : Step.PARK;
          } catch (ChannelClosedException e) {
            log.add(e.getMessage().replaceAll("#\\d+", "#"));
            assertThrows(ChannelClosedException.class, () -> channel.send(2, self.waiter));
            return Step.DONE;
          }
        });
    channel.close();
    host.runUntilQuiet(100);
    assertEquals(
        List.of("channel # (unbuffered, closed) is closed, and nothing can be sent on it"), log);
  }

  /** A value is for who can use it. */
  @Test
  void aTaskThatHasEndedIsPassedOver() {
    Routine gone =
        start(
            self -> {
              assertFalse(channel.receive(self.waiter));
              return Step.DONE;
            });
    assertTrue(gone.isDone());
    assertFalse(channel.offer(1));
    receiver();
    assertTrue(channel.offer(2));
    host.runUntilQuiet(100);
    assertEquals(List.of("received 2"), log);
  }

  @Test
  @Checks({Invariant.S10, Invariant.S8})
  void aTaskThatShutdownNowHasCancelledIsPassedOver() {
    Routine parked = receiver();
    assertEquals(List.of(parked), scheduler.shutdownNow());
    assertFalse(channel.offer(1));
    assertEquals(List.of(), log);
  }

  @Test
  void valuesAreNotNull() {
    start(
        self -> {
          assertThrows(NullPointerException.class, () -> channel.send(null, self.waiter));
          assertThrows(NullPointerException.class, () -> channel.send(1, self.waiter, null));
          assertThrows(NullPointerException.class, () -> channel.receive(self.waiter, null));
          log.add("done");
          return Step.DONE;
        });
    assertEquals(List.of("done"), log);
    assertThrows(NullPointerException.class, () -> channel.offer(null));
    assertThrows(NullPointerException.class, () -> channel.send(null));
    assertThrows(NullPointerException.class, () -> new Waiter<Integer>(null));
  }

  @Test
  void itSaysWhoWaitsAndForWhat() {
    Routine receiver = receiver();
    String text = receiver.waiter.toString().replaceAll("#\\d+|@[0-9a-f]+", "#");
    assertEquals("dev.heddle.sync.Routine#, to receive from channel # (unbuffered)", text);
  }

  @Test
  void capacitiesHaveARange() {
    assertEquals(
        "capacity must be from 0 to 1073741824, but is -1",
        assertThrows(IllegalArgumentException.class, () -> Channel.buffered(-1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Channel.buffered((1 << 30) + 1));
    assertEquals(0, Channel.buffered(0).capacity());
    assertEquals(3, Channel.buffered(3).capacity());
  }

  /** A woken peer runs next, on the Processor of who has woken it (Go: runnext). */
  @Test
  void aWokenPeerRunsNext() {
    receiver();
    scheduler.execute(
        () -> {
          scheduler.execute(() -> log.add("earlier"));
          scheduler.execute(() -> log.add("earlier too"));
          assertTrue(channel.offer(1));
        });
    host.runUntilQuiet(100);
    assertEquals(List.of("received 1", "earlier", "earlier too"), log);
  }
}
