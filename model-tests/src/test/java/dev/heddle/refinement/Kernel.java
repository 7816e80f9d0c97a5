package dev.heddle.refinement;

import dev.heddle.kernel.Host;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Action;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Move;
import dev.heddle.spec.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** The real kernel in simulation, with tasks that play the scripts of a {@link Scenario}. */
final class Kernel implements Actor.Stage {
  private static final Duration SLICE = Duration.ofMillis(10);

  /**
   * Something that the kernel told, or answered.
   *
   * @param worker whose it claims to be, or ANYBODY
   */
  record Seen(int worker, Action action) {}

  final Scheduler scheduler;
  final SimulatedHost host;
  final List<Actor> actors = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Throwable> unexpected = new ArrayList<>();
  private final FewThreads threads;

  /** What does its round, or null. */
  private Host.Loop running;

  private Runnable meanwhile;
  private int shut;

  Kernel(Scenario scenario) {
    Setup setup = scenario.setup();
    for (int i = 0; i < setup.tasks().size(); i++) {
      actors.add(new Actor(i, setup.tasks().get(i), scenario.isPlain(i), this));
    }
    Setup.Sizes sizes = setup.sizes();
    host = new SimulatedHost(scenario.seed());
    threads = new FewThreads(host, sizes.processors() - setup.threads());
    scheduler =
        Scheduler.builder()
            .spareWorkers(0)
            .monitor(false)
            .processors(sizes.processors())
            .limits(
                new Limits(
                    sizes.ringCapacity(),
                    sizes.globalInterval(),
                    sizes.runNextStreak(),
                    sizes.stealRounds(),
                    SLICE))
            .host(threads)
            .events(new Log())
            .uncaught(this::threw)
            .cancelled(task -> Actor.of(task).reported())
            .build();
  }

  // ---------------------------------------------------------------- from outside

  /** A thread outside makes a move. */
  void call(Move move) {
    if (move instanceof Move.Submit submit) {
      submit(submit.task());
    } else if (move instanceof Move.Ready ready) {
      ready(ready.task());
    } else if (move == Move.Call.SHUTDOWN) {
      scheduler.shutdown();
    } else {
      scheduler.shutdownNow().forEach(task -> Actor.of(task).reported());
    }
  }

  void round(int worker) {
    running = threads.loop(worker);
    host.step(worker);
    running = null;
  }

  void pass() {
    host.advance(SLICE);
  }

  /**
   * Opens a window in the next call or round.
   *
   * @param which how many windows stay shut before
   * @param body what another thread does there, never throwing, or null to open none
   */
  void open(int which, Runnable body) {
    shut = which;
    meanwhile = body;
  }

  /** What was seen since the last call. */
  List<Seen> takeSeen() {
    List<Seen> taken = List.copyOf(seen);
    seen.clear();
    return taken;
  }

  /** What was thrown that no script throws. */
  List<Throwable> unexpected() {
    return unexpected;
  }

  // ---------------------------------------------------------------- from inside or outside

  @Override
  public void began(int task) {
    see(Recorder.ANYBODY, new Action.Began(task));
  }

  @Override
  public void submit(int task) {
    Actor actor = actors.get(task);
    if (actor.isPlain() && actor.isSubmitted()) {
      refused(task);
      return;
    }
    actor.submitted(true);
    try {
      scheduler.execute(actor.body);
    } catch (RejectedExecutionException e) {
      actor.submitted(false);
      refused(task);
    } catch (IllegalStateException e) { // a Task, for the second time
      refused(task);
    }
  }

  @Override
  public void ready(int task) {
    if (!((Task) actors.get(task).body).ready()) {
      refused(task);
    }
  }

  /** A task, in the middle of a step: runs until its slice is over. */
  @Override
  public void overrun() {
    while (!Scheduler.shouldYield()) {
      pass();
    }
  }

  /** The caller was told. A withdrawal was told already. */
  private void refused(int task) {
    Action last = seen.isEmpty() ? null : seen.get(seen.size() - 1).action();
    if (!new Action.Withdrawn(task).equals(last)) {
      see(Recorder.ANYBODY, new Action.Refused(task));
    }
  }

  private void threw(Runnable task, Throwable error) {
    if (!(error instanceof Actor.Thrown)
        && !(task == null && error instanceof FewThreads.NoThread)) {
      unexpected.add(error);
    }
  }

  private final class Log extends Recorder {
    @Override
    void saw(int worker, Action action) {
      see(worker, action);
    }

    @Override
    void threw(Runnable task, Throwable error) {
      Kernel.this.threw(task, error);
    }
  }

  private void see(int worker, Action action) {
    seen.add(new Seen(worker, action));
    if (meanwhile != null && isWindow(action) && shut-- == 0) {
      Runnable body = meanwhile;
      meanwhile = null;
      elsewhere(body);
    }
  }

  /**
   * Whether the kernel has done just this when it tells of it. Other things it tells a little
   * before or after, or their callers are still to be told; the model has no such moments.
   */
  static boolean isWindow(Action action) {
    return action instanceof Action.Injected
        || action instanceof Action.Began
        || action instanceof Action.Stepped
        || action instanceof Action.Picked
        || action instanceof Action.Searching
        || action instanceof Action.Found
        || action instanceof Action.Parked
        || (action instanceof Action.LifecycleMoved moved && moved.phase() != Phase.TERMINATED);
  }

  /** As another thread: the kernel knows a thread by the Worker that is attached to it. */
  private void elsewhere(Runnable body) {
    Host.Loop here = running;
    if (here == null) {
      body.run();
      return;
    }
    here.detach();
    body.run();
    here.attach();
    running = here;
  }
}
