package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * All Workers of a Scheduler: those that it begins with, one for each Processor, and those that are
 * made when others are in blocking calls. How many may still be made is counted by the {@link
 * IdleState}. Thread-safe.
 */
final class Crew {
  private final Scheduler scheduler;
  private final Host host;
  private final String name;
  private final List<Worker> workers = new ArrayList<>();
  private int made;

  Crew(Scheduler scheduler, Host host, String name) {
    this.scheduler = scheduler;
    this.host = host;
    this.name = name;
  }

  /** A new Worker, whose thread is not started. */
  synchronized Worker make() {
    Worker worker = new Worker(made, scheduler, host, name + "-" + made);
    made++;
    workers.add(worker);
    return worker;
  }

  /** Its thread has ended. */
  synchronized void leave(Worker worker) {
    workers.remove(worker);
  }

  /** The Workers of this moment, in the order in which they were made. */
  synchronized Worker[] workers() {
    return workers.toArray(new Worker[0]);
  }
}
