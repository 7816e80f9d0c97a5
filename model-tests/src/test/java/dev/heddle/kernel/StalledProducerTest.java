package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A producer can stall between the CAS that makes the global queue non-empty and the write of its
 * task. A Worker then gets nothing from a queue that isn't empty, and in the next moment it may get
 * something. In simulation the stall is one {@code relaxedPoll} that answers null.
 */
@Checks(Invariant.S1)
class StalledProducerTest {

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4"})
  void losesNoTask(int processors) {
    for (int seed = 0; seed < 25; seed++) {
      for (int stalledPoll = 0; stalledPoll < 10; stalledPoll++) {
        assertAllRun(processors, seed, stalledPoll);
      }
    }
  }

  private static void assertAllRun(int processors, int seed, int stalledPoll) {
    int tasks = 9;
    SimulatedHost host = new SimulatedHost(seed);
    Scheduler scheduler = Scheduler.builder().processors(processors).host(host).build();
    StallingInbox inbox = new StallingInbox(stalledPoll);
    inbox.putInto(scheduler.global);
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < tasks; i++) {
      scheduler.execute(ran::incrementAndGet);
    }

    host.runUntilQuiet(1_000);

    String where = "processors=%d seed=%d stalled poll %d".formatted(processors, seed, stalledPoll);
    assertTrue(inbox.polls > stalledPoll, "the stall was reached: " + where);
    assertEquals(tasks, ran.get(), where);
  }

  /** An inbox whose n-th poll meets a producer that has not written its task yet. */
  private static final class StallingInbox extends MpscUnboundedVarHandleArrayQueue<Runnable> {
    private final int stalledPoll;
    private int polls;

    StallingInbox(int stalledPoll) {
      super(16);
      this.stalledPoll = stalledPoll;
    }

    @Override
    public Runnable relaxedPoll() {
      return polls++ == stalledPoll ? null : super.relaxedPoll();
    }

    void putInto(GlobalQueue queue) {
      try {
        Field inbox = GlobalQueue.class.getDeclaredField("inbox");
        inbox.setAccessible(true);
        inbox.set(queue, this);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("GlobalQueue has its JCTools queue in a field named inbox", e);
      }
    }
  }
}
