package dev.heddle.refinement;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.Fault;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The other way round: where the model has a fault, the kernel does what it does not. So a kernel
 * with the same fault would be found different from a model without.
 */
class FaultsAreFoundTest {
  private static final int RUNS = 1_000;

  private record Run(Scenario scenario, List<Operation> operations) {
    boolean differs(Fault fault) {
      try {
        new Lockstep(scenario, scenario.setup().withFaults(fault)).run(operations);
        return false;
      } catch (Divergence e) {
        return true;
      }
    }
  }

  /**
   * But those that show only if somebody else comes between two accesses of one Worker where the
   * kernel tells of nothing, so that there is no window; or two come where there is one.
   */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "POLL_WITHOUT_CAS", // a thief, between the owner's look at its ring and its CAS
        "PARK_BEFORE_STEP_ENDS", // a waker, and then a Worker: a window has only one of them
        "WAKE_WITHOUT_CAS", // anybody, between a look at the idle state and its change
        "CLOSE_WITHOUT_CAS", // a submitter, between that look and the end
        "WAKE_PREPAYS_SEARCHER", // another waker, between the count and the change
        // While somebody waits for a Processor none is idle, and a wake wakes nobody. He must be
        // handed another one, and a third become idle, between the look for him and the push.
        "NO_WAKE_AFTER_MAKING_ROOM",
        // The end, between a submitter's look at the phase and its push: no window is there.
        "ACCEPT_WITHOUT_RECHECK",
        // The properties run without a Monitor, and nobody is rescued.
        "BACK_COUNTS_TWICE",
        "BACK_IGNORES_IDLE",
        "BACK_IS_OVERLOOKED",
        "BENCHES_AGAIN_AND_AGAIN",
        "BENCH_KEEPS_TASKS",
        "NO_DUE_BENCH",
        "NO_END_AFTER_BACK",
        "NO_RECHECK_AFTER_RESCUE",
        "RESCUE_IGNORES_RETURNING",
        "TERMINATE_COUNTS_NO_SPARES",
        "TERMINATE_FORGETS_BENCH"
      })
  void eachOfThem(Fault fault) {
    Arbitrary<Run> runs =
        Combinators.combine(Generated.scenarios(), Generated.operations()).as(Run::new);
    JqwikSession.run(
        "1",
        () ->
            assertTrue(
                runs.sampleStream().limit(RUNS).anyMatch(run -> run.differs(fault)),
                "no run shows that " + fault));
  }
}
