package dev.heddle.kernel;

/**
 * The thread of a {@link Poller} that only one thread may ever poll. It holds no Processor: tasks
 * whose events have come go into the global queue.
 */
final class PollLoop implements Host.Loop {
  private final Scheduler scheduler;
  private final Poller poller;
  private final Host.Carrier carrier;
  private final Pauses pauses = new Pauses();

  PollLoop(Scheduler scheduler, Poller poller, SchedulerBuilder settings) {
    this.scheduler = scheduler;
    this.poller = poller;
    carrier = settings.host.newCarrier(settings.name + "-poller", this);
  }

  void start() {
    carrier.start();
  }

  /** Any thread, after a wakeup of the poller: lets it see the end if it pauses. */
  void unpark() {
    carrier.unpark();
  }

  @Override
  public void attach() {}

  @Override
  public void detach() {}

  @Override
  public Next round() {
    if (scheduler.lifecycle() == Lifecycle.TERMINATED) {
      scheduler.threadExited();
      return Next.EXIT;
    }
    try {
      poller.poll(-1, Task::ready);
      pauses.over();
      return Next.AGAIN;
    } catch (Throwable e) { // whatever a poller throws, the thread lives
      scheduler.reports.uncaught(null, e);
      return Next.PARK;
    }
  }

  @Override
  public long parkNanos() {
    return pauses.next();
  }
}
