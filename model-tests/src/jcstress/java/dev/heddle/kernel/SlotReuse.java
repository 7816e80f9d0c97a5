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
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * HB-2: a thief reads slots and then moves head; an owner that sees the new head may overwrite
 * them.
 */
@JCStressTest
@State
@Checks(Invariant.S1)
@Edge(value = "HB-2", promise = "the owner reuses a slot only when its taker is done with it")
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE_INTERESTING, desc = "the owner found no room")
@Outcome(id = "1, 2, 1", expect = ACCEPTABLE, desc = "the owner found room the second time")
@Outcome(id = "1, 2, 2", expect = ACCEPTABLE_INTERESTING, desc = "the owner reused both slots")
@Outcome(expect = FORBIDDEN, desc = "a task that the owner put there later, or none")
public class SlotReuse {
  final RunQueue ring = new RunQueue(4, 0);
  final RunQueue loot = new RunQueue(4, 0);
  final Parcel late = new Parcel(9);

  {
    for (int i = 1; i <= 4; i++) {
      ring.push(new Parcel(i));
    }
  }

  @Actor
  public void owner(III_Result r) {
    int pushed = ring.push(late) ? 1 : 0;
    r.r3 = pushed + (ring.push(late) ? 1 : 0);
  }

  @Actor
  public void thief(III_Result r) {
    r.r1 = Parcel.open(ring.stealInto(loot));
    r.r2 = Parcel.open(loot.poll());
  }

  /** The thief moves head first and reads the slots afterwards. */
  @JCStressTest
  @State
  @Twin("the thief reads the slots after it has moved head")
  public static class LateCopy extends SlotReuse {
    @Actor
    @Override
    public void owner(III_Result r) {
      super.owner(r);
    }

    @Actor
    @Override
    public void thief(III_Result r) {
      int h = (int) Fields.HEAD.getVolatile(ring);
      Fields.HEAD.setVolatile(ring, h + 2);
      r.r1 = Parcel.open(Fields.slots(ring)[h & 3]);
      r.r2 = Parcel.open(Fields.slots(ring)[(h + 1) & 3]);
    }
  }
}
