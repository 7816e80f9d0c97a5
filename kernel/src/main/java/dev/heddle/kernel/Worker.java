package dev.heddle.kernel;

import dev.heddle.kernel.Events.Source;

/**
 * A thread that runs tasks while it holds a {@link Processor} (Go: M). All that a Worker does is a
 * sequence of {@link #round rounds}; between two rounds it holds no lock, and parking is the Host's
 * business. So the same code runs on threads, in simulation and under an explorer.
 *
 * <p>Only the Worker's own thread calls its methods, but for those of its {@link Parking}.
 */
final class Worker implements Host.Loop {
  private static final ThreadLocal<Worker> CURRENT = new ThreadLocal<>();

  final int id;
  final String threadName;
  final Scheduler scheduler;
  final Parking parking;
  private final Stealing stealing;
  private final GlobalQueue global;
  private final Events events;
  final BlockingCall call = new BlockingCall(this);
  final Watcher watcher;

  private Processor processor;
  private boolean searching;

  /** A task that yielded while nobody else waited: it runs again without a detour, or null. */
  private Runnable again;

  /** The plain task that runs, if it may be a continuation; for the Monitor, a hint. */
  Runnable running;

  Worker(int id, Scheduler scheduler, Host host, String name) {
    this.id = id;
    this.threadName = name;
    this.scheduler = scheduler;
    Host.Carrier carrier = host.newCarrier(name, this);
    this.parking = new Parking(this, carrier);
    this.global = scheduler.global;
    this.events = scheduler.events;
    this.watcher = new Watcher(this, scheduler);
    this.stealing = new Stealing(scheduler, carrier);
  }

  /** The Worker that the calling thread is, or null: also if it is mounted on a Worker's thread. */
  static Worker current() {
    return CURRENT.get();
  }

  /** The Worker whose thread carries the caller, or null. */
  static Worker ofCarrier(Continuations.Mounter mounter) {
    return mounter.ofCarrier(CURRENT);
  }

  // ---------------------------------------------------------------- rounds

  @Override
  public void attach() {
    CURRENT.set(this);
  }

  @Override
  public void detach() {
    CURRENT.remove();
  }

  /** Finds a task and runs it, or goes to sleep. */
  @Override
  public Next round() {
    if (processor == null) {
      Processor given = parking.takeHandOff();
      if (given == null && scheduler.lifecycle() != Lifecycle.TERMINATED) {
        return watcher.round();
      }
      if (given == null || given == Parking.LEAVE) {
        watcher.giveAway();
        scheduler.workerExited(this);
        return Next.EXIT;
      }
      start(given);
    }
    if (processor.roomIsDue() && makeRoom()) {
      return Next.AGAIN;
    }
    Runnable task = findRunnable();
    if (task == null) {
      park(true);
    } else {
      run(task);
    }
    return Next.AGAIN;
  }

  @Override
  public long parkNanos() {
    return watcher.parkNanos();
  }

  /** Goes on with a Processor, as a searcher: the state of the IdleSet has it so. */
  void start(Processor given) {
    take(given);
    searching = true;
    watcher.takeIn();
  }

  /**
   * The next task, or null (Go: {@code findRunnable}): now and then the global queue, then the own
   * queue, then a share of the global queue, then the others' queues. What timers and events make
   * runnable goes into the own queue first.
   */
  private Runnable findRunnable() {
    boolean globalIsDue = processor.globalIsDue();
    if (globalIsDue) {
      lookAround();
    } else if (processor.hasTimers()) {
      scheduler.timers.fireOwn(this);
    }
    Runnable task = again;
    if (task != null) {
      again = null;
      return picked(task, Source.AGAIN, 0);
    }
    if (globalIsDue && !global.isEmpty() && (task = global.poll()) != null) {
      return picked(task, Source.GLOBAL, 0);
    }
    RunQueue queue = processor.queue;
    boolean nextFirst = processor.nextIsAllowed();
    if (nextFirst && (task = queue.pollNext()) != null) {
      return picked(task, Source.RUN_NEXT, 0);
    }
    if ((task = queue.poll()) != null) {
      return picked(task, Source.RING, 0);
    }
    if (!nextFirst && (task = queue.pollNext()) != null) { // nobody here to be fair to
      return picked(task, Source.RUN_NEXT, 0);
    }
    if (!global.isEmpty()) {
      task = global.pollBatch(queue, scheduler.processorCount());
      if (task != null) {
        return picked(task, Source.GLOBAL, queue.size());
      }
    }
    return steal();
  }

  private Runnable steal() {
    if (!searching) {
      if (!scheduler.idle.startSearching()) {
        return null;
      }
      searching = true;
      events.searching(id);
    }
    Runnable task;
    if (lookAround() && (task = processor.queue.poll()) != null) {
      return picked(task, Source.RING, processor.queue.size());
    }
    task = stealing.steal(this, processor);
    return task == null ? null : picked(task, stealing.source(), processor.queue.size());
  }

  /** Takes in what is due and what events have come. Returns false if there can't be any. */
  private boolean lookAround() {
    boolean timed = scheduler.idle.state().timed;
    if (timed) {
      scheduler.timers.fireAll(this);
    }
    return watcher.pollNow() || timed;
  }

