package dev.heddle.refinement;

import dev.heddle.kernel.Host;
import dev.heddle.kernel.Lending;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Action;
import dev.heddle.spec.Model;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Move;
import dev.heddle.spec.Script;
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
  private final Pauses pauses;
  private final FewThreads threads;
  private final Calls calls;
  private final int workers;

  /** The tasks' scripts as they were played: some calls turned out to be handed off at once. */
  private final List<Script> scripts;

  private int foreseen;

  /** What does its round, or null. */
  private Host.Loop running;

  /** The Worker that is being started in vain, and the one that tries, in a window; or NONE. */
  private int startedInVain = Model.NONE;

  private int starter = Model.NONE;

  private Runnable meanwhile;
  private int shut;

  Kernel(Scenario scenario) {
    Setup setup = scenario.setup();
    for (int i = 0; i < setup.tasks().size(); i++) {
      actors.add(new Actor(i, setup.tasks().get(i), scenario.isPlain(i), this));
    }
    Setup.Sizes sizes = setup.sizes();
    host = new SimulatedHost(scenario.seed());
    pauses = new Pauses(host);
    workers = scenario.workers();
    threads = new FewThreads(pauses, scenario::hasThread, this::startsInVain);
    scheduler =
        Scheduler.builder()
            .spareWorkers(scenario.workers() - sizes.processors())
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
    calls = new Calls(scheduler, host::nanoTime, sizes.processors(), actors.size());
    scripts = new ArrayList<>(setup.tasks());
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

  /** Whether a Worker can go on: with a new round, or in one that has paused. */
  boolean canGoOn(int worker) {
    return worker < threads.count() && host.isRunnable(worker);
  }

  void round(int worker) {
    if (worker < threads.count()) {
      running = threads.loop(worker);
      host.step(worker);
      running = null;
    }
  }

  /** Where a Worker is after that. */
  Pauses.Pause pause(int worker) {
    return worker < threads.count() ? pauses.of(worker) : Pauses.Pause.NONE;
  }

  /** How many Workers there may be. */
  int workers() {
    return workers;
  }

  int lease(int processor) {
    return Lending.lease(scheduler, processor);
  }

  /** A thread outside, which has looked at a lease, retakes that Processor. */
  void retake(int processor, int lease) {
    Lending.retake(scheduler, processor, lease);
  }

  /** Ends what was left in the middle. */
  void close() {
    pauses.close();
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

  /** What the tasks have played so far, and will play. */
  List<Script> scripts() {
    return scripts;
  }

  /** How many calls were handed off because they were expected to be long. */
  int foreseen() {
    return foreseen;
  }

  int startedInVain() {
    return startedInVain;
  }

  int starter() {
    return starter;
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

  @Override
  public void enter(int task, int at) {
    boolean atOnce = calls.foresees();
    foreseen += atOnce ? 1 : 0;
    List<Move> moves = new ArrayList<>(scripts.get(task).moves());
    moves.set(at, atOnce ? Move.Call.HAND_OFF : Move.Call.ENTER);
    scripts.set(task, new Script(moves, scripts.get(task).again()));
    calls.enter(task, atOnce);
    pauses.pause();
  }

  @Override
  public void handOff(int task) {
    calls.handOff(task);
    pauses.pause();
  }

  @Override
  public void exit(int task) {
    calls.exit(task);
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

  /**
   * The kernel tells of two things where the model has one action: who parks or releases a
   * Processor hands it over instead, if somebody waits.
   */
  private void see(int worker, Action action) {
    Action last = seen.isEmpty() ? null : seen.get(seen.size() - 1).action();
    if (action instanceof Action.HandedOver over
        && new Action.Released(over.processor()).equals(last)) {
      seen.set(seen.size() - 1, new Seen(seen.get(seen.size() - 1).worker(), action));
    } else if (action instanceof Action.Parked parked
        && last instanceof Action.HandedOver over
        && over.processor() == parked.processor()) {
      seen.set(seen.size() - 1, new Seen(worker, last));
    } else {
      seen.add(new Seen(worker, action));
    }
    if (isWindow(action)) {
      window();
    }
  }

  /** Here another thread may do something. */
  void window() {
    if (meanwhile != null && shut-- == 0) {
      Runnable body = meanwhile;
      meanwhile = null;
      elsewhere(body);
    }
  }

  private void startsInVain(int worker) {
    startedInVain = worker;
    starter = threads.numberOf(running);
    window();
    startedInVain = Model.NONE;
    starter = Model.NONE;
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
        || action instanceof Action.Reclaimed
        || action instanceof Action.Retook
        || action instanceof Action.Returned
        || action instanceof Action.Waits
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
