package dev.heddle.kernel;

/**
 * A {@link Host} of one carrier without a thread: the actors call its rounds, and see its permit.
 */
final class LooseHost implements Host, Host.Carrier {
  /** What the carrier runs: the Scheduler's only Worker. */
  Loop worker;

  volatile boolean permit;

  /** A Scheduler of one Processor in this host. */
  SchedulerBuilder scheduler() {
    return Scheduler.builder()
        .processors(1)
        .ringCapacity(2)
        .spareWorkers(0)
        .monitor(false)
        .host(this);
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    worker = loop;
    return this;
  }

  @Override
  public void unpark() {
    permit = true;
  }

  @Override
  public void start() {}

  @Override
  public void park() {}

  @Override
  public boolean isBlocked() {
    return false;
  }

  @Override
  public StackTraceElement[] stack() {
    return new StackTraceElement[0];
  }

  @Override
  public void interrupt() {}

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public int random(int bound) {
    return 0;
  }
}
