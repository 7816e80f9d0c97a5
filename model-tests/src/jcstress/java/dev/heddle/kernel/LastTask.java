package dev.heddle.kernel;

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
 * The last task of a ring, between its owner and a thief: both take by a CAS on head, so only one
 * has it. HB-2 hangs on that CAS.
 */
@JCStressTest
@State
@Checks(Invariant.S2)
@Edge(value = "HB-2", promise = "owner and thief don't both take the last task")
@Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "the owner was faster")
@Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the thief was faster")
@Outcome(expect = FORBIDDEN, desc = "lost or taken twice")
public class LastTask {
  final RunQueue ring = new RunQueue(2, 0);
  final RunQueue loot = new RunQueue(2, 0);

  {
    ring.push(new Parcel(1));
  }

  @Actor
  public void owner(II_Result r) {
    r.r1 = Parcel.open(ring.poll());
  }

  @Actor
  public void thief(II_Result r) {
    r.r2 = Parcel.open(ring.stealInto(loot));
  }

  /** The owner moves head without a CAS. */
  @JCStressTest
  @State
  @Twin("the owner moves head without a CAS")
  public static class PollWithoutCas extends LastTask {
    @Actor
    @Override
    public void owner(II_Result r) {
      int h = (int) Fields.HEAD.getVolatile(ring);
      Runnable task = h == (int) Fields.TAIL.get(ring) ? null : Fields.slots(ring)[h & 1];
      Fields.HEAD.setVolatile(ring, 1);
      r.r1 = Parcel.open(task);
    }

    @Actor
    @Override
    public void thief(II_Result r) {
      super.thief(r);
    }
  }
}
