package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A producer can stall between the CAS that makes the global queue non-empty and the write of its
 * task. A Worker then gets nothing from a queue that isn't empty, and in the next moment it may get
 * something. In simulation the stall is one {@code relaxedPoll} that answers null.
 */
@Checks(Invariant.S1)
class StalledProducerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void losesNoTask(int processors) {
    for (int seed = 0; seed < 25; seed++) {
      int stalledPoll = 0;
      while (assertAllRun(processors, seed, stalledPoll)) {
        stalledPoll++;
      }
      assertTrue(stalledPoll > 2, "the stall was reached, at one poll after the other");
    }
  }

  /** Returns whether the run polled so often that it met the stall. */
  private static boolean assertAllRun(int processors, int seed, int stalledPoll) {
    int tasks = 9;
    SimulatedHost host = new SimulatedHost(seed);
    Scheduler scheduler = Scheduler.builder().processors(processors).host(host).build();
    StallingInbox inbox = new StallingInbox(stalledPoll);
    inbox.putInto(scheduler);
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < tasks; i++) {
      scheduler.execute(ran::incrementAndGet);
    }

    host.runUntilQuiet(1_000);

    assertEquals(
        tasks,
        ran.get(),
        "processors=%d seed=%d stalled poll %d".formatted(processors, seed, stalledPoll));
    return inbox.polls > stalledPoll;
  }

  /** An inbox whose n-th poll meets a producer that has not written its task yet. */
  private static final class StallingInbox extends HookedInbox {
    private final int stalledPoll;
    private int polls;

    StallingInbox(int stalledPoll) {
      this.stalledPoll = stalledPoll;
    }

    @Override
    public Runnable relaxedPoll() {
      return polls++ == stalledPoll ? null : super.relaxedPoll();
    }
  }
}
