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
 * HB-3: the owner writes a task and swaps it into runNext; a thief that finds it there sees what
 * was written into it.
 */
@JCStressTest
@State
@Checks({Invariant.S1, Invariant.S2})
@Edge(value = "HB-3", promise = "a thief sees the task in runNext whole")
@Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "stolen")
@Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the thief was too early")
@Outcome(expect = FORBIDDEN, desc = "lost, twice, or not yet written")
public class NextPublication {
  final RunQueue ring = new RunQueue(2, 0);
  final Parcel parcel = new Parcel(0);

  @Actor
  public void owner() {
    parcel.content = 1;
    ring.swapNext(parcel);
  }

  @Actor
  public void thief(II_Result r) {
    r.r1 = Parcel.open(ring.stealNext());
  }

  @Arbiter
  public void rest(II_Result r) {
    r.r2 = Parcel.open(ring.pollNext());
  }

  /**
   * RunNext is written before the task: what a plain write would permit, done by hand. The plain
   * write itself is not observable here: x86 keeps stores in order, and so does the JIT in this
   * case.
   */
  @JCStressTest
  @State
  @Twin("runNext is written before the task")
  public static class EarlyNext extends NextPublication {
    @Actor
    @Override
    public void owner() {
      ring.swapNext(parcel);
      parcel.content = 1;
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
