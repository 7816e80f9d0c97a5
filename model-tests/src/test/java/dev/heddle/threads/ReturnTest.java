package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Events;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who comes back from a call too late gets the only Processor in its turn, though tasks that yield
 * for ever keep it busy.
 */
@Checks(Invariant.L3)
@EndsInTime
class ReturnTest {
  private static final int CALLS = 20;

  private final Crew crew = new Crew();
  private final AtomicInteger returned = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "2, 1", "7, 2", "61, 3"})
  void whoWaitsGetsAProcessorInItsTurnAndWithinTheBound(int interval, int yielders)
      throws Exception {
    Waiters waiters = new Waiters(interval);
    Scheduler scheduler =
        Scheduler.builder()
            .processors(1)
            .monitor(false)
            .limits(Limits.DEFAULT.withGlobalInterval(interval))
            .threadFactory(crew)
            .events(waiters)
            .build();
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      gates.add(new Gate());
      scheduler.execute(caller(gates.get(i)));
    }
    for (Gate gate : gates) {
      gate.awaitReached();
    }
    keepBusy(scheduler, yielders);
    for (int i = 0; i < CALLS; i++) {
      gates.get(i).open();
      int soFar = i + 1;
      Eventually.is(() -> waiters.came() == soFar, () -> "it does not wait: " + scheduler);
    }
    scheduler.close();
    assertEquals(List.of(), waiters.failures);
    assertEquals(CALLS, waiters.served);
    crew.assertGone();
  }

  private Runnable caller(Gate gate) {
    return () -> {
      Blocking.enterLong();
      gate.run();
      Blocking.exit();
      returned.incrementAndGet();
    };
  }

  /** Returns when all yield, until all callers have returned. */
  private void keepBusy(Scheduler scheduler, int yielders) throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(yielders);
    for (int i = 0; i < yielders; i++) {
      scheduler.execute(
          new Task() {
            @Override
            protected Step step() {
              busy.countDown();
              return returned.get() == CALLS ? Step.DONE : Step.YIELD;
            }
          });
    }
    Eventually.opens(busy);
  }

  /** Those who wait, in order, and when the Processor must have been theirs. */
  private static final class Waiters implements Events {
    private record Waiter(int worker, int latest) {}

    private final int interval;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private int picks;
    private int came;
    private int served;

    /** Who was handed the Processor before it could say that it waits, or -1. */
    private int early = -1;

    Waiters(int interval) {
      this.interval = interval;
    }

    synchronized int came() {
      return came;
    }

    @Override
    public synchronized void picked(
        int worker, int processor, Runnable task, Source source, int moved) {
      picks++;
      if (!waiting.isEmpty() && picks > waiting.peek().latest) {
        failures.add("L3: W%d still waits at pick %d".formatted(waiting.poll().worker, picks));
      }
    }

    @Override
    public synchronized void waits(int worker) {
      came++;
      if (worker != early) {
        waiting.add(new Waiter(worker, picks + interval * (waiting.size() + 1) + 1));
      }
      early = -1;
    }

    @Override
    public synchronized void handedOver(int worker, int processor) {
      served++;
      Waiter first = waiting.poll();
      if (first == null) {
        early = worker;
      } else if (first.worker != worker) {
        failures.add("L3: W%d was not the first, but %s".formatted(worker, first));
      }
    }
  }
}
