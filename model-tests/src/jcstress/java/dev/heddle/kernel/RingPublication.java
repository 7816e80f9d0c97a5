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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-1: the owner writes a task, puts it into a slot and moves tail; a thief that sees the new tail
 * sees the task, and what was written into it.
 */
@JCStressTest
@State
@Checks({Invariant.S1, Invariant.S2})
@Edge(value = "HB-1", promise = "a thief sees a pushed task, whole and once")
@Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "stolen")
@Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the thief was too early")
@Outcome(expect = FORBIDDEN, desc = "lost, twice, or not yet written")
public class RingPublication {
  final RunQueue ring = new RunQueue(2, 0);
  final RunQueue loot = new RunQueue(2, 0);
  final Parcel parcel = new Parcel(0);

  @Actor
  public void owner() {
    parcel.content = 1;
    ring.push(parcel);
  }

  @Actor
  public void thief(II_Result r) {
    r.r1 = Parcel.open(ring.stealInto(loot));
  }

  @Arbiter
  public void rest(II_Result r) {
    r.r2 = Parcel.open(ring.poll());
  }

  /** Tail moves before the slot is written: what a plain write would permit, done by hand. */
  @JCStressTest
  @State
  @Twin("tail moves before the slot is written")
  public static class EarlyTail extends RingPublication {
    @Actor
    @Override
    public void owner() {
      parcel.content = 1;
      Fields.TAIL.setVolatile(ring, 1);
      Fields.slots(ring)[0] = parcel;
    }

    @Actor
    @Override
    public void thief(II_Result r) {
      super.thief(r);
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      super.rest(r);
    }
  }

  /** The plain write itself. The JIT does write tail first, but not in every compilation. */
  @JCStressTest
  @State
  @Twin(value = "tail is written plainly", notHere = "x86 keeps stores in order; the JIT need not")
  public static class PlainTail extends RingPublication {
    @Actor
    @Override
    public void owner() {
      parcel.content = 1;
      int t = (int) Fields.TAIL.get(ring);
      Fields.slots(ring)[t & 1] = parcel;
      Fields.TAIL.set(ring, t + 1);
    }

    @Actor
    @Override
    public void thief(II_Result r) {
      super.thief(r);
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      super.rest(r);
    }
  }
}
