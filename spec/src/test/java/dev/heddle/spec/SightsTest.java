package dev.heddle.spec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.Action.Benched;
import dev.heddle.spec.Action.Cancelled;
import dev.heddle.spec.Action.Closed;
import dev.heddle.spec.Action.GaveBack;
import dev.heddle.spec.Action.HandedOver;
import dev.heddle.spec.Action.Injected;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Nudged;
import dev.heddle.spec.Action.Overflowed;
import dev.heddle.spec.Action.Permit;
import dev.heddle.spec.Action.Picked;
import dev.heddle.spec.Action.Polled;
import dev.heddle.spec.Action.Preempted;
import dev.heddle.spec.Action.Pushed;
import dev.heddle.spec.Action.Reclaimed;
import dev.heddle.spec.Action.Refused;
import dev.heddle.spec.Action.Released;
import dev.heddle.spec.Action.Rescued;
import dev.heddle.spec.Action.Result;
import dev.heddle.spec.Action.Returned;
import dev.heddle.spec.Action.SeenBack;
import dev.heddle.spec.Action.Source;
import dev.heddle.spec.Action.Spared;
import dev.heddle.spec.Action.Spilled;
import dev.heddle.spec.Action.Stepped;
import dev.heddle.spec.Action.Stole;
import dev.heddle.spec.Action.TimerCancelled;
import dev.heddle.spec.Action.TimerFired;
import dev.heddle.spec.Action.Waits;
import dev.heddle.spec.Action.Watched;
import dev.heddle.spec.Action.Withdrawn;
import dev.heddle.spec.Action.Woke;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Watching.Stop;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    OVERRUN_GOES_BEHIND_ALL(
        World.OVERRUNNING,
        step -> step.action() instanceof Preempted && step.after().global().size() == 2),
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
    CLOSE_FAILS(World.SHUTDOWN, step -> step.action() instanceof Closed closed && !closed.done()),
    WORKER_CANCELS(
        World.SHUTDOWN_NOW, step -> step.action() instanceof Cancelled && step.agent() == 0),
    SWEEP_CANCELS(
        World.SHUTDOWN_NOW, step -> step.action() instanceof Cancelled && step.agent() == 2),

    CALL_WAS_SHORT(World.BLOCKING, step -> step.action() instanceof Reclaimed),
    CALL_WAS_LONG(World.BLOCKING, step -> looks(step, "lease P0", false) && isWorker(step)),
    MONITOR_MEETS_NO_CALL(
        World.BLOCKING, step -> looks(step, "lease P0", false) && !isWorker(step)),
    WORKER_IS_MADE(World.BLOCKING, step -> step.before().unmade() > step.after().unmade()),
    RETURNS_TO_IDLE_PROCESSOR(World.BLOCKING, step -> step.action() instanceof Returned),
    WAITS_FOR_PROCESSOR(World.BLOCKING, step -> step.action() instanceof Waits),
    TWO_WAIT(World.RETURN_WAIT, step -> step.after().returning().size() == 2),
    HANDED_OVER_AT_DUE_LOOK(
        World.RETURN_WAIT,
        step -> isHandedOver(step) && doing(step) == Sleeping.Park.NOW && !me(step).searching()),
    HANDED_OVER_AT_PARK(
        World.BLOCKING,
        step -> isHandedOver(step) && doing(step) == Sleeping.Park.NOW && me(step).searching()),
    HANDED_OVER_BY_MONITOR(
        World.BLOCKED_TWICE, step -> isHandedOver(step) && doing(step) instanceof Blocking.Release),
    HANDED_OVER_BY_HAND_OFF(
        World.HAND_OFF, step -> isHandedOver(step) && doing(step) instanceof Running.Play),
    HANDED_OVER_WITHOUT_THREAD(
        World.HAND_OFF_WITHOUT_THREAD,
        step -> isHandedOver(step) && doing(step) instanceof Waking.GiveBack),
    MAKES_ROOM_WITH_A_TASK(
        World.RETURN_WAIT,
        step -> step.action() instanceof Pushed && me(step).todo().contains(Sleeping.Park.NOW)),
    MAKES_ROOM_TOO_LATE(
        World.LENT_QUEUE,
        step ->
            step.action() instanceof Action.Parked parked
                && step.before().queues().get(parked.processor()).yieldedDue()
                && !me(step).searching()),
    BACK_BEFORE_RELEASED(World.RETAKE_AFTER_SHUTDOWN, step -> step.after().away() == -1),
    LENT_AGAIN_BY_ANOTHER(
        World.BLOCKED_TWICE,
        step ->
            looks(step, "lease P0", false)
                && isWorker(step)
                && step.before().agents().stream().anyMatch(Model.Agent::lent)),
    IDLE_WITH_TASKS(
        World.LENT_QUEUE,
        step ->
            step.action() instanceof Released released
                && step.before().queues().get(released.processor()).next() != Model.NONE),
    STOLEN_FROM_LENT(
        World.LENT_QUEUE,
        step ->
            step.action() instanceof Stole stole
                && step.before().agents().stream()
                    .anyMatch(a -> a.lent() && a.processor() == stole.victim())),
    SUBMITTED_FROM_CALL(
        World.BLOCKED_TWICE, step -> step.action() instanceof Injected && isWorker(step)),
    ALL_IDLE_WHILE_AWAY(
        World.RETAKE_AT_SHUTDOWN,
        step -> looks(step, "idle", false) && step.before().idle().size() == 1),
    CANCELLED_FROM_CALL(
        World.HAND_OFF_AT_SHUTDOWN_NOW,
        step -> step.action() instanceof Cancelled cancelled && cancelled.task() == 1),

    RESCUED_FROM_BENCH(
        World.RESCUE,
        step -> step.action() instanceof Rescued && !step.before().spares().bench().isEmpty()),
    RESCUED_WHILE_ONE_IS_IDLE(
        World.RESCUE_IN_VAIN,
        step -> step.action() instanceof Rescued && !step.before().idle().isEmpty()),
    EXCESS_UNDONE_BY_RESCUE(
        World.RESCUE_AT_SHUTDOWN,
        step -> step.action() instanceof Rescued && step.before().spares().excess() > 0),
    MAKES_ROOM_THOUGH_THERE_ARE_SPARES(
        World.RESCUE_WAIT, step -> isHandedOver(step) && doing(step) == Sleeping.Park.FOR_ANOTHER),
    HANDED_OVER_BY_RESCUE(
        World.RESCUE_RETURNING, step -> isHandedOver(step) && doing(step) instanceof Rescuing.Help),
    BENCHED_WITHOUT_WORK(
        World.RESCUE, step -> step.action() instanceof Benched && doing(step) == Sleeping.Park.NOW),
    BENCHED_AT_DUE_LOOK(
        World.RESCUE_BUSY,
        step -> step.action() instanceof Benched && doing(step) == Sleeping.Park.FOR_GOOD),
    TASKS_LEAVE_BEFORE_BENCHING(
        World.RESCUE_BUSY,
        step -> step.action() instanceof Spilled spilled && spilled.count() == 2),
    TASK_STOLEN_BEFORE_BENCHING(
        World.RESCUE_BUSY,
        step ->
            step.action() instanceof Stole
                && step.before().anyTodo(Rescuing.SpillAll.class::isInstance)),
    REGULAR_PROCESSOR_BENCHED(
        World.RESCUE, step -> step.action() instanceof Benched benched && benched.processor() == 0),
    EXCESS_GONE_BEFORE_PARKING(
        World.RESCUE_BUSY,
        step -> step.action() instanceof Action.Parked && doing(step) == Sleeping.Park.FOR_GOOD),
    BACK_WHILE_ALL_ARE_IDLE(
        World.RESCUE,
        step ->
            step.action() instanceof SeenBack
                && step.before().idle().size() == World.RESCUE.setup().processors()),
    CLOSE_FAILS_FOR_BACK(
        World.RESCUE_IN_VAIN, step -> step.action() instanceof SeenBack && anyQuiet(step.before())),
    ENDS_WITH_A_BENCH(
        World.RESCUE_IN_VAIN,
        step ->
            step.action().equals(new Closed(true)) && !step.before().spares().bench().isEmpty()),

    NUDGED_BEFORE_IT_SLEEPS(
        World.TIMERS,
        step ->
            step.action() instanceof Nudged nudged
                && step.before().watch().worker() == nudged.worker()
                && !(next(step, nudged.worker()) instanceof Watching.Sleep)),
    NUDGED_ASLEEP(
        World.TIMERS,
        step ->
            step.action() instanceof Nudged nudged
                && next(step, nudged.worker()) instanceof Watching.Sleep),
    NUDGED_TOO_LATE(
        World.TIMERS_OF_TWO,
        step ->
            step.action() instanceof Nudged nudged
                && step.before().watch().worker() != nudged.worker()),
    WATCHER_CHANGES_ITS_MIND(
        World.TIMERS, step -> isWatching(step) && step.before().watch().isThere()),
    WATCHES_TOO_LATE(
        World.TIMER_INSIDE,
        step -> looks(step, "idle", false) && doing(step) instanceof Watching.Become),
    WATCHER_KNOWS_THE_TIME(
        World.TIMERS, step -> step.action() instanceof Watched && doing(step) instanceof Stop),
    WATCHER_FINDS_NONE_IDLE(
        World.EVENT_WHILE_BUSY, step -> looks(step, "idle", false) && doing(step) instanceof Stop),
    WAKER_WAS_FASTER(
        World.EVENT, step -> looks(step, "watcher", false) && doing(step) instanceof Stop),
    PARKED_WORKER_MEETS_WATCHER(
        World.EVENT_OF_TWO,
        step ->
            looks(step, "watcher", true)
                && doing(step) == Watching.LOOK_AGAIN
                && step.before().parked().contains(step.agent())),
    NOBODY_WATCHES_BESIDE_A_SEARCHER(
        World.EVENT_AND_WORK,
        step ->
            looks(step, "timers and events", true)
                && doing(step) instanceof Watching.Read read
                && read.seen().searched()
                && !read.seen().watch().isThere()),
    CANCELLED_TOO_LATE(World.TIMER_CANCELLED, step -> looks(step, "timer of t0", false)),
    CANCELLED_IN_TIME(World.TIMER_CANCELLED, step -> step.action() instanceof TimerCancelled),
    FIRED_WHILE_WHO_SET_IT_IS_AWAY(
        World.TIMER_RETAKEN,
        step -> step.action() instanceof TimerFired && step.before().away() > 0),
    FIRED_BY_WHO_IS_BUSY(
        World.TIMER_WHILE_BUSY,
        step -> step.action() instanceof TimerFired && !me(step).searching()),
    FIRED_BEFORE_A_SEARCH(
        World.TIMER_AFTER_WORK,
        step ->
            step.action() instanceof Picked picked
                && doing(step) == Finding.Look.RING_AGAIN
                && picked.source() == Source.RING),
    TIMER_LEAVES_A_PERMIT(
        World.TIMER_INSIDE,
        step -> step.action() instanceof Permit && doing(step) instanceof Timing.Deliver),
    SCHEDULED_TOO_LATE(
        World.TIMER_SHUTDOWN,
        step -> step.action() instanceof TimerCancelled && doing(step) instanceof Timing.Withdraw),
    SCHEDULED_TOO_LATE_AND_FIRED(
        World.TIMER_SHUTDOWN,
        step -> looks(step, "timer of t0", false) && doing(step) instanceof Timing.Withdraw),
    TIMERS_DRAINED(
        World.TIMER_SHUTDOWN_NOW,
        step -> looks(step, "timers", true) && doing(step) == Ending.DRAIN),
    CLOSE_FAILS_FOR_WATCHER(
        World.TIMER_AT_THE_END, step -> isWatching(step) && step.before().agents().get(2).quiet()),
    RESCUED_FOR_A_TIMER(
        World.TIMER_RESCUE,
        step -> step.action() instanceof Rescued && step.before().idle().isEmpty()),
    WATCHER_TRIED_AFTER_ONE_WITHOUT_THREAD(
        World.TIMER_FEW_THREADS,
        step ->
            step.action() instanceof Woke woke
                && step.before().watch().worker() == woke.worker()
                && !step.before().threadless().isEmpty()),
    POLL_ENDS_WITH_AN_EVENT(
        World.EVENT, step -> isPolled(step, 1) && doing(step) instanceof Watching.Sleep),
    POLL_ENDS_WITH_A_WAKEUP(
        World.EVENT, step -> isPolled(step, 0) && doing(step) instanceof Watching.Sleep),
    POLLED_BY_WHO_IS_AWAKE(
        World.EVENT, step -> isPolled(step, 1) && me(step).processor() != Model.NONE),
    EVENT_LEAVES_A_PERMIT(
        World.EVENT_OF_TWO,
        step -> step.action() instanceof Permit && doing(step) instanceof Timing.Deliver),
    WAITER_ADDED_OUTSIDE_WAKES(
        World.EVENT_OUTSIDE,
        step ->
            looks(step, "timers and events", true)
                && doing(step) instanceof Watching.ReadAgain read
                && !read.seen().watch().isThere());

    private final World world;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Predicate<Step> seen;

    Sight(World world, Predicate<Step> seen) {
      this.world = world;
      this.seen = seen;
    }

    private static boolean isWatching(Step step) {
      return step.action() instanceof Action.Watching;
    }

    private static boolean isPolled(Step step, int count) {
      return step.action().equals(new Polled(count));
    }

    private static Op next(Step step, int agent) {
      List<Op> todo = step.before().agents().get(agent).todo();
      return todo.isEmpty() ? null : todo.get(0);
    }

    private static boolean isPick(Step step, Source source) {
      return step.action() instanceof Picked picked && picked.source() == source;
    }

    private static boolean looks(Step step, String at, boolean found) {
      return step.action().equals(new Looked(at, found));
    }

    private static boolean isHandedOver(Step step) {
      return step.action() instanceof HandedOver;
    }

    private static boolean anyQuiet(Model model) {
      return model.agents().stream().anyMatch(Model.Agent::quiet);
    }

    private static boolean isWorker(Step step) {
      return me(step).task() != Model.NONE;
    }

    private static Model.Agent me(Step step) {
      return step.before().agents().get(step.agent());
    }

    private static Op doing(Step step) {
      return next(step, step.agent());
    }
  }

  private static final Map<World, Set<Sight>> SEEN = new EnumMap<>(World.class);

  @ParameterizedTest
  @EnumSource
  void happens(Sight sight) {
    Set<Sight> seen = SEEN.computeIfAbsent(sight.world, SightsTest::walk);
    assertTrue(seen.contains(sight), sight + " was never seen in " + sight.world);
  }

  /** All that is seen in a world. */
  private static Set<Sight> walk(World world) {
    List<Sight> sights = Stream.of(Sight.values()).filter(s -> s.world == world).toList();
    Set<Sight> seen = EnumSet.noneOf(Sight.class);
    new Explorer(world.setup())
        .watchedBy(step -> sights.stream().filter(s -> s.seen.test(step)).forEach(seen::add))
        .walk();
    return seen;
  }
}
