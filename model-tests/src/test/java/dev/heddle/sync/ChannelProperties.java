package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.spec.Invariant;
import dev.heddle.sync.Outcome.End;
import dev.heddle.sync.Outcome.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Channels and Selects, used by several tasks in simulation, beside their specification: after each
 * operation every task has come as far as {@link ChannelModel} says.
 */
@Checks({Invariant.S10, Invariant.L4})
class ChannelProperties {
  private static final int PARTIES = 5;
  private static final int CHANNELS = 2;

  /** What happened in any of the runs. */
  private static final Set<End> SEEN = EnumSet.noneOf(End.class);

  enum Kind {
    REQUEST,
    OFFER,
    POLL,
    CANCEL,
    CLOSE,
    WAKE_FOR_NOTHING,
    TIME_PASSES
  }

  /**
   * @param party which, also of the channels
   * @param ways a set of ways as bits: of the first channel to receive and to send, of the second
   * @param millis how much time passes; or the deadline, of which 0 is none and 1 is at once
   */
  record Op(Kind kind, int party, int ways, int millis, boolean bySelect) {}

  private SimulatedHost host;
  private ChannelModel model;
  private final List<Channel<Integer>> channels = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private int sent;

  @Property
  void behaveAsSpecified(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int processors,
      @ForAll @IntRange(max = 2) int first,
      @ForAll @IntRange(max = 2) int second,
      @ForAll("operations") List<Op> operations) {
    start(seed, processors, List.of(first, second));
    for (Op op : operations) {
      apply(op);
      host.runUntilQuiet(10_000);
      assertSame(op);
    }
    SEEN.addAll(model.seen);
  }

  /** Else the property would hold because nothing happens. */
  @AfterContainer
  static void allHappened() {
    assertEquals(EnumSet.allOf(End.class), SEEN);
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(12, Kind.REQUEST),
                Tuple.of(2, Kind.OFFER),
                Tuple.of(2, Kind.POLL),
                Tuple.of(2, Kind.CANCEL),
                Tuple.of(1, Kind.CLOSE),
                Tuple.of(1, Kind.WAKE_FOR_NOTHING),
                Tuple.of(2, Kind.TIME_PASSES)),
            Arbitraries.integers().between(0, PARTIES - 1),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(1, 2, 4, 8)),
                Tuple.of(2, Arbitraries.integers().between(1, 15))),
            Arbitraries.of(0, 0, 0, 1, 5, 10),
            Arbitraries.of(false, true))
        .as(Op::new)
        .list()
        .ofMaxSize(60);
  }

  private void start(long seed, int processors, List<Integer> capacities) {
    host = new SimulatedHost(seed);
    Scheduler scheduler = Scheduler.builder().processors(processors).host(host).build();
    model = new ChannelModel(capacities, PARTIES);
    channels.clear();
    capacities.forEach(capacity -> channels.add(Channel.buffered(capacity)));
    parties.clear();
    for (int i = 0; i < PARTIES; i++) {
      parties.add(new Party(channels, seed + i));
      scheduler.execute(parties.get(i));
    }
    host.runUntilQuiet(10_000);
  }

  private void apply(Op op) {
    Party party = parties.get(op.party);
    int number = op.party % CHANNELS;
    Channel<Integer> channel = channels.get(number);
    switch (op.kind) {
      case REQUEST -> request(op, party);
      case OFFER -> offer(number, channel);
      case POLL -> poll(number, channel);
      case CANCEL -> assertEquals(model.cancel(op.party), party.cancel());
      case CLOSE -> close(number, channel);
      case WAKE_FOR_NOTHING -> party.ready();
      case TIME_PASSES -> {
        host.advance(Duration.ofMillis(op.millis));
        model.timeIs(host.nanoTime());
      }
    }
  }

  private void request(Op op, Party party) {
    if (party.isBusy()) {
      return;
    }
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < 2 * CHANNELS; i++) {
      if ((op.ways >> i & 1) != 0) {
        ways.add(new Way(i / 2, i % 2 == 1));
      }
    }
    int value = ++sent;
    Duration timeout = op.millis == 0 ? null : Duration.ofMillis(op.millis == 1 ? 0 : op.millis);
    int before = party.outcomes().size();
    List<Way> possible = model.possible(ways);
    party.request(new Party.Request(ways, value, timeout, op.bySelect));
    host.runUntilQuiet(10_000);
    if (!possible.isEmpty()) {
      assertEquals(before + 1, party.outcomes().size(), () -> "one of these: " + possible);
      Way done = party.outcomes().get(before).way();
      assertTrue(possible.contains(done), () -> done + " is none of " + possible);
      model.ended(op.party, model.does(done, value));
    } else if (timeout != null && timeout.isZero()) {
      model.ended(op.party, Outcome.timedOut());
    } else {
      long deadline = timeout == null ? ChannelModel.FOREVER : host.nanoTime() + timeout.toNanos();
      model.waits(op.party, ways, value, deadline);
    }
  }

  private void offer(int number, Channel<Integer> channel) {
    Way way = new Way(number, true);
    int value = ++sent;
    boolean possible = !model.possible(List.of(way)).isEmpty();
    try {
      assertEquals(possible, channel.offer(value));
      if (possible) {
        assertEquals(new Outcome(way, End.SENT, value), model.does(way, value));
      }
    } catch (ChannelClosedException e) {
      assertEquals(End.FAILED, model.does(way, value).end());
    }
  }

  private void poll(int number, Channel<Integer> channel) {
    Way way = new Way(number, false);
    Integer value = channel.poll();
    if (!model.possible(List.of(way)).isEmpty()) {
      Outcome outcome = model.does(way, 0);
      assertEquals(outcome.value(), value == null ? 0 : value);
      assertEquals(outcome.end() == End.CLOSED, value == null);
    } else {
      assertEquals(null, value);
    }
  }

  private void close(int number, Channel<Integer> channel) {
    boolean closed;
    try {
      channel.close();
      closed = true;
    } catch (ChannelClosedException e) {
      closed = false;
    }
    assertEquals(model.close(number), closed);
  }

  private void assertSame(Op last) {
    for (int i = 0; i < PARTIES; i++) {
      assertEquals(model.outcomes(i), parties.get(i).outcomes(), "party " + i + " after " + last);
      assertEquals(model.waits(i), parties.get(i).isBusy(), "whether party " + i + " waits");
    }
    for (int i = 0; i < CHANNELS; i++) {
      assertEquals(model.size(i), channels.get(i).size(), "in the buffer, after " + last);
    }
  }
}
