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
 * HB-5 at the end of a search: a publisher pushes a task and leaves it to the searcher that it
 * sees; the searcher says that it no longer searches and then looks for more. At least one of them
 * sees the other.
 */
@JCStressTest
@State
@Checks(Invariant.S6)
@Edge(
    value = "HB-5",
    promise = "a publisher that trusts a searcher and the searcher that ends don't miss each other")
@Outcome(
    id = "1, 0",
    expect = ACCEPTABLE_INTERESTING,
    desc = "the publisher saw that nobody searches")
@Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "the searcher saw the task")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "neither saw the other: a lost wakeup")
public class SearchEnd {
  final RunQueue ring = new RunQueue(2, 0);
  final IdleSet idle = Fields.idleSet();
  final Parcel parcel = new Parcel(1);

  {
    Fields.IDLE.set(idle, IdleState.CLOSED.withSearching(1));
  }

  @Actor
  public void publisher(II_Result r) {
    ring.push(parcel);
    r.r1 = idle.state().searching == 0 ? 1 : 0;
  }

  @Actor
  public void searcher(II_Result r) {
    idle.stopSearching();
    r.r2 = ring.isEmpty() ? 0 : 1;
  }

  /** The searcher writes the State with release: it may look at the ring before. */
  @JCStressTest
  @State
  @Twin("the searcher writes the State with release")
  public static class ReleasedState extends SearchEnd {
    @Actor
    @Override
    public void publisher(II_Result r) {
      super.publisher(r);
    }

    @Actor
    @Override
    public void searcher(II_Result r) {
      Fields.IDLE.setRelease(idle, IdleState.CLOSED);
      r.r2 = ring.isEmpty() ? 0 : 1;
    }
  }
}
