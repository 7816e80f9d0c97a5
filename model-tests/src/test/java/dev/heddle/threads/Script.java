package dev.heddle.threads;

import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.concurrent.atomic.AtomicInteger;

/** A task whose steps are one lambda; it counts them. */
final class Script extends Task {
  /** One step of a task. */
  interface Body {
    Step step(Task self) throws Exception;
  }

  private final Body body;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  Script(Body body) {
    this.body = body;
  }

  @Override
  protected Step step() throws Exception {
    begun.incrementAndGet();
    try {
      return body.step(this);
    } finally {
      ended.incrementAndGet();
    }
  }

  /** How many steps have ended, or all but parked. */
  int steps() {
    return ended.get();
  }

  /** Waits until so many steps have ended. */
  void awaitSteps(int count) {
    Eventually.is(() -> steps() >= count, () -> "steps: " + begun + ", not " + count);
  }

  /** Waits until the last step has ended, and with it the task. */
  void awaitDone() {
    Eventually.is(this::isDone, () -> "it does not end; steps: " + begun);
  }

  @Override
  public String toString() {
    return "script";
  }
}
