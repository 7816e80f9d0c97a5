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

  /** But those that show only where two Workers are in the middle of one thing at the same time. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "POLL_WITHOUT_CAS",
        "PARK_BEFORE_STEP_ENDS",
        "WAKE_WITHOUT_CAS",
        "CLOSE_WITHOUT_CAS",
        "RECHECK_SKIPS_RINGS",
        "RECHECK_SKIPS_RUN_NEXT",
        "NO_WAKE_AFTER_BATCH",
        "WAKE_PREPAYS_SEARCHER",
        // No scenario makes blocking calls yet.
        "WAKE_MAKES_NOBODY",
        "NO_RECHECK_AFTER_RELEASE",
        "RELEASE_IGNORES_RETURNING",
        "PARK_IGNORES_RETURNING",
        "GIVE_BACK_IGNORES_RETURNING",
        "NO_WAKE_AFTER_MAKING_ROOM",
        "RETURN_WITHOUT_LOOKING",
        "TERMINATE_FORGETS_AWAY",
        "MAKES_ROOM_AGAIN_AND_AGAIN",
        "NO_DUE_RETURN",
        "LAST_RETURNS_FIRST",
        "LEASE_WITHOUT_COUNT",
        "RETAKE_WITHOUT_CAS",
        "EXIT_WITHOUT_LOOKING",
        "RETURN_FORGETS_TO_COUNT"
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
