package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.weak.Edge;
import dev.heddle.weak.Twin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-5, the StoreLoad pair of S6, with runNext: a publisher swaps a task in and looks for sleepers;
 * a Worker says that it sleeps and looks at runNext. At least one of them sees the other.
 */
@JCStressTest
@State
@Checks(Invariant.S6)
@Edge(
    value = "HB-5",
    promise = "a task swapped into runNext and a Worker that falls asleep don't miss each other")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the publisher saw the sleeper")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "the sleeper saw the task")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "neither saw the other: a lost wakeup")
public class NextSleep {
  final RunQueue ring = new RunQueue(2, 0);
  final IdleSet idle = Fields.idleSet();
  final Parcel parcel = new Parcel(1);

  @Actor
  public void publisher(II_Result r) {
    ring.swapNext(parcel);
    r.r1 = idle.state().idle == null ? 0 : 1;
  }

  @Actor
  public void sleeper(II_Result r) {
    idle.park(null, null, false, true);
    r.r2 = ring.isEmpty() ? 0 : 1;
  }

  /** Release and acquire instead of an exchange: the load may come before the store. */
  @JCStressTest
  @State
  @Twin("runNext is written with release, the State read with acquire")
  public static class ReleaseAcquire extends NextSleep {
    @Actor
    @Override
    public void publisher(II_Result r) {
      Fields.NEXT.setRelease(ring, parcel);
      IdleState state = (IdleState) Fields.IDLE.getAcquire(idle);
      r.r1 = state.idle == null ? 0 : 1;
    }

    @Actor
    @Override
    public void sleeper(II_Result r) {
      super.sleeper(r);
    }
  }
}
