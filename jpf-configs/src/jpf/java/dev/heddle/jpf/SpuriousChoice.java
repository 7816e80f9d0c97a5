package dev.heddle.jpf;

import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.choice.ThreadChoiceFromSet;
import java.util.Arrays;

/**
 * A scheduling point before an operation that may return spuriously: the choices are the runnable
 * threads and, last, the current one again, which then returns spuriously.
 *
 * <p>One choice for both questions, because asking "spurious?" in a second choice would take an
 * empty step, and the state after an empty step is matched with the one before it and dropped.
 */
final class SpuriousChoice extends ThreadChoiceFromSet {

  SpuriousChoice(String id, ThreadInfo[] runnable, ThreadInfo current) {
    super(id, withAgain(runnable, current), true);
  }

  private static ThreadInfo[] withAgain(ThreadInfo[] runnable, ThreadInfo current) {
    ThreadInfo[] choices = Arrays.copyOf(runnable, runnable.length + 1);
    choices[runnable.length] = current;
    return choices;
  }

  /** True if the choice taken is the spurious return. */
  boolean isSpurious() {
    return count == values.length - 1;
  }
}
