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
 * HB-6: a Worker that gives up a Processor puts it into the IdleSet by a CAS; who takes it out by a
 * CAS sees all that the old owner wrote plainly.
 */
@JCStressTest
@State
@Checks(Invariant.S3)
@Edge(value = "HB-6", promise = "the new owner of a Processor sees the plain writes of the old one")
@Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "not given up yet")
@Outcome(id = "1, 2", expect = ACCEPTABLE_INTERESTING, desc = "taken over")
@Outcome(expect = FORBIDDEN, desc = "the new owner missed a plain write of the old one")
public class OwnerChange {
  final RunQueue ring = new RunQueue(2, 0);
  final IdleSet idle = Fields.idleSet();

  {
    ring.push(new Parcel(1));
    ring.push(new Parcel(2));
  }

  @Actor
  public void oldOwner() {
    ring.poll(); // writes cleared
    ring.poll();
    idle.park(null, null, false, true);
  }

  @Actor
  public void newOwner(II_Result r) {
    IdleState seen = idle.state();
    if (seen.idle != null && idle.close(seen)) {
      r.r1 = 1;
      r.r2 = (int) Fields.CLEARED.get(ring);
    }
  }

  /**
   * The old owner gives the Processor up before its last write. A State that is written plainly is
   * not observable here: its final fields make a fence, and x86 keeps stores in order.
   */
  @JCStressTest
  @State
  @Twin("the old owner gives the Processor up before its last write")
  public static class GivenUpTooEarly extends OwnerChange {
    @Actor
    @Override
    public void oldOwner() {
      ring.poll();
      idle.park(null, null, false, true);
      ring.poll();
    }

    @Actor
    @Override
    public void newOwner(II_Result r) {
      super.newOwner(r);
    }
  }
}
