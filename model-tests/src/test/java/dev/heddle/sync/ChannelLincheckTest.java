package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ChannelClosedException;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import dev.heddle.sync.Outcome.End;
import dev.heddle.sync.Outcome.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A channel is linearizable to {@link ChannelModel}: random small scenarios, each in many
 * interleavings (Lincheck).
 *
 * <p>An operation that must wait says so, as it does to a task, and is asked again later. All asks
 * but those of a close in its middle are part of the claim: close tells one after the other, so
 * there are two threads only, of which one closes, and the other is the only one to be told.
 */
@Checks(Invariant.S10)
class ChannelLincheckTest {
  private static final String WAITS = "waits";
  private static final String VALUES = "1:3";

  @BeforeAll
  static void lincheckRunsHere() {
    int java = Runtime.version().feature();
    if (java > 21) {
      System.out.println("Lincheck: not run, it misses hangs on Java " + java);
    }
    assumeTrue(java <= 21, "Lincheck misses hangs on Java " + java);
  }

  private static ModelCheckingOptions options(Class<?> specification) {
    return new ModelCheckingOptions()
        .sequentialSpecification(specification)
        .iterations(25)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1);
  }

  @Test
  void unbufferedChannelIsLinearizable() {
    options(UnbufferedModel.class).check(Unbuffered.class);
  }

  @Test
  void bufferedChannelIsLinearizable() {
    options(BufferedModel.class).check(Buffered.class);
  }

  /** The check finds what is no channel of that kind. */
  @Test
  void anotherChannelIsNot() {
    LincheckAssertionError e =
        assertThrows(
            LincheckAssertionError.class,
            () -> options(UnbufferedModel.class).check(Buffered.class));
    assertTrue(e.getMessage().contains("Invalid execution results"), e::getMessage);
  }

  /** The operations on a real channel. */
  public abstract static class Operations {
    private static final int THREADS = 8;

    private final Channel<Integer> channel;
    private final Map<Integer, Waiter<Integer>> waiters = new HashMap<>();

    Operations(int capacity) {
      channel = Channel.buffered(capacity);
      for (int i = 0; i < 2 * THREADS; i++) {
        waiters.put(i, new Waiter<>(new Routine(self -> Step.PARK)));
      }
    }

    /** Receives, or asks. */
    @Operation
    public String receive(@Param(gen = ThreadIdGen.class) int thread) {
      Waiter<Integer> waiter = waiters.get(party(thread, false));
      if (!channel.receive(waiter)) {
        return WAITS;
      }
      return waiter.isCancelled() ? "CANCELLED" : waiter.isClosed() ? "CLOSED" : received(waiter);
    }

    private static String received(Waiter<Integer> waiter) {
      return waiter.value().toString();
    }

    /** Sends, or asks. */
    @Operation
    public String send(
        @Param(gen = ThreadIdGen.class) int thread,
        @Param(gen = IntGen.class, conf = VALUES) int value) {
      Waiter<Integer> waiter = waiters.get(party(thread, true));
      try {
        boolean over = channel.send(value, waiter);
        return !over ? WAITS : waiter.isCancelled() ? "CANCELLED" : "SENT";
      } catch (ChannelClosedException e) {
        return "FAILED";
      }
    }

    /** Cancels a wait of its own. */
    @Operation
    public boolean cancelReceive(@Param(gen = ThreadIdGen.class) int thread) {
      return waiters.get(party(thread, false)).cancel();
    }

    /** Cancels a wait of its own. */
    @Operation
    public boolean cancelSend(@Param(gen = ThreadIdGen.class) int thread) {
      return waiters.get(party(thread, true)).cancel();
    }

    /** Sends without waiting. */
    @Operation
    public String offer(@Param(gen = IntGen.class, conf = VALUES) int value) {
      try {
        return Boolean.toString(channel.offer(value));
      } catch (ChannelClosedException e) {
        return "FAILED";
      }
    }

    /** Receives without waiting. */
    @Operation
    public Integer poll() {
      return channel.poll();
    }

    /** Closes. */
    @Operation(nonParallelGroup = "close", runOnce = true)
    public void close() {
      channel.close();
    }
  }

  private static int party(int thread, boolean sends) {
    return 2 * thread + (sends ? 1 : 0);
  }

  /** With capacity 0. */
  public static class Unbuffered extends Operations {
    public Unbuffered() {
      super(0);
    }
  }

  /** With capacity 1. */
  public static class Buffered extends Operations {
    public Buffered() {
      super(1);
    }
  }

  /** The same operations, one after the other. */
  public abstract static class Specification {
    private static final Way SEND = new Way(0, true);
    private static final Way RECEIVE = new Way(0, false);

    private final ChannelModel model;
    private final Map<Integer, Integer> asked = new HashMap<>();

    Specification(int capacity) {
      model = new ChannelModel(List.of(capacity), 2 * Operations.THREADS);
    }

    public String receive(int thread) {
      return ask(party(thread, false), RECEIVE, 0);
    }

    public String send(int thread, int value) {
      return ask(party(thread, true), SEND, value);
    }

    private String ask(int party, Way way, int value) {
      if (!model.waits(party) && model.outcomes(party).size() == asked.getOrDefault(party, 0)) {
        if (model.possible(List.of(way)).isEmpty()) {
          model.waits(party, List.of(way), value, ChannelModel.FOREVER);
        } else {
          return said(model.does(way, value));
        }
      }
      if (model.waits(party)) {
        return WAITS;
      }
      int next = asked.getOrDefault(party, 0);
      asked.put(party, next + 1);
      return said(model.outcomes(party).get(next));
    }

    private static String said(Outcome outcome) {
      return outcome.end() == End.RECEIVED
          ? Integer.toString(outcome.value())
          : outcome.end().name();
    }

    public boolean cancelReceive(int thread) {
      return model.cancel(party(thread, false));
    }

    public boolean cancelSend(int thread) {
      return model.cancel(party(thread, true));
    }

    public String offer(int value) {
      if (model.possible(List.of(SEND)).isEmpty()) {
        return "false";
      }
      return model.does(SEND, value).end() == End.FAILED ? "FAILED" : "true";
    }

    public Integer poll() {
      if (model.possible(List.of(RECEIVE)).isEmpty()) {
        return null;
      }
      Outcome outcome = model.does(RECEIVE, 0);
      return outcome.end() == End.RECEIVED ? outcome.value() : null;
    }

    public void close() {
      model.close(0);
    }
  }

  /** With capacity 0. */
  public static class UnbufferedModel extends Specification {
    public UnbufferedModel() {
      super(0);
    }
  }

  /** With capacity 1. */
  public static class BufferedModel extends Specification {
    public BufferedModel() {
      super(1);
    }
  }
}
