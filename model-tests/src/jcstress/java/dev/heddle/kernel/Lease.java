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
 * HB-11: a Worker works with its Processor, lends it and wants it back, while another thread
 * retakes it: one of the two has it, and the other one sees what the Worker did before.
 */
@JCStressTest
@State
@Checks(Invariant.S3)
@Edge(value = "HB-11", promise = "a lent Processor is reclaimed or retaken, and the taker sees all")
@Outcome(
    id = "1, 0, 0",
    expect = ACCEPTABLE,
    desc = "reclaimed; the taker was too late or too early")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE_INTERESTING, desc = "retaken, and all was seen")
@Outcome(expect = FORBIDDEN, desc = "both have it, or nobody, or the taker missed a plain write")
public class Lease {
  final Processor processor = new Processor(0, Limits.DEFAULT.withRingCapacity(2), null);

  {
    processor.queue.push(new Parcel(1));
    processor.queue.push(new Parcel(2));
  }

  @Actor
  public void worker(III_Result r) {
    processor.queue.poll(); // writes cleared, plainly
    processor.queue.poll();
    int lent = processor.lend();
    r.r1 = processor.reclaim(lent) ? 1 : 0;
  }

  @Actor
  public void taker(III_Result r) {
    if (processor.retake(processor.lease())) {
      r.r2 = 1;
      r.r3 = (int) Fields.CLEARED.get(processor.queue);
    }
  }

  /** The Worker lends before its last write. */
  @JCStressTest
  @State
  @Twin("the Worker lends before its last write")
  public static class LentTooEarly extends Lease {
    @Actor
    @Override
    public void worker(III_Result r) {
      processor.queue.poll();
      int lent = processor.lend();
      processor.queue.poll();
      r.r1 = processor.reclaim(lent) ? 1 : 0;
    }

    @Actor
    @Override
    public void taker(III_Result r) {
      super.taker(r);
    }
  }

  /** The Worker takes its Processor back by a read and a write. */
  @JCStressTest
  @State
  @Twin("the Worker takes its Processor back by a read and a write")
  public static class ReclaimedByWrite extends Lease {
    @Actor
    @Override
    public void worker(III_Result r) {
      processor.queue.poll();
      processor.queue.poll();
      int lent = processor.lend();
      if (processor.lease() == lent) {
        Fields.LEASE.setVolatile(processor, lent + 1);
        r.r1 = 1;
      }
    }

    @Actor
    @Override
    public void taker(III_Result r) {
      super.taker(r);
    }
  }
}
