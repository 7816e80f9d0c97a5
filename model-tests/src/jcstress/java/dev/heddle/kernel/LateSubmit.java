package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.weak.Edge;
import dev.heddle.weak.Twin;
import java.util.concurrent.RejectedExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-9: a submitter queues a task and reads the phase; shutdown writes the phase and looks at the
 * queues. At least one of them sees the other.
 */
@JCStressTest
@State
@Checks(Invariant.S8)
@Edge(value = "HB-9", promise = "a task is run or rejected, not stranded")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "accepted, and shutdown waits for it")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "rejected")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "rejected, and a Worker was woken to look again")
@Outcome(expect = FORBIDDEN, desc = "accepted, and over without it")
public class LateSubmit {
  final LooseHost host = new LooseHost();
  final Scheduler scheduler = host.scheduler().build();
  final Parcel parcel = new Parcel(1);

  @Actor
  public void submitter(II_Result r) {
    try {
      scheduler.execute(parcel);
      r.r1 = 1;
    } catch (RejectedExecutionException e) {
      r.r1 = 0;
    }
  }

  @Actor
  public void closer(II_Result r) {
    scheduler.shutdown();
    r.r2 = scheduler.lifecycle() == Lifecycle.TERMINATED ? 1 : 0;
  }

  /** The phase is written with release: shutdown may look at the queues before. */
  @JCStressTest
  @State
  @Twin("the phase is written with release")
  public static class ReleasedPhase extends LateSubmit {
    @Actor
    @Override
    public void submitter(II_Result r) {
      super.submitter(r);
    }

    @Actor
    @Override
    public void closer(II_Result r) {
      scheduler.hasWork(); // warms the cache: only quick loads overtake the write
      Fields.PHASE.setRelease(Fields.shutdown(scheduler), Lifecycle.SHUTDOWN);
      r.r2 = scheduler.hasWork() ? 0 : 1;
    }
  }
}
