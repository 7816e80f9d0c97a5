package dev.heddle.sync;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Waiter;

/** A task whose step is a lambda, with a Waiter of its own. */
final class Routine extends Task {
  /** One step. */
  interface Body {
    Step step(Routine self) throws Exception;
  }

  final Waiter<Integer> waiter = new Waiter<>(this);
  private final Body body;
  int steps;

  Routine(Body body) {
    this.body = body;
  }

  @Override
  protected Step step() throws Exception {
    steps++;
    return body.step(this);
  }
}
