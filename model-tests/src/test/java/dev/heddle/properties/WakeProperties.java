package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A task that is woken takes another step, wherever the wake came from and whenever it came. */
@Checks(Invariant.L4)
class WakeProperties {
  private static final int TASKS = 5;

  enum Kind {
    SUBMIT,
    READY_FROM_OUTSIDE,
    READY_FROM_A_TASK,
    ROUND
  }

  /**
   * @param number which task, or which Worker
   */
  record Op(Kind kind, int number) {}

  @Property
  void everyWakeIsFollowedByAStep(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int processors,
      @ForAll("operations") List<Op> operations) {
    SimulatedHost host = new SimulatedHost(seed);
    Scheduler scheduler =
        Scheduler.builder().processors(processors).ringCapacity(2).host(host).build();
    List<Sleeper> tasks = IntStream.range(0, TASKS).mapToObj(i -> new Sleeper()).toList();
    for (Op op : operations) {
      Sleeper task = tasks.get(op.number);
      switch (op.kind) {
        case SUBMIT -> task.submitTo(scheduler);
        case READY_FROM_OUTSIDE -> task.wake();
        case READY_FROM_A_TASK -> scheduler.execute(task::wake);
        case ROUND -> host.step(op.number % processors);
      }
    }
    host.runUntilQuiet(10_000);
    for (Sleeper task : tasks) {
      task.assertAwaited();
    }
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    return Combinators.combine(
            Arbitraries.of(Kind.class), Arbitraries.integers().between(0, TASKS - 1))
        .as(Op::new)
        .list()
        .ofMaxSize(60);
  }

  /** Parks after every step. */
  private static final class Sleeper extends Task {
    private boolean submitted;
    private int steps;
    private int stepsAtLastWake = -1;

    void submitTo(Scheduler scheduler) {
      if (!submitted) {
        submitted = true;
        scheduler.execute(this);
      }
    }

    void wake() {
      assertTrue(ready(), "it never ends");
      stepsAtLastWake = steps;
    }

    @Override
    protected Step step() {
      steps++;
      return Step.PARK;
    }

    void assertAwaited() {
      assertEquals(submitted, steps > 0);
      if (submitted) {
        assertTrue(steps > stepsAtLastWake, "no step followed the last wake");
      }
    }
  }
}
