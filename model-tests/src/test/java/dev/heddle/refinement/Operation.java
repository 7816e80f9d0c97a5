package dev.heddle.refinement;

import dev.heddle.spec.Move;

/** One thing that is done to the kernel, and to its model. */
sealed interface Operation {

  /**
   * A thread outside makes a move. The number of a task wraps around, and is where to look for one
   * that is new, to be submitted, or parked, to be woken; and that of a Processor, for one that is
   * lent, to be retaken.
   */
  record Call(Move move) implements Operation {
    @Override
    public String toString() {
      return move.toString();
    }
  }

  /**
   * A Worker does one round: that of this number, which wraps around, or the next that can. If it
   * has paused in the middle of one, it goes on there; and it pauses in each blocking call, and
   * where it waits for a Processor.
   */
  record Round(int worker) implements Operation {
    @Override
    public String toString() {
      return "round W" + worker;
    }
  }

  /**
   * A call or a round, in the middle of which another thread does something. Windows to do so are
   * where the kernel has just told of one of its steps: see {@link Kernel#isWindow}.
   *
   * @param first a Call or a Round
   * @param window how many windows stay shut before
   * @param other a Call or a Round
   */
  record Interrupted(Operation first, int window, Operation other) implements Operation {
    @Override
    public String toString() {
      return first + " (at " + window + " " + other + ")";
    }
  }

  /** Time passes, as long as a slice. */
  record Wait() implements Operation {
    @Override
    public String toString() {
      return "wait";
    }
  }
}
