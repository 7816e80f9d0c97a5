package dev.heddle.refinement;

import dev.heddle.spec.Move;
import dev.heddle.spec.Script;
import dev.heddle.spec.Setup;
import java.util.Collections;
import java.util.List;

/**
 * A world for the kernel and the model to live in.
 *
 * @param setup sizes and tasks; two threads outside that do what they are told
 * @param seed decides which victims the kernel's thieves visit first
 */
record Scenario(Setup setup, long seed) {
  /** How many threads there are outside. */
  static final int OUTSIDE = 2;

  /**
   * Numbers in the moves wrap around.
   *
   * @param spares how many more Workers than Processors
   * @param threads how many of all Workers have threads, at most
   * @param tasks the tasks' scripts, at least one
   */
  static Scenario of(Setup.Sizes sizes, int spares, int threads, List<Script> tasks, long seed) {
    int workers = sizes.processors() + spares;
    Setup setup =
        Setup.of(sizes.processors())
            .withLimits(
                sizes.ringCapacity(),
                sizes.globalInterval(),
                sizes.runNextStreak(),
                sizes.stealRounds())
            .withWorkers(workers)
            .withThreads(Math.min(threads, workers))
            .withTimedWaits(true)
            .withTasks(tasks.stream().map(script -> within(tasks, script)).toArray(Script[]::new))
            .withOutside(Collections.nCopies(OUTSIDE, Script.once()).toArray(Script[]::new));
    return new Scenario(setup, seed);
  }

  private static Script within(List<Script> tasks, Script script) {
    List<Move> moves = script.moves().stream().map(move -> within(tasks, move)).toList();
    return new Script(moves, script.again());
  }

  /** Nobody can wake a plain Runnable; the task before it is woken instead. */
  private static Move within(List<Script> tasks, Move move) {
    if (move instanceof Move.Submit submit) {
      return new Move.Submit(submit.task() % tasks.size());
    }
    if (move instanceof Move.Ready ready) {
      int task = ready.task() % tasks.size();
      return new Move.Ready(isPlain(tasks, task) ? task - 1 : task);
    }
    return move;
  }

  /** Not two in a row. */
  private static boolean isPlain(List<Script> tasks, int task) {
    return task % 2 == 1 && tasks.get(task).isPlain();
  }

  /** Whether a task is a plain Runnable in the kernel, not a Task. */
  boolean isPlain(int task) {
    return isPlain(setup.tasks(), task);
  }

  /** A move with the number of a task, or of a Processor, that exists. */
  Move within(Move move) {
    if (move instanceof Move.Retake retake) {
      return new Move.Retake(retake.processor() % processors());
    }
    return within(setup.tasks(), move);
  }

  int processors() {
    return setup.sizes().processors();
  }

  int workers() {
    return setup.workers();
  }

  /** Whether a Worker's thread can be started. */
  boolean hasThread(int worker) {
    return setup.hasThread(worker);
  }

  @Override
  public String toString() {
    return setup.sizes()
        + ", workers="
        + setup.workers()
        + ", threads="
        + setup.threads()
        + ", seed="
        + seed
        + ", tasks="
        + setup.tasks().stream().map(s -> (s.again() ? "for ever " : "") + s.moves()).toList();
  }
}
