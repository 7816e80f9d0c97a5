package dev.heddle.spec;

import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.End;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.Submit;
import java.util.List;

/**
 * What a task, or a thread outside, does from beginning to end.
 *
 * @param moves in order
 * @param again whether it begins again when it is over; otherwise a task is then done
 */
public record Script(List<Move> moves, boolean again) {

  /** Keeps a copy of the moves. */
  public Script {
    moves = List.copyOf(moves);
    if (again && moves.isEmpty()) {
      throw new IllegalArgumentException("a script that begins again needs a move");
    }
  }

  /** A script that ends. */
  public static Script once(Move... moves) {
    return new Script(List.of(moves), false);
  }

  /** A script that never ends. */
  public static Script forever(Move... moves) {
    return new Script(List.of(moves), true);
  }

  /** Whether a plain Runnable can play it: it neither yields nor parks, and nobody wakes it. */
  public boolean isPlain() {
    return !again && !moves.contains(End.YIELD) && !moves.contains(End.PARK);
  }

  /** The move at a position, which may be past the end. */
  public Move at(int position) {
    return position < moves.size() ? moves.get(position) : End.DONE;
  }

  /** The position after another. */
  public int after(int position) {
    return again ? (position + 1) % moves.size() : position + 1;
  }

  /** Short for {@code new Submit(task)}. */
  public static Move submit(int task) {
    return new Submit(task);
  }

  /** Short for {@code new Ready(task)}. */
  public static Move ready(int task) {
    return new Ready(task);
  }

  /** Checks that the script names only tasks that exist, and does only what its actor can. */
  void check(int tasks, boolean inside) {
    for (Move move : moves) {
      int named =
          move instanceof Submit submit
              ? submit.task()
              : move instanceof Ready ready ? ready.task() : 0;
      if (named < 0 || named >= Math.max(1, tasks)) {
        throw new IllegalArgumentException(move + ": there are only " + tasks + " tasks");
      }
      if (inside ? move instanceof Call && move != Call.OVERRUN : move instanceof End) {
        throw new IllegalArgumentException(
            move + " is not for " + (inside ? "a task" : "a thread outside"));
      }
    }
  }
}
