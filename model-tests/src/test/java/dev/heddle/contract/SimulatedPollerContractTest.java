package dev.heddle.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Host;
import dev.heddle.kernel.Poller;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.SimulatedPoller;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.time.Duration;

/** The contract, by {@link SimulatedPoller}: a poll that blocks is a carrier that is parked. */
@Checks({Invariant.S6, Invariant.L4})
class SimulatedPollerContractTest extends PollerContract {
  private static final int MOST_ROUNDS = 100;

  @Override
  protected PollerSubject newSubject() {
    return new Simulation();
  }

  private static final class Simulation extends PollerSubject {
    private final SimulatedHost host = new SimulatedHost(4);
    private final SimulatedPoller poller = new SimulatedPoller(host);
    private int carriers;

    @Override
    public Poller poller() {
      return poller;
    }

    @Override
    public Source newSource() {
      return new Source() {
        private Task waiter;

        @Override
        public void await(Task task) {
          waiter = task;
          poller.await(task);
        }

        @Override
        public void happen() {
          assertTrue(poller.happen(waiter));
        }

        @Override
        public void consume() {}
      };
    }

    @Override
    public Call startPoll(long timeoutNanos, Poller.Sink sink) {
      int number = carriers++;
      PollOnce loop = new PollOnce(timeoutNanos, sink);
      host.newCarrier("poll", loop).start();
      host.step(number);
      return new Call() {
        @Override
        public boolean blocks() {
          host.runUntilQuiet(MOST_ROUNDS);
          return !loop.returned;
        }

        @Override
        public void awaitReturn() {
          host.runUntilQuiet(MOST_ROUNDS);
          assertTrue(loop.returned, "the poll does not return");
        }
      };
    }

    @Override
    public void letTimePass(Duration time) {
      host.advance(time);
    }

    @Override
    public boolean isForThreads() {
      return false;
    }

    /** The first round polls, and if that would block, there is a second when it would return. */
    private final class PollOnce implements Host.Loop {
      private final long timeoutNanos;
      private final Poller.Sink sink;
      private boolean polled;
      private boolean returned;

      PollOnce(long timeoutNanos, Poller.Sink sink) {
        this.timeoutNanos = timeoutNanos;
        this.sink = sink;
      }

      @Override
      public void attach() {}

      @Override
      public void detach() {}

      @Override
      public Next round() {
        if (polled) {
          returned = true;
          return Next.EXIT;
        }
        polled = true;
        poller.poll(timeoutNanos, sink);
        return Next.AGAIN;
      }

      @Override
      public long parkNanos() {
        return 0;
      }
    }
  }
}
