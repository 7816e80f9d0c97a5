package dev.heddle.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

  /** A queue of one plain field: the JIT may write it before the task. */
  @JCStressTest
  @State
  @Twin("the element is written plainly")
  public static class PlainBox extends GlobalPublication {

    Parcel box;

    @Actor
    @Override
    public void producer() {
      parcel.content = 1;
      box = parcel;
    }

    @Actor
    @Override
    public void consumer(II_Result r) {
      r.r1 = take();
    }

    @Arbiter
    @Override
    public void rest(II_Result r) {
      r.r2 = take();
    }

    private int take() {
      Parcel taken = box;
      if (taken == null) {
        return Parcel.NONE;
      }
      box = null;
      return taken.content;
    }
  }
}
