package dev.heddle.refinement;

import dev.heddle.kernel.Events;
import dev.heddle.kernel.Lifecycle;
import dev.heddle.kernel.Step;
import dev.heddle.spec.Action;
import dev.heddle.spec.Model.Phase;

/**
 * The kernel's {@link Events} as the model's {@link Action}s: the same names, and numbers for
 * tasks. The second half of the refinement map; the first is {@link Picture}.
 */
abstract class Recorder implements Events {
  /** Instead of a Worker's number: the event doesn't say whose it is. */
  static final int ANYBODY = -1;

  /**
   * Something happened.
   *
   * @param worker who says that it did it, or ANYBODY
   */
  abstract void saw(int worker, Action action);

  /** A step threw something. The model knows of it only that the step is the task's last. */
  abstract void threw(Runnable task, Throwable error);

  @Override
  public void injected(Runnable task) {
    saw(ANYBODY, new Action.Injected(Actor.number(task)));
  }

  @Override
  public void withdrawn(Runnable task) {
    saw(ANYBODY, new Action.Withdrawn(Actor.number(task)));
  }

  @Override
  public void pushedNext(int worker, int processor, Runnable task) {
    saw(worker, new Action.PushedNext(processor, Actor.number(task)));
  }

  @Override
  public void pushed(int worker, int processor, Runnable task) {
    saw(worker, new Action.Pushed(processor, Actor.number(task)));
  }

  @Override
  public void preempted(int worker, int processor, Runnable task) {
    saw(worker, new Action.Preempted(processor, Actor.number(task)));
  }

  @Override
  public void spilled(int worker, int processor, int count) {
    saw(worker, new Action.Spilled(processor, count));
  }

  @Override
  public void picked(int worker, int processor, Runnable task, Source source, int moved) {
    Action.Source from = Action.Source.valueOf(source.name());
    saw(worker, new Action.Picked(processor, Actor.number(task), from, moved));
  }

  @Override
  public void stole(int worker, int processor, int victim, int count) {
    saw(worker, new Action.Stole(processor, victim, count));
  }

  @Override
  public void searching(int worker) {
    saw(worker, new Action.Searching());
  }

  @Override
  public void found(int worker) {
    saw(worker, new Action.Found());
  }

  @Override
  public void parked(int worker, int processor) {
    saw(worker, new Action.Parked(processor));
  }

  /** The Worker is the one that was woken, not the one that woke it. */
  @Override
  public void woke(int worker, int processor) {
    saw(ANYBODY, new Action.Woke(worker, processor));
  }

  @Override
  public void lent(int worker, int processor) {
    saw(worker, new Action.Lent(processor));
  }

  @Override
  public void reclaimed(int worker, int processor) {
    saw(worker, new Action.Reclaimed(processor));
  }

  /**
   * A Worker that hands its Processor off does no more than release it. The kernel doesn't tell
   * that the Processor is idle then; but if it is not, {@link #handedOver} follows.
   */
  @Override
  public void retook(int worker, int processor) {
    if (worker == ANYBODY) {
      saw(ANYBODY, new Action.Retook(processor));
    }
    saw(worker, new Action.Released(processor));
  }

  @Override
  public void returned(int worker, int processor) {
    saw(worker, new Action.Returned(processor));
  }

  @Override
  public void waits(int worker) {
    saw(worker, new Action.Waits());
  }

  /** The Worker is the one that has waited, not the one that gives its Processor up. */
  @Override
  public void handedOver(int worker, int processor) {
    saw(ANYBODY, new Action.HandedOver(worker, processor));
  }

  @Override
  public void stepped(int worker, Runnable task, Step step) {
    saw(worker, new Action.Stepped(Actor.number(task), Action.Result.valueOf(step.name())));
  }

  @Override
  public void failed(int worker, Runnable task, Throwable error) {
    threw(task, error);
  }

  @Override
  public void cancelled(Runnable task) {
    saw(ANYBODY, new Action.Cancelled(Actor.number(task)));
  }

  @Override
  public void lifecycle(Lifecycle phase) {
    saw(ANYBODY, new Action.LifecycleMoved(Phase.valueOf(phase.name())));
  }

  @Override
  public void exited(int worker) {
    saw(worker, new Action.Exited());
  }
}