  /**
   * Every way to a task ends here: the accounts, and the wake that a publication owes (IdleSet).
   */
  private Runnable picked(Runnable task, Source source, int moved) {
    if (source == Source.RUN_NEXT && processor.nextIsAllowed()) {
      processor.inheritSlice();
    } else {
      processor.startSlice(source != Source.GLOBAL);
    }
    events.picked(id, processor.id, task, source, moved);
    if (searching) {
      searching = false;
      scheduler.idle.stopSearching();
      events.found(id);
      scheduler.idle.wake();
    } else if (moved > 0) {
      scheduler.idle.wake();
    }
    return task;
  }

  // ---------------------------------------------------------------- running

  private void run(Runnable task) {
    Continuations continuations = scheduler.continuations;
    if (scheduler.lifecycle() == Lifecycle.STOP) {
      if (continuations == null || !continuations.take(task)) {
        scheduler.reports.cancel(task);
      }
    } else if (task instanceof Task stepwise) {
      step(stepwise);
    } else {
      if (continuations != null) {
        running = task;
      }
      try {
        task.run();
      } catch (Throwable e) { // whatever a task throws, the Worker lives
        failed(task, e);
      }
      if (continuations != null) {
        running = null;
      }
      closeCalls(task);
      events.stepped(id, task, Step.DONE);
    }
  }

  private void step(Task task) {
    Step step;
    try {
      step = task.step();
      if (step == null) {
        throw new NullPointerException("step() returned null, not DONE, YIELD or PARK");
      }
    } catch (Throwable e) {
      failed(task, e);
      step = Step.DONE;
    }
    closeCalls(task);
    switch (step) {
      case DONE -> finish(task);
      case YIELD -> goOn(task);
      case PARK -> park(task);
    }
  }

  private void closeCalls(Runnable task) {
    if (call.exitAll()) {
      failed(task, new IllegalStateException("a step ended without Blocking.exit"));
    }
  }

  private void finish(Task task) {
    task.finish();
    Roster.leave(task);
    events.stepped(id, task, Step.DONE);
  }

  /**
   * In the middle of a plain task: a continuation can go on. If it is that same task, it gives way.
   *
   * @return false if it must go to the global queue, to be behind what waits there
   */
  boolean resume(Runnable continuation) {
    if (continuation != running) {
      pushNext(continuation);
    } else if (again != null || (processor.queue.isEmpty() && !global.isEmpty())) {
      return false;
    } else {
      queueBehind(continuation);
    }
    return true;
  }

  private void goOn(Task task) {
    events.stepped(id, task, Step.YIELD);
    queueBehind(task);
  }

  /** What ran here and gives way goes behind all others, if there are any. */
  private void queueBehind(Runnable task) {
    if (processor.queue.isEmpty() && global.isEmpty()) {
      again = task;
    } else if (processor.sliceIsUsedUp()) {
      global.push(task);
      events.preempted(id, processor.id, task);
      scheduler.idle.wake();
    } else {
      push(task);
    }
  }

  private void park(Task task) {
    processor.roster.enter(task);
    if (!task.park()) {
      goOn(task);
      return;
    }
    // From here on the task is somebody else's: it may run, or be done, at any moment.
    events.stepped(id, task, Step.PARK);
    if (scheduler.lifecycle() == Lifecycle.STOP) { // HB-9 observe: the sweep may have missed it
      scheduler.reports.cancelIfParked(task);
    }
  }

  private void failed(Runnable task, Throwable error) {
    events.failed(id, task, error);
    scheduler.reports.uncaught(task, error);
  }

  // ---------------------------------------------------------------- putting

  /** From inside a task: puts a new or a woken task before the others (Go: {@code ready}). */
  void pushNext(Runnable task) {
    events.pushedNext(id, processor.id, task);
    int spilled = processor.pushNext(task);
    published(spilled);
  }

  /** Puts a task behind the others. */
  void push(Runnable task) {
    int spilled = processor.push(task);
    events.pushed(id, processor.id, task);
    published(spilled);
  }

  private void published(int spilled) {
    if (spilled > 0) {
      events.spilled(id, processor.id, spilled);
    }
    scheduler.idle.wake();
  }

  // ---------------------------------------------------------------- sleeping

  /**
   * Steps a to c of the protocol in {@link IdleSet}; the next round does d.
   *
   * @param empty whether this Worker leaves nothing in its queue
   */
  private void park(boolean empty) {
    Processor given = processor;
    boolean searched = searching;
    processor = null;
    searching = false;
    given.release(this);
    scheduler.idle.park(this, given, searched, empty);
    events.parked(id, given.id);
    scheduler.lookAgain();
  }

  /**
   * Gives its Processor up for a Worker that waits for one, or for good if there is one too many.
   *
   * @return false if nobody wants it
   */
  private boolean makeRoom() {
    IdleState s = scheduler.idle.state();
    if (!s.wantsRoom()) {
      return false;
    }
    processor.madeRoom();
    if (again != null) {
      Runnable task = again;
      again = null;
      push(task);
    }
    if (s.excess > 0) {
      events.spilled(id, processor.id, processor.spillAll());
    }
    park(s.excess > 0);
    return true;
  }

  private void take(Processor given) {
    given.acquire(this);
    processor = given;
  }

  // ---------------------------------------------------------------- blocking calls

  /** In the middle of a task, without a Processor: waits for one. An interrupt is kept. */
  void comeBack() {
    Processor found = scheduler.idle.comeBack(this);
    if (found != null) {
      take(found);
      events.returned(id, found.id);
      return;
    }
    events.waits(id);
    take(parking.await());
  }

  /** It went to somebody else. */
  void dropProcessor() {
    processor = null;
  }

  Events events() {
    return events;
  }

  Processor processor() {
    return processor;
  }
}
