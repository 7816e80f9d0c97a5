package dev.heddle.refinement;

import dev.heddle.spec.Action.Cancelled;
import dev.heddle.spec.Action.GaveBack;
import dev.heddle.spec.Action.HandedOver;
import dev.heddle.spec.Action.Injected;
import dev.heddle.spec.Action.LifecycleMoved;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Overran;
import dev.heddle.spec.Action.Parked;
import dev.heddle.spec.Action.Permit;
import dev.heddle.spec.Action.Picked;
import dev.heddle.spec.Action.Readied;
import dev.heddle.spec.Action.Reclaimed;
import dev.heddle.spec.Action.Refused;
import dev.heddle.spec.Action.Released;
import dev.heddle.spec.Action.Result;
import dev.heddle.spec.Action.Retook;
import dev.heddle.spec.Action.Returned;
import dev.heddle.spec.Action.Source;
import dev.heddle.spec.Action.Spared;
import dev.heddle.spec.Action.Spilled;
import dev.heddle.spec.Action.Stepped;
import dev.heddle.spec.Action.Stole;
import dev.heddle.spec.Action.Waits;
import dev.heddle.spec.Action.Woke;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Step;
import java.util.function.Predicate;

/** What must happen now and then, or the runs would be too easy. */
enum Sight {
  PICKED_FROM_RUN_NEXT(step -> isPick(step, Source.RUN_NEXT)),
  PICKED_FROM_RING(step -> isPick(step, Source.RING)),
  PICKED_FROM_GLOBAL(step -> isPick(step, Source.GLOBAL)),
  BATCH_TAKEN(step -> step.action() instanceof Picked p && isPick(step, Source.GLOBAL, p.moved())),
  RING_STOLEN(step -> isPick(step, Source.STOLEN)),
  SEVERAL_STOLEN(step -> step.action() instanceof Stole stole && stole.count() > 1),
  RUN_NEXT_STOLEN(step -> isPick(step, Source.STOLEN_NEXT)),
  TASK_GOES_ON(step -> isPick(step, Source.AGAIN)),
  STREAK_IS_OVER(
      step ->
          isPick(step, Source.RING)
              && step.before().queues().get(processor(step)).next() >= 0
              && !step.before().queues().get(processor(step)).overrun()),
  SLICE_IS_OVER(
      step -> isPick(step, Source.RING) && step.before().queues().get(processor(step)).overrun()),
  OVERRAN(step -> step.action() instanceof Overran),
  RING_SPILLED(step -> step.action() instanceof Spilled),
  TASK_PARKED(step -> isStep(step, Result.PARK)),
  TASK_YIELDED(step -> isStep(step, Result.YIELD)),
  PERMIT_LEFT(step -> step.action() instanceof Permit),
  PERMIT_BEFORE_SUBMISSION(
      step ->
          step.action() instanceof Permit permit
              && step.before().tasks().get(permit.task()).status() == Status.NEW),
  PERMIT_USED_UP(
      step ->
          step.action() instanceof Stepped stepped
              && stepped.result() == Result.YIELD
              && step.before().tasks().get(stepped.task()).permit()
              && !step.after().tasks().get(stepped.task()).permit()),
  READIED_FROM_OUTSIDE(step -> step.action() instanceof Readied && isOutside(step)),
  READIED_FROM_INSIDE(step -> step.action() instanceof Readied && !isOutside(step)),
  WORKER_PARKED(step -> step.action() instanceof Parked),
  LAST_LOOK_FOUND_WORK(
      step ->
          step.action() instanceof Looked looked
              && looked.found()
              && step.before().parked().contains(step.agent())),
  SEARCH_WAS_IN_VAIN(
      step ->
          step.action() instanceof Parked && step.before().agents().get(step.agent()).searching()),
  TOO_MANY_SEARCH(
      step -> step.action() instanceof Looked looked && looked.at().equals("searchers")),
  WORKER_WOKE_ANOTHER(step -> step.action() instanceof Woke && !isOutside(step)),
  WAKE_MET_A_SEARCHER(step -> step.action() instanceof Spared spared && spared.searched()),
  WAKE_MET_NOBODY(step -> step.action() instanceof Spared spared && !spared.searched()),
  NO_THREAD(step -> step.action() instanceof GaveBack),
  LENT_AND_RECLAIMED(step -> step.action() instanceof Reclaimed),
  RETAKEN(step -> step.action() instanceof Retook),
  RETAKEN_AND_IDLE(step -> step.action() instanceof Released && isOutside(step)),
  RETAKEN_FOR_WHO_WAITS(step -> step.action() instanceof HandedOver && isOutside(step)),
  HANDED_OFF(step -> step.action() instanceof Released && !isOutside(step)),
  PARKED_FOR_WHO_WAITS(step -> isHandOver(step) && isParked(step)),
  HANDED_OFF_FOR_WHO_WAITS(step -> isHandOver(step) && !isParked(step)),
  LENT_AGAIN_BY_ANOTHER(
      step ->
          step.action() instanceof Looked looked
              && looked.at().startsWith("lease P")
              && !isOutside(step)
              && isLent(step, looked.at())),
  NOTHING_TO_RETAKE(
      step ->
          step.action() instanceof Looked looked
              && looked.at().startsWith("lease P")
              && isOutside(step)),
  RETURNED_TO_IDLE(step -> step.action() instanceof Returned),
  WAITS_TO_RETURN(step -> step.action() instanceof Waits),
  SEVERAL_WAIT_TO_RETURN(
      step -> step.action() instanceof HandedOver && step.before().returning().size() > 1),
  MADE_ROOM(
      step ->
          step.action() instanceof Looked looked
              && looked.found()
              && looked.at().equals("returning")),
  INJECTED_IN_CALL(step -> step.action() instanceof Injected && !isOutside(step)),
  WORKER_MADE(step -> step.action() instanceof Woke && isMade(step)),
  ENDS_NOT_WHILE_AWAY(
      step ->
          step.action() instanceof Looked looked
              && looked.at().equals("idle")
              && step.before().phase() != Phase.RUNNING
              && step.before().idle().size() == step.before().queues().size()
              && step.before().away() > 0),
  SUBMISSION_REFUSED(step -> step.action() instanceof Refused),
  SWEEP_CANCELLED_QUEUED(step -> isCancelled(step, Status.ACTIVE) && isOutside(step)),
  SWEEP_CANCELLED_PARKED(step -> isCancelled(step, Status.PARKED)),
  WORKER_CANCELLED(step -> step.action() instanceof Cancelled && !isOutside(step)),
  ENDED_BY_SHUTDOWN(step -> isEnd(step, Phase.SHUTDOWN)),
  ENDED_BY_SHUTDOWN_NOW(step -> isEnd(step, Phase.STOP));

  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  private final Predicate<Step> seen;

