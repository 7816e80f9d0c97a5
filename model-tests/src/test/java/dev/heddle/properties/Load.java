package dev.heddle.properties;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.function.Supplier;

/** Kinds of work that have starved other work in some scheduler. All but the first two go on. */
enum Load {
  /** Runs once. */
  SHORT {
    @Override
    Runnable make(SimulatedHost host) {
      return new Named("short", () -> {});
    }
  },
  /** Spawns some short ones: they fill the ring. */
  FAN {
    @Override
    Runnable make(SimulatedHost host) {
      return new Named("fan", () -> spawn(5, () -> SHORT.make(host)));
    }
  },
  /** Yields after every step (Go issue 13546). */
  YIELDER {
    @Override
    Runnable make(SimulatedHost host) {
      return new Yielder(() -> {});
    }
  },
  /** Uses up every slice before it yields, as it ought to. */
  HOG {
    @Override
    Runnable make(SimulatedHost host) {
      return new Yielder(() -> useUpSlice(host));
    }
  },
  /** As HOG, and it leaves a short task behind each time. */
  SPAWNING_HOG {
    @Override
    Runnable make(SimulatedHost host) {
      return new Yielder(
          () -> {
            useUpSlice(host);
            spawn(1, () -> SHORT.make(host));
          });
    }
  },
  /** Spawns its own successor through runNext (Go issues 5639 and 52934). */
  CHAIN {
    @Override
    Runnable make(SimulatedHost host) {
      return new Named("chain", () -> spawn(1, () -> make(host)));
    }
  },
  /** Two tasks that wake each other through runNext (Tokio issues 2349, 5686 and 5712). */
  PAIR {
    @Override
    Runnable make(SimulatedHost host) {
      return new Named(
          "pair",
          () -> {
            Half left = new Half();
            Half right = new Half();
            left.other = right;
            right.other = left;
            Scheduler.current().execute(right);
            Scheduler.current().execute(left);
          });
    }
  };

  /** A new piece of work of this kind. */
  abstract Runnable make(SimulatedHost host);

  private static void spawn(int count, Supplier<Runnable> tasks) {
    for (int i = 0; i < count; i++) {
      Scheduler.current().execute(tasks.get());
    }
  }

  private static void useUpSlice(SimulatedHost host) {
    while (!Scheduler.shouldYield()) {
      host.advance(Scheduler.current().limits().slice());
    }
  }

  private static final class Named implements Runnable {
    private final String name;
    private final Runnable body;

    Named(String name, Runnable body) {
      this.name = name;
      this.body = body;
    }

    @Override
    public void run() {
      body.run();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final class Yielder extends Task {
    private final Runnable body;

    Yielder(Runnable body) {
      this.body = body;
    }

    @Override
    protected Step step() {
      body.run();
      return Step.YIELD;
    }
  }

  private static final class Half extends Task {
    private Half other;

    @Override
    protected Step step() {
      other.ready();
      return Step.PARK;
    }
  }
}
