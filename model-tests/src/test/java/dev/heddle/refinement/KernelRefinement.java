package dev.heddle.refinement;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import dev.heddle.spec.Step;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * The kernel does what the model does, call by call and round by round, on up to eight Processors.
 *
 * <p>A call or a round may be interrupted once, by another call or round. A round pauses in each
 * blocking call, and where its Worker waits for a Processor: there any number of others follow.
 * More is left to the explorers.
 */
@AddLifecycleHook(Rerun.class)
class KernelRefinement {
  /** A call was expected to be long: the model doesn't show it, so it is no {@link Sight}. */
  private static final String HANDED_OFF_AT_ONCE = "HANDED_OFF_AT_ONCE";

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Checks({
    Invariant.S1,
    Invariant.S2,
    Invariant.S3,
    Invariant.S4,
    Invariant.S5,
    Invariant.S6,
    Invariant.S8,
    Invariant.L1,
    Invariant.L2,
    Invariant.L3,
    Invariant.L4
  })
  void theKernelDoesWhatTheModelDoes(
      @ForAll("operations") List<Operation> operations, @ForAll("scenarios") Scenario scenario) {
    new Lockstep(scenario, scenario.setup()).run(operations);
  }

  @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void whatMattersIsReached(
      @ForAll("operations") List<Operation> operations, @ForAll("scenarios") Scenario scenario) {
    Lockstep lockstep = new Lockstep(scenario, scenario.setup());
    lockstep.run(operations).forEach(KernelRefinement::collect);
    if (lockstep.foreseen() > 0) {
      Statistics.collect(HANDED_OFF_AT_ONCE);
    }
    Statistics.coverage(
        coverage -> {
          for (Sight sight : Sight.values()) {
            coverage.check(sight).count(times -> times > 0);
          }
          coverage.check(HANDED_OFF_AT_ONCE).count(times -> times > 0);
        });
  }

  private static void collect(Step step) {
    for (Sight sight : Sight.values()) {
      if (sight.isSeenIn(step)) {
        Statistics.collect(sight);
      }
    }
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Generated.scenarios();
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    return Generated.operations();
  }
}
