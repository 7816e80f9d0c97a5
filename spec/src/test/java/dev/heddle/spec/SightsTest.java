package dev.heddle.spec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.Action.Cancelled;
import dev.heddle.spec.Action.Closed;
import dev.heddle.spec.Action.GaveBack;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Overflowed;
import dev.heddle.spec.Action.Permit;
import dev.heddle.spec.Action.Picked;
import dev.heddle.spec.Action.Refused;
import dev.heddle.spec.Action.Result;
import dev.heddle.spec.Action.Source;
import dev.heddle.spec.Action.Spared;
import dev.heddle.spec.Action.Stepped;
import dev.heddle.spec.Action.Withdrawn;
import dev.heddle.spec.Action.Woke;
import dev.heddle.spec.Model.Status;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worlds are not empty: what makes the protocol hard does happen in them. */
class SightsTest {

  private enum Sight {
    LAST_LOOK_FINDS_WORK(
        World.INJECTION,
        step ->
            step.action() instanceof Looked looked
                && looked.found()
                && step.before().parked().contains(step.agent())),
    WAKE_MEETS_NOBODY_IDLE(
        World.TWO_SUBMITTERS, step -> step.action() instanceof Spared spared && !spared.searched()),
    WAKE_MEETS_A_SEARCHER(
        World.TWO_SUBMITTERS, step -> step.action() instanceof Spared spared && spared.searched()),
    WORKER_WAKES_ITSELF(
        World.INJECTION,
        step -> step.action() instanceof Woke woke && woke.worker() == step.agent()),
    SEARCH_WAS_IN_VAIN(
        World.TWO_SUBMITTERS,
        step ->
            step.action() instanceof Action.Parked
                && step.before().agents().get(step.agent()).searching()),
    TOO_MANY_SEARCH(
        World.SPAWNING,
        step -> step.action() instanceof Looked looked && looked.at().equals("searchers")),
    RUN_NEXT_STOLEN(World.SPAWNING, step -> isPick(step, Source.STOLEN_NEXT)),
    RING_STOLEN(World.SPAWNING, step -> isPick(step, Source.STOLEN)),
    TASK_GOES_ON(World.YIELDING, step -> isPick(step, Source.AGAIN)),
    BATCH_TAKEN(
        World.BATCH,
        step ->
            step.action() instanceof Picked picked
                && picked.source() == Source.GLOBAL
                && picked.moved() > 0),
    RING_OVERFLOWS(World.OVERFLOW, step -> step.action() instanceof Overflowed),
    POLL_MEETS_UNWRITTEN_TASK(
        World.INJECTION,
        step ->
            step.action() instanceof Looked looked
                && looked.at().equals("global")
                && !looked.found()
                && !step.before().global().isEmpty()),
    PERMIT_USED_UP(
        World.PARKING,
        step ->
            step.action() instanceof Stepped stepped
                && stepped.result() == Result.YIELD
                && step.before().tasks().get(stepped.task()).permit()),
    PERMIT_BEFORE_SUBMISSION(
        World.RUN_NEXT_WAIT,
        step ->
            step.action() instanceof Permit permit
                && step.before().tasks().get(permit.task()).status() == Status.NEW),
    NO_THREAD(World.FEW_THREADS, step -> step.action() instanceof GaveBack),
    SUBMISSION_WITHDRAWN(World.SHUTDOWN, step -> step.action() instanceof Withdrawn),
    SUBMISSION_REFUSED(World.SHUTDOWN, step -> step.action() instanceof Refused),
    TOO_LATE_TO_WITHDRAW(
        World.SHUTDOWN,
        step ->
            step.action() instanceof Looked looked
                && looked.at().equals("global")
                && step.before().agents().get(step.agent()).todo().stream()
                    .anyMatch(Putting.Withdraw.class::isInstance)),
    CLOSE_FAILS(World.SHUTDOWN, step -> step.action() instanceof Closed closed && !closed.done()),
    WORKER_CANCELS(
        World.SHUTDOWN_NOW, step -> step.action() instanceof Cancelled && step.agent() == 0),
    SWEEP_CANCELS(
        World.SHUTDOWN_NOW, step -> step.action() instanceof Cancelled && step.agent() == 2);

    private final World world;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Predicate<Step> seen;

    Sight(World world, Predicate<Step> seen) {
      this.world = world;
      this.seen = seen;
    }

    private static boolean isPick(Step step, Source source) {
      return step.action() instanceof Picked picked && picked.source() == source;
    }
  }

  @ParameterizedTest
  @EnumSource
  void happens(Sight sight) {
    int[] times = {0};
    new Explorer(sight.world.setup())
        .watchedBy(step -> times[0] += sight.seen.test(step) ? 1 : 0)
        .walk();
    assertTrue(times[0] > 0, sight + " was never seen in " + sight.world);
  }
}