  Sight(Predicate<Step> seen) {
    this.seen = seen;
  }

  boolean isSeenIn(Step step) {
    return seen.test(step);
  }

  private static boolean isHandOver(Step step) {
    return step.action() instanceof HandedOver && !isOutside(step);
  }

  private static boolean isParked(Step step) {
    return step.after().parked().contains(step.agent());
  }

  private static boolean isLent(Step step, String lease) {
    return step.before().agents().stream()
        .anyMatch(worker -> worker.lent() && lease.equals("lease P" + worker.processor()));
  }

  private static boolean isMade(Step step) {
    return step.after().unmade() < step.before().unmade();
  }

  private static boolean isOutside(Step step) {
    return step.agent() >= step.before().agents().size() - Scenario.OUTSIDE;
  }

  private static boolean isPick(Step step, Source source) {
    return step.action() instanceof Picked picked && picked.source() == source;
  }

  private static boolean isPick(Step step, Source source, int moved) {
    return isPick(step, source) && moved > 0;
  }

  private static int processor(Step step) {
    return ((Picked) step.action()).processor();
  }

  private static boolean isStep(Step step, Result result) {
    return step.action() instanceof Stepped stepped && stepped.result() == result;
  }

  private static boolean isCancelled(Step step, Status before) {
    return step.action() instanceof Cancelled cancelled
        && step.before().tasks().get(cancelled.task()).status() == before;
  }

  private static boolean isEnd(Step step, Phase before) {
    return step.action() instanceof LifecycleMoved moved
        && moved.phase() == Phase.TERMINATED
        && step.before().phase() == before;
  }
}
