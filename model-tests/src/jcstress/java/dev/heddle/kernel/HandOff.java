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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * HB-10: a waker writes the Processor into the Worker's hand-off and unparks it; a Worker that was
 * unparked sees the Processor.
 */
@JCStressTest
@State
@Checks(Invariant.S6)
@Edge(value = "HB-10", promise = "a Worker that was woken finds its Processor")
@Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "not woken yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "woken, with the Processor")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it looked before the permit came")
@Outcome(
    expect = FORBIDDEN,
    desc = "woken for nothing: it sleeps again, with a Processor in its hands")
public class HandOff {
  final LooseHost host = new LooseHost();
  final Scheduler scheduler = host.scheduler().build();

  {
    scheduler.idle.wake(); // the first wake starts the carrier
    host.worker.round();
  }

  @Actor
  public void waker() {
    scheduler.idle.wake();
  }

  @Actor
  public void worker(II_Result r) {
    r.r1 = host.permit ? 1 : 0;
    r.r2 = host.worker.round() == Host.Loop.Next.PARK ? 0 : 1;
  }

  /** The waker unparks the Worker before it hands over the Processor. */
  @JCStressTest
  @State
  @Twin("the waker unparks first")
  public static class UnparkFirst extends HandOff {
    @Actor
    @Override
    public void waker() {
      host.unpark();
      scheduler.idle.wake();
    }

    @Actor
    @Override
    public void worker(II_Result r) {
      super.worker(r);
    }
  }
}
