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
 * Two takers of the global queue's only task: the inbox has one consumer at a time, the holder of
 * the lock. HB-4 from one of them to the next.
 */
@JCStressTest
@State
@Checks(Invariant.S2)
@Edge(value = "HB-4", promise = "two takers don't take the same task")
@Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "the first was faster")
@Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the second was faster")
@Outcome(expect = FORBIDDEN, desc = "lost or taken twice")
public class GlobalTakers {
  final GlobalQueue queue = new GlobalQueue(2);

  {
    queue.push(new Parcel(1));
  }

  @Actor
  public void first(II_Result r) {
    r.r1 = Parcel.open(queue.poll());
  }

  @Actor
  public void second(II_Result r) {
    r.r2 = Parcel.open(queue.poll());
  }

  /** Both take from the inbox without the lock. */
  @JCStressTest
  @State
  @Twin("both take from the inbox without the lock")
  public static class WithoutLock extends GlobalTakers {
    @Actor
    @Override
    public void first(II_Result r) {
      r.r1 = Parcel.open(Fields.inbox(queue).relaxedPoll());
    }

    @Actor
    @Override
    public void second(II_Result r) {
      r.r2 = Parcel.open(Fields.inbox(queue).relaxedPoll());
    }
  }
}
