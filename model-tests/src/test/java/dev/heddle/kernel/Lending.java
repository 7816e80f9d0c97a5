package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;

/** What tests of other packages see and do of lent Processors, and of Workers without one. */
public final class Lending {
  private Lending() {}

  /** The number of a Processor's lease. */
  public static int lease(Scheduler scheduler, int processor) {
    return scheduler.processor(processor).lease();
  }

  /** Whether a Processor with that lease is lent. */
  public static boolean isLent(int lease) {
    return Processor.isLent(lease);
  }

  /** A thread outside, as the Monitor: retakes a Processor if it is lent with that number. */
  public static boolean retake(Scheduler scheduler, int processor, int lease) {
    return scheduler.retake(scheduler.processor(processor), lease);
  }

  /** From inside a task that is in no call: the number of its Processor. */
  public static int processor() {
    return Worker.current().processor().id;
  }

  /** The numbers of the Workers that wait for a Processor; the first gets one next. */
  public static List<Integer> returning(Scheduler scheduler) {
    List<Integer> numbers = new ArrayList<>();
    for (Stack<Worker> s = scheduler.idle.state().returning; s != null; s = s.below) {
      numbers.add(s.top.id);
    }
    return numbers;
  }

  /** How many Workers are counted to have a task and no Processor. */
  public static int away(Scheduler scheduler) {
    return scheduler.idle.state().away;
  }

  /** How many more Workers may be made. */
  public static int unmade(Scheduler scheduler) {
    return scheduler.idle.state().unmade;
  }
}
