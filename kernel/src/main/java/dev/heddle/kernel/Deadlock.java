package dev.heddle.kernel;

import java.util.List;

/**
 * All tasks of a Scheduler that is shut down are parked, and nothing is left that could wake them
 * (Go: "all goroutines are asleep"). See {@link SchedulerBuilder#deadlock}.
 *
 * @param scheduler its name
 * @param parked all its tasks, at least one
 */
public record Deadlock(String scheduler, List<ParkedTask> parked) {
  /** Copies the list. */
  public Deadlock {
    parked = List.copyOf(parked);
  }

  /** Several lines, one for each task. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(scheduler);
    text.append(": deadlock, all tasks are parked and nothing can wake them");
    parked.forEach(each -> text.append("\n\t").append(each));
    return text.toString();
  }
}
