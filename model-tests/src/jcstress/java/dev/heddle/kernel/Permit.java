package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
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
 * HB-7: a waker writes something and calls ready() on a task that holds a permit already; the step
 * that follows the park which uses the permit up sees it, or another step follows.
 */
@JCStressTest
@State
@Checks(Invariant.L4)
@Edge(value = "HB-7", promise = "a step sees what was written before the ready() that caused it")
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "a step saw it")
@Outcome(
    id = "0, 1",
    expect = ACCEPTABLE_INTERESTING,
    desc = "a step follows, for the task was queued")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both")
@Outcome(expect = FORBIDDEN, desc = "no step sees what the waker wrote")
public class Permit {
  /** One for all, so that the rest is small enough for the two sides to meet often. */
  private static final Scheduler SCHEDULER = new LooseHost().scheduler().build();

  final Letter letter = new Letter();

  /** Plain on purpose: only the letter's state word orders it. */
  int content;

  {
    letter.accept(SCHEDULER);
    letter.ready();
  }

  @Actor
  public void waker() {
    content = 1;
    letter.ready();
  }

  @Actor
  public void worker(II_Result r) {
    r.r1 = content;
    while (!letter.park()) {
      r.r1 = content;
    }
  }

  @Arbiter
  public void rest(II_Result r) {
    SCHEDULER.global.poll();
    r.r2 = (int) Fields.TASK.getVolatile(letter) == Fields.PARKED ? 0 : 1;
  }

  /** A waker that sees a permit leaves it at that. */
  @JCStressTest
  @State
  @Twin("ready() only reads where it finds a permit")
  public static class ReadInsteadOfCas extends Permit {
    @Actor
    @Override
    public void waker() {
      content = 1;
      if (((int) Fields.TASK.getVolatile(letter) & Fields.PERMIT) == 0) {
        letter.ready();
      }
    }

    @Actor
    @Override
    public void worker(II_Result r) {
      super.worker(r);
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      super.rest(r);
    }
  }
}
