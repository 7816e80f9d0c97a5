package dev.heddle.refinement;

import dev.heddle.spec.Move;
import dev.heddle.spec.Script;
import dev.heddle.spec.Setup;
import java.util.List;

/**
 * A world for the kernel and the model to live in.
 *
 * @param setup sizes and tasks; two threads outside that do what they are told
 * @param seed decides which victims the kernel's thieves visit first
 */
record Scenario(Setup setup, long seed) {

  /**
   * Numbers in the moves wrap around.
   *
   * @param tasks the tasks' scripts, at least one
   */
  static Scenario of(Setup.Sizes sizes, int threads, List<Script> tasks, long seed) {
    Setup setup =
        Setup.of(sizes.processors())
            .withLimits(
                sizes.ringCapacity(),
                sizes.globalInterval(),
                sizes.runNextStreak(),
                sizes.stealRounds())
            .withThreads(Math.min(threads, sizes.processors()))
            .withTimedWaits(true)
            .withTasks(tasks.stream().map(script -> within(tasks, script)).toArray(Script[]::new))
            .withOutside(Script.once(), Script.once());
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

  /** A move with the number of a task that exists. */
  Move within(Move move) {
    return within(setup.tasks(), move);
  }

  int processors() {
    return setup.sizes().processors();
  }

  @Override
  public String toString() {
    return setup.sizes()
        + ", threads="
        + setup.threads()
        + ", seed="
        + seed
        + ", tasks="
        + setup.tasks().stream().map(s -> (s.again() ? "for ever " : "") + s.moves()).toList();
  }
}
