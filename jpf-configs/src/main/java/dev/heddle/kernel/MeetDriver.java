package dev.heddle.kernel;

import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * Hand-over of the search: as many tasks as Processors, and each waits, on its thread, until all
 * have begun. They can end only if the scheduler really runs them at the same time: each searcher
 * that finds one must wake the next (Go #5586). Otherwise everybody waits forever: a deadlock.
 *
 * <p>Arguments: processors; {@code outside} or {@code inside}: whether main submits the tasks, or
 * the first task spawns the others; ring capacity; tasks that main submits before, which meet
 * nobody: the Worker that is done with them takes the others as a batch.
 */
public final class MeetDriver {
  private MeetDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    boolean inside = args[1].equals("inside");
    Failures failures = new Failures();
    Scheduler scheduler =
        KernelDriver.builder(processors, failures).ringCapacity(Integer.parseInt(args[2])).build();
    Meeting meeting = new Meeting(processors);
    for (Token before : Token.make(Integer.parseInt(args[3]))) {
      scheduler.execute(before);
    }
    if (inside) {
      scheduler.execute(
          () -> {
            for (int i = 1; i < processors; i++) {
              scheduler.execute(meeting);
            }
            meeting.run();
          });
    } else {
      for (int i = 0; i < processors; i++) {
        scheduler.execute(meeting);
      }
    }
    meeting.await();
    KernelDriver.end(scheduler, failures);
  }

  /** Runs once for each participant. */
  private static final class Meeting implements Runnable {
    private int absent;

    Meeting(int participants) {
      absent = participants;
    }

    @Override
    public synchronized void run() {
      absent--;
      notifyAll();
      try {
        await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a driver", e);
      }
      Reached.mark("met");
    }

    synchronized void await() throws InterruptedException {
      while (absent > 0) {
        wait();
      }
    }
  }
}
