package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Token;

/**
 * Submit against park: main and further producers submit while Workers fall asleep. If a wakeup is
 * lost (S6), a task is never run and main waits forever: a deadlock.
 *
 * <p>Arguments: processors, tasks of each producer, producers (main is one).
 */
public final class SubmitDriver {
  private SubmitDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    int each = Integer.parseInt(args[1]);
    int producers = Integer.parseInt(args[2]);
    Failures failures = new Failures();
    Scheduler scheduler = KernelDriver.scheduler(processors, failures);
    Awaited[] tasks = new Awaited[each * producers];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = new Awaited(i + 1);
    }
    Actor[] actors = new Actor[producers - 1];
    for (int i = 1; i < producers; i++) {
      int first = i * each;
      actors[i - 1] = Actor.start("producer" + i, () -> submit(scheduler, tasks, first, each));
    }
    submit(scheduler, tasks, 0, each);
    // Not close(): a shutdown looks at the queues too, and would find what a lost wakeup left
    // there.
    for (Awaited task : tasks) {
      task.await();
    }
    for (Actor actor : actors) {
      actor.join();
    }
    KernelDriver.end(scheduler, failures);
  }

  private static void submit(Scheduler scheduler, Awaited[] tasks, int first, int count) {
    for (int i = first; i < first + count; i++) {
      scheduler.execute(tasks[i]);
    }
  }

  /** A task that somebody waits for. */
  private static final class Awaited implements Runnable {
    final String name; // for pictures
    private final Token token;
    private boolean done;

    Awaited(int number) {
      token = new Token(number);
      name = token.name;
    }

    @Override
    public synchronized void run() {
      token.run();
      done = true;
      notifyAll();
    }

    synchronized void await() throws InterruptedException {
      while (!done) {
        wait();
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
