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
 * HB-5, the StoreLoad pair of S6, with the global queue: a submitter pushes a task and looks for
 * sleepers; a Worker says that it sleeps and looks at the queue. At least one of them sees the
 * other.
 */
@JCStressTest
@State
@Checks(Invariant.S6)
@Edge(
    value = "HB-5",
    promise = "a submitted task and a Worker that falls asleep don't miss each other")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "the publisher saw the sleeper")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "the sleeper saw the task")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "neither saw the other: a lost wakeup")
public class GlobalSleep {
  final GlobalQueue queue = new GlobalQueue(2);
  final IdleSet idle = Fields.idleSet();
  final Parcel parcel = new Parcel(1);

  @Actor
  public void publisher(II_Result r) {
    queue.push(parcel);
    r.r1 = idle.state().idle == null ? 0 : 1;
  }

  @Actor
  public void sleeper(II_Result r) {
    idle.park(null, null, false, true);
    r.r2 = queue.isEmpty() ? 0 : 1;
  }

  /** The sleeper writes the State with release: it may look at the queue before. */
  @JCStressTest
  @State
  @Twin("the sleeper writes the State with release")
  public static class ReleasedState extends GlobalSleep {
    final IdleState asleep = IdleState.of(Stack.push(null, null), null, null, 0, false);

    @Actor
    @Override
    public void publisher(II_Result r) {
      super.publisher(r);
    }

    @Actor
    @Override
    public void sleeper(II_Result r) {
      Fields.IDLE.setRelease(idle, asleep);
      r.r2 = queue.isEmpty() ? 0 : 1;
    }
  }
}
