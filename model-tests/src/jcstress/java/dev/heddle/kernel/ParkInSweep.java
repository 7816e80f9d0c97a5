package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.weak.Edge;
import dev.heddle.weak.Twin;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-9: a task parks and its Worker reads the phase; shutdownNow writes the phase and sweeps up the
 * parked tasks. At least one of them sees the other, and only one cancels.
 */
@JCStressTest
@State
@Checks(Invariant.S8)
@Edge(value = "HB-9", promise = "a task that parks during shutdownNow is reported once")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "shutdownNow returned it")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "the Worker reported it")
@Outcome(expect = FORBIDDEN, desc = "reported twice or not at all")
public class ParkInSweep {
  final AtomicInteger reports = new AtomicInteger();
  final LooseHost host = new LooseHost();
  final Scheduler scheduler = host.scheduler().cancelled(task -> reports.incrementAndGet()).build();
  final Letter letter = new Letter();

  {
    scheduler.execute(letter);
  }

  @Actor
  public void worker() {
    host.worker.round();
  }

  @Actor
  public void stopper(II_Result r) {
    r.r1 = scheduler.shutdownNow().size();
  }

  @Arbiter
  public void rest(II_Result r) {
    r.r2 = reports.get();
  }

  /**
   * The task parks by a write with release: the Worker may read the phase before. Only the pair
   * itself, since all that shutdownNow does in between gives the write time to arrive.
   */
  @JCStressTest
  @State
  @Twin("the task parks by a write with release")
  public static class ReleasedState extends ParkInSweep {
    @Actor
    @Override
    public void worker() {
      Fields.TASK.setRelease(letter, Fields.PARKED);
      if (scheduler.lifecycle() == Lifecycle.STOP) {
        scheduler.reports.cancelIfParked(letter);
      }
    }

    @Actor
    @Override
    public void stopper(II_Result r) {
      Fields.PHASE.compareAndSet(Fields.shutdown(scheduler), Lifecycle.RUNNING, Lifecycle.STOP);
      r.r1 = letter.cancelIfParked() ? 1 : 0;
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      super.rest(r);
    }
  }
}
