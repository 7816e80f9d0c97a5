package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/**
 * S9 in virtual time: no timer fires early, each fires or is cancelled, and none is pending at a
 * moment at which its time has come, a Processor is idle, and nothing else can move. Timers are set
 * from outside and from inside, by who has time and by who is in the middle of a long step.
 */
@Checks(Invariant.S9)
class TimerSimulationProperties {

  /**
   * @param number how long, which timer, or which Worker
   */
  record Op(TimerSimulation.Kind kind, int number) {}

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void eachTimerFiresAsSoonAsAProcessorIsIdle(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int processors,
      @ForAll boolean poller,
      @ForAll("operations") List<Op> operations) {
    TimerSimulation simulation = new TimerSimulation(seed, processors, poller);
    for (Op op : operations) {
      simulation.apply(op.kind, op.number);
    }
    simulation.drain();
    assertEquals(List.of(), simulation.failures());
    simulation.assertOneFateEach();
    Statistics.label("set in a long step")
        .collect(simulation.wasSetInALongStep())
        .coverage(seen -> seen.check(true).percentage(share -> share > 20));
    Statistics.label("late, for all Processors were held")
        .collect(simulation.wasLate())
        .coverage(seen -> seen.check(true).percentage(share -> share > 5));
    Statistics.label("cancelled")
        .collect(simulation.wasCancelled())
        .coverage(seen -> seen.check(true).percentage(share -> share > 20));
  }

  /** Long before it comes to a due look at the global queue, and at everybody's timers. */
  @Test
  void aBusyProcessorLooksAtItsOwnTimersBeforeEachPick() {
    SimulatedHost host = new SimulatedHost(0);
    Scheduler scheduler = Scheduler.builder().processors(1).monitor(false).host(host).build();
    List<Long> fired = new ArrayList<>();
    scheduler.execute(
        new Task() {
          @Override
          protected Step step() {
            if (host.nanoTime() == 5) {
              scheduler.schedule(() -> fired.add(host.nanoTime()), Duration.ofNanos(10));
            }
            host.advance(Duration.ofNanos(1));
            return host.nanoTime() == 40 ? Step.DONE : Step.YIELD;
          }
        });
    host.runUntilQuiet(100);
    assertEquals(List.of(16L), fired, "after one more step, which goes first");
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    return Combinators.combine(
            Arbitraries.of(TimerSimulation.Kind.class), Arbitraries.integers().between(0, 60))
        .as(Op::new)
        .list()
        .ofMaxSize(40);
  }
}
