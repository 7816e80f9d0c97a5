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
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * HB-8: a step writes into its task, and the task parks; a waker that finds it parked queues it,
 * and who takes it from there sees what the step wrote.
 */
@JCStressTest
@State
@Checks({Invariant.S2, Invariant.L4})
@Edge(value = "HB-8", promise = "a step sees what the step before it wrote")
@Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "the task had parked, and was taken")
@Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "the task keeps a permit")
@Outcome(expect = FORBIDDEN, desc = "the next step misses what this one wrote")
public class ParkAndWake {
  final LooseHost host = new LooseHost();
  final Scheduler scheduler = host.scheduler().build();
  final Letter letter = new Letter();

  @Actor
  public void worker() {
    letter.accept(scheduler);
    letter.content = 1;
    letter.park();
  }

  @Actor
  public void waker(I_Result r) {
    letter.ready();
    r.r1 = scheduler.global.poll() == null ? Parcel.NONE : letter.content;
  }

  /**
   * The task parks before its last write: what a plain write of the state word would permit, done
   * by hand. The plain write itself is not observable here: x86 keeps stores in order, and so does
   * the JIT in this case.
   */
  @JCStressTest
  @State
  @Twin("the task parks before its last write")
  public static class EarlyPark extends ParkAndWake {
    @Actor
    @Override
    public void worker() {
      letter.accept(scheduler);
      letter.park();
      letter.content = 1;
    }

    @Actor
    @Override
    public void waker(I_Result r) {
      super.waker(r);
    }
  }
}
