package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out that nothing is left that could wake the tasks which a shutdown waits for (Go: {@code
 * checkdead}).
 *
 * <p>Who could wake a task: another task, a timer, an event, a Worker in a blocking call, or a
 * thread outside. That there is none of the last kind is the user's word ({@link
 * SchedulerBuilder#deadlock}). The others are all to be seen in one moment: a state of the {@link
 * IdleSet} in which no Worker holds a Processor, is away, or watches, and that is still there after
 * no queue held a task, no timer was set, and the poller had no waiters.
 *
 * <p>It is still the same state, so nobody has run a task meanwhile, fired a timer or brought an
 * event: all of them do it as who holds a Processor, or give up watching afterwards. A Worker in
 * the poller may have an event in its hands that the poller has already forgotten (Go #61454), so
 * as long as one watches there is no report.
 *
 * <p>Nothing is overlooked for good: whoever parks last looks, and so does a shutdown that comes
 * later. A watcher that finds nothing left to watch searches once more, and parks.
 */
final class DeadlockDetector {
  private final Scheduler scheduler;
  private final Processor[] processors;

  /** Guarded by this. */
  private boolean reported;

  DeadlockDetector(Scheduler scheduler, Processor[] processors) {
    this.scheduler = scheduler;
    this.processors = processors;
  }

  /**
   * Any thread, after a shutdown.
   *
   * @param quiet a state in which no Worker holds a Processor or a task, read before the queues
   *     were seen to be empty
   */
  void look(IdleState quiet) {
    if (quiet.watcher != null
        || scheduler.watching.hasThread()
        || scheduler.watching.hasWaiters()
        || scheduler.timers.earliest() != TimerHeap.NEVER) {
      return;
    }
    List<ParkedTask> parked = parkedTasks();
    if (!parked.isEmpty() && scheduler.idle.state() == quiet && isFirst()) {
      scheduler.reports.deadlock(parked);
    }
  }

  private List<ParkedTask> parkedTasks() {
    List<ParkedTask> all = new ArrayList<>();
    for (Processor processor : processors) {
      for (Task task : processor.roster.tasks()) {
        all.add(new ParkedTask(task, task.blocker()));
      }
    }
    return all;
  }

  private synchronized boolean isFirst() {
    boolean first = !reported;
    reported = true;
    return first;
  }
}
