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
 * HB-4: a producer writes a task and pushes it to the global queue; who takes it sees what was
 * written into it. This is what the kernel assumes of JCTools.
 */
@JCStressTest
@State
@Checks({Invariant.S1, Invariant.S2})
@Edge(value = "HB-4", promise = "who takes a task from the global queue sees it whole")
@Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "taken")
@Outcome(id = "-1, 1", expect = ACCEPTABLE_INTERESTING, desc = "the consumer was too early")
@Outcome(expect = FORBIDDEN, desc = "lost, twice, or not yet written")
public class GlobalPublication {
  final GlobalQueue queue = new GlobalQueue(2);
  final Parcel parcel = new Parcel(0);

  @Actor
  public void producer() {
    parcel.content = 1;
    queue.push(parcel);
  }

  @Actor
  public void consumer(II_Result r) {
    r.r1 = Parcel.open(queue.poll());
  }

  @Arbiter
  public void rest(II_Result r) {
    r.r2 = Parcel.open(queue.poll());
  }

  /**
   * The task is written after it is pushed: what a queue without an order would permit, done by
   * hand. A queue of one plain field is not observable here: x86 keeps stores in order, and so does
   * the JIT in this case.
   */
  @JCStressTest
  @State
  @Twin("the task is pushed before it is written")
  public static class EarlyPush extends GlobalPublication {
    @Actor
    @Override
    public void producer() {
      queue.push(parcel);
      parcel.content = 1;
    }

    @Actor
    @Override
    public void consumer(II_Result r) {
      super.consumer(r);
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      super.rest(r);
    }
  }
}
