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
        "TERMINATE_FORGETS_BENCH",
        // The properties set no timers, and have no poller.
        "WAKE_OVERLOOKS_WATCHER",
        "GIVE_BACK_OVERLOOKS_WATCHER",
        "NO_WAKE_AFTER_FIRING",
        "CANCEL_BELIEVES_WHAT_IT_SAW",
        "PARK_FORGETS_WAITERS",
        "WATCH_BESIDE_A_SEARCHER",
        "WATCHER_IS_LEFT_IN_THE_POLLER",
        "EVENTS_NEED_A_PROCESSOR",
        "EVENTS_LOST_TO_A_WAKER",
        "TERMINATE_FORGETS_TIMERS",
        "SCHEDULE_WITHOUT_RECHECK",
        "STOP_LEAVES_TIMERS",
        "NO_END_AFTER_CANCEL",
        "NO_END_AFTER_WATCH",
        "NO_END_AFTER_FIRST_TIMER",
        "TIMER_TOLD_TO_NOBODY",
        "TIMER_TOLD_BEFORE_IT_IS_SET",
        "NUDGE_LOST_BEFORE_SLEEP",
        "RELEASE_TELLS_NO_WATCHER",
        "HELP_FORGETS_TIMERS",
        "RESCUE_TELLS_NO_WATCHER",
        "DUE_LOOK_FORGETS_TIMERS",
        "SEARCH_FORGETS_TIMERS"
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
