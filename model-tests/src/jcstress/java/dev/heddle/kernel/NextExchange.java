package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.weak.Edge;
import dev.heddle.weak.Twin;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * RunNext, between an owner who replaces the task there and a thief: both exchange, so each task
 * has one taker. HB-3 in both directions.
 */
@JCStressTest
@State
@Checks({Invariant.S1, Invariant.S2})
@Edge(value = "HB-3", promise = "a task displaced from runNext is not stolen too")
@Outcome(id = "1, 2, -1", expect = ACCEPTABLE_INTERESTING, desc = "the thief took the new task")
@Outcome(id = "-1, 1, 2", expect = ACCEPTABLE_INTERESTING, desc = "the thief took the old task")
@Outcome(expect = FORBIDDEN, desc = "lost or taken twice")
public class NextExchange {
  final RunQueue ring = new RunQueue(2, 0);
  final Parcel later = new Parcel(2);

  {
    ring.swapNext(new Parcel(1));
  }

  @Actor
  public void owner(III_Result r) {
    r.r1 = Parcel.open(ring.swapNext(later));
  }

  @Actor
  public void thief(III_Result r) {
    r.r2 = Parcel.open(ring.stealNext());
  }

  @Arbiter
  public void rest(III_Result r) {
    r.r3 = Parcel.open(ring.pollNext());
  }

  /** The owner reads runNext and then writes it. */
  @JCStressTest
  @State
  @Twin("the owner reads runNext and then writes it")
  public static class ReadThenWrite extends NextExchange {
    @Actor
    @Override
    public void owner(III_Result r) {
      Runnable displaced = ring.peekNext();
      Fields.NEXT.setVolatile(ring, later);
      r.r1 = Parcel.open(displaced);
    }

    @Actor
    @Override
    public void thief(III_Result r) {
      super.thief(r);
    }

    @Arbiter
    @Override
    public void rest(III_Result r) {
      super.rest(r);
    }
  }
}
