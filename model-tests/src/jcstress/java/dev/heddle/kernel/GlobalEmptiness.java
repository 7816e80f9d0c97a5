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
 * HB-4: a withdrawal moves tasks from the inbox aside, and says so first; who asks meanwhile
 * whether the queue is empty doesn't overlook them.
 */
@JCStressTest
@State
@Checks({Invariant.S6, Invariant.S8})
@Edge(value = "HB-4", promise = "a queue that holds a task is never said to be empty")
@Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "seen")
@Outcome(expect = FORBIDDEN, desc = "overlooked")
public class GlobalEmptiness {
  final GlobalQueue queue = new GlobalQueue(2);
  final Parcel other = new Parcel(2);

  {
    queue.push(new Parcel(1));
  }

  @Actor
  public void withdrawer() {
    queue.withdraw(other);
  }

  @Actor
  public void looker(I_Result r) {
    r.r1 = queue.isEmpty() ? 1 : 0;
  }

  /** The looker looks into the inbox only. */
  @JCStressTest
  @State
  @Twin("the looker looks into the inbox only")
  public static class InboxOnly extends GlobalEmptiness {
    @Actor
    @Override
    public void withdrawer() {
      super.withdrawer();
    }

    @Actor
    @Override
    public void looker(I_Result r) {
      r.r1 = Fields.inbox(queue).isEmpty() ? 1 : 0;
    }
  }
}
