package dev.heddle.refinement;

import dev.heddle.spec.Model;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/**
 * What is compared of one moment: what {@link RefinementMap} makes of the kernel, and of the model.
 *
 * @param queues for each Processor: runNext, the ring, and its accounts
 * @param owners for each Processor: the Worker that holds it, or NONE
 * @param lent for each Processor: whether it is lent, and anybody may retake it
 * @param global the global queue, oldest first
 * @param idle the idle Processors; the first is given away next
 * @param parked the parked Workers; the first is woken next
 * @param threadless the Workers that got no thread; the first is tried next
 * @param returning the Workers that have a task and wait for a Processor; the first gets one next
 * @param away how many Workers are counted to have a task and no Processor
 * @param unmade how many Workers may still be made
 * @param searching how many Workers are counted as searchers
 * @param phase the lifecycle
 * @param tasks what has become of each task
 * @param workers what each Worker has in its hands
 */
record Picture(
    List<Model.Queue> queues,
    List<Integer> owners,
    List<Boolean> lent,
    List<Integer> global,
    List<Integer> idle,
    List<Integer> parked,
    List<Integer> threadless,
    List<Integer> returning,
    int away,
    int unmade,
    int searching,
    Model.Phase phase,
    List<Model.Task> tasks,
    List<Hands> workers) {

  /**
   * A Worker between two rounds, or where it has paused in the middle of one.
   *
   * @param processor the Processor that it holds, or NONE
   * @param lent whether it has lent that, and may have it back
   * @param handed the Processor that it was handed and has not taken yet, or NONE
   * @param again the task that it goes on with, or NONE
   * @param searching whether it takes itself for a searcher
   * @param started whether it has a thread
   */
  record Hands(
      int processor, boolean lent, int handed, int again, boolean searching, boolean started) {

    /** Of a Worker that was not made yet. */
    static final Hands EMPTY = new Hands(Model.NONE, false, Model.NONE, Model.NONE, false, false);
  }

  /** The first part that differs, in words: the kernel's, and the model's. */
  static Optional<String> difference(Picture kernel, Picture model) {
    for (RecordComponent part : Picture.class.getRecordComponents()) {
      Object left = kernel.get(part);
      Object right = model.get(part);
      if (!left.equals(right)) {
        return Optional.of(difference(part.getName(), left, right));
      }
    }
    return Optional.empty();
  }

  private static String difference(String name, Object left, Object right) {
    boolean numbered =
        left instanceof List<?> some
            && right instanceof List<?> others
            && some.size() == others.size()
            && !(some.get(0) instanceof Integer);
    if (!numbered) {
      return name + ":\n  kernel " + left + "\n  model  " + right;
    }
    List<?> some = (List<?>) left;
    List<?> others = (List<?>) right;
    int at = 0;
    while (some.get(at).equals(others.get(at))) {
      at++;
    }
    return difference(name + " " + at, some.get(at), others.get(at));
  }

  private Object get(RecordComponent part) {
    try {
      return part.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
