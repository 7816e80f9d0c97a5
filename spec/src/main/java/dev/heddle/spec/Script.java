package dev.heddle.spec;

import dev.heddle.spec.Move.Await;
import dev.heddle.spec.Move.Back;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.Cancel;
import dev.heddle.spec.Move.End;
import dev.heddle.spec.Move.Happen;
import dev.heddle.spec.Move.Listen;
import dev.heddle.spec.Move.Ready;
import dev.heddle.spec.Move.ReadyAfter;
import dev.heddle.spec.Move.Rescue;
import dev.heddle.spec.Move.Retake;
import dev.heddle.spec.Move.Schedule;
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

  /** Short for {@code new Schedule(task, delay)}. */
  public static Move schedule(int task, int delay) {
    return new Schedule(task, delay);
  }

  /** Short for {@code new ReadyAfter(task, delay)}. */
  public static Move readyAfter(int task, int delay) {
    return new ReadyAfter(task, delay);
  }

  /** Short for {@code new Cancel(task)}. */
  public static Move cancel(int task) {
    return new Cancel(task);
  }

  /** Short for {@code new Listen(task)}. */
  public static Move listen(int task) {
    return new Listen(task);
  }

  /** Short for {@code new Happen(task)}. */
  public static Move happen(int task) {
    return new Happen(task);
  }

  /** Short for {@code new Retake(processor)}. */
  public static Move retake(int processor) {
    return new Retake(processor);
  }

  /** Short for {@code new Await(task)}. */
  public static Move await(int task) {
    return new Await(task);
  }

  /** Short for {@code new Rescue(processor)}. */
  public static Move rescue(int processor) {
    return new Rescue(processor);
  }

  /** Short for {@code new Back(processor)}. */
  public static Move back(int processor) {
    return new Back(processor);
  }

  /** Whether it makes calls that block. */
  boolean blocks() {
    return moves.contains(Call.ENTER) || moves.contains(Call.HAND_OFF);
  }

  /** Whether it sets timers. */
  boolean setsTimers() {
    return moves.stream().anyMatch(m -> m instanceof Schedule || m instanceof ReadyAfter);
  }

  /** Whether it waits for events. */
  boolean listens() {
    return moves.stream().anyMatch(Listen.class::isInstance);
  }

  /**
   * Checks that a task's script names only tasks that exist, does only what a task can, and begins
   * and ends its calls by turns.
   */
  void checkTask(int tasks) {
    Move call = null;
    for (Move move : moves) {
      checkNumber(move, tasks);
      if (namesProcessor(move) || move instanceof Happen || isForOutside(move)) {
        throw wrong(move, "is not for a task");
      }
      if (move == Call.EXIT) {
        if (call == null) {
          throw wrong(move, "ends a call that has not begun");
        }
        call = null;
      } else if (call != null && (move instanceof Call || move instanceof End)) {
        throw wrong(move, "is in the middle of a call, before " + Call.EXIT);
      } else if (move == Call.ENTER || move == Call.HAND_OFF) {
        call = move;
      }
    }
    if (call != null) {
      throw wrong(call, "begins a call that does not end: " + Call.EXIT + " is missing");
    }
  }

  /** Checks that the script of a thread outside names only what exists, and does what that can. */
  void checkThread(int tasks, int processors) {
    for (Move move : moves) {
      checkNumber(move, tasks);
      if (processorOf(move) < 0 || processorOf(move) >= processors) {
        throw wrong(move, "there are only " + processors + " Processors");
      }
      boolean isCall = move instanceof Call && !isForOutside(move);
      if (move instanceof End || move instanceof Await || isCall) {
        throw wrong(move, "is not for a thread outside");
      }
    }
  }

  private static void checkNumber(Move move, int tasks) {
    int named = taskOf(move);
    if (named < 0 || named >= Math.max(1, tasks)) {
      throw wrong(move, "there are only " + tasks + " tasks");
    }
    int delay =
        move instanceof Schedule schedule
            ? schedule.delay()
            : move instanceof ReadyAfter ready ? ready.delay() : 0;
    if (delay < 0) {
      throw wrong(move, "a delay can't be negative");
    }
  }

  /** The task that a move names; 0 if it names none. */
  private static int taskOf(Move move) {
    if (move instanceof Submit submit) {
      return submit.task();
    } else if (move instanceof Ready ready) {
      return ready.task();
    } else if (move instanceof Await await) {
      return await.task();
    } else if (move instanceof Schedule schedule) {
      return schedule.task();
    } else if (move instanceof ReadyAfter ready) {
      return ready.task();
    } else if (move instanceof Cancel cancel) {
      return cancel.task();
    } else if (move instanceof Listen listen) {
      return listen.task();
    }
    return move instanceof Happen happen ? happen.task() : 0;
  }

  private static boolean isForOutside(Move move) {
    return move == Call.WATCH
        || move == Call.TICK
        || move == Call.SHUTDOWN
        || move == Call.SHUTDOWN_NOW;
  }

  private static boolean namesProcessor(Move move) {
    return move instanceof Retake || move instanceof Rescue || move instanceof Back;
  }

  /** The Processor that a move names; 0 if it names none. */
  private static int processorOf(Move move) {
    return move instanceof Retake retake
        ? retake.processor()
        : move instanceof Rescue rescue
            ? rescue.processor()
            : move instanceof Back back ? back.processor() : 0;
  }

  private static IllegalArgumentException wrong(Move move, String what) {
    return new IllegalArgumentException(move + ": " + what);
  }
}
