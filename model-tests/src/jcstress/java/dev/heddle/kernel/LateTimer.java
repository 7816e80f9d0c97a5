package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.weak.Edge;
import dev.heddle.weak.Twin;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-9: who schedules a task sets the timer and reads the phase; shutdown writes the phase and
 * looks at the heaps. At least one of them sees the other.
 */
@JCStressTest
@State
@Checks(Invariant.S8)
@Edge(value = "HB-9", promise = "a task that is to begin later begins or is rejected, not stranded")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "accepted, and shutdown waits for it")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "rejected")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "rejected, and a Worker was woken to look again")
@Outcome(expect = FORBIDDEN, desc = "accepted, and over without it")
public class LateTimer {
  final LooseHost host = new LooseHost();
  final Scheduler scheduler = host.scheduler().build();
  final Parcel parcel = new Parcel(1);

  @Actor
  public void setter(II_Result r) {
    try {
      scheduler.schedule(parcel, Duration.ofDays(1));
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
  public static class ReleasedPhase extends LateTimer {
    @Actor
    @Override
    public void setter(II_Result r) {
      super.setter(r);
    }

    @Actor
    @Override
    public void closer(II_Result r) {
      scheduler.timers.awaitTasks(); // warms the cache: only quick loads overtake the write
      Fields.PHASE.setRelease(Fields.shutdown(scheduler), Lifecycle.SHUTDOWN);
      r.r2 = scheduler.timers.earliest() == TimerHeap.NEVER ? 1 : 0;
    }
  }
}
