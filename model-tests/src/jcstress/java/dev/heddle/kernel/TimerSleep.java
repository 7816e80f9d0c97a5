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
 * HB-12 with HB-5, the StoreLoad pair of S9: who sets a timer looks for sleepers afterwards; a
 * Worker says that it sleeps and looks at the heaps. At least one of them sees the other.
 */
@JCStressTest
@State
@Checks(Invariant.S9)
@Edge(
    value = "HB-12",
    promise = "a timer and a Worker that picks how long it sleeps don't miss each other")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "who set it saw the sleeper")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "the sleeper saw the timer")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "neither saw the other: a late timer")
public class TimerSleep {
  final TimerHeap heap = new TimerHeap();
  final IdleSet idle = Fields.idleSet();
  final Timer timer = new Timer(null, heap, 1, new Parcel(1), true);

  @Actor
  public void setter(II_Result r) {
    heap.add(timer);
    r.r1 = idle.state().idle == null ? 0 : 1;
  }

  @Actor
  public void sleeper(II_Result r) {
    idle.park(null, null, false, true);
    r.r2 = heap.earliest() == TimerHeap.NEVER ? 0 : 1;
  }

  /** The sleeper writes the State with release: it may look at the heap before. */
  @JCStressTest
  @State
  @Twin("the sleeper writes the State with release")
  public static class ReleasedState extends TimerSleep {
    final IdleState asleep = IdleState.of(Stack.push(null, null), null, null, 0, false);

    @Actor
    @Override
    public void setter(II_Result r) {
      super.setter(r);
    }

    @Actor
    @Override
    public void sleeper(II_Result r) {
      Fields.IDLE.setRelease(idle, asleep);
      r.r2 = heap.earliest() == TimerHeap.NEVER ? 0 : 1;
    }
  }
}
