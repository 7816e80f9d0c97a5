package dev.heddle.kernel;

import dev.heddle.kernel.Events.Source;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A thread that runs tasks while it holds a {@link Processor} (Go: M). All that a Worker does is a
 * sequence of {@link #round rounds}; between two rounds it holds no lock, and parking is the Host's
 * business. So the same code runs on threads, in simulation and under an explorer.
 *
 * <p>Only the Worker's own thread calls its methods, except {@link #resume} and {@link #interrupt}.
 */
final class Worker implements Host.Loop {
  private static final ThreadLocal<Worker> CURRENT = new ThreadLocal<>();
  private static final VarHandle HAND_OFF;

  static {
    try {
      HAND_OFF = MethodHandles.lookup().findVarHandle(Worker.class, "handOff", Processor.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int id;
  final Scheduler scheduler;
  private final Host.Carrier carrier;
  private final Stealing stealing;
  private final GlobalQueue global;
  private final Events events;
  final BlockingCall call = new BlockingCall(this);

  /**
   * The Processor that a waker gave this Worker, until it takes it. The waker that popped this
   * Worker from the IdleSet is the only one to write it, until the Worker parks again.
   */
  @SuppressWarnings("unused") // HAND_OFF
  private Processor handOff;

  /** Whether the carrier was started. Written by the waker that popped this Worker (HB-6). */
  private boolean started;

  /** Whether the user knows that there was no thread. Written as {@link #started}. */
  private boolean told;

  private Processor processor;
  private boolean searching;

  /** A task that yielded while nobody else waited: it runs again without a detour, or null. */
  private Runnable again;

  Worker(int id, Scheduler scheduler, Host host, String name) {
    this.id = id;
    this.scheduler = scheduler;
    this.carrier = host.newCarrier(name, this);
    this.global = scheduler.global;
    this.events = scheduler.events;
    this.stealing = new Stealing(scheduler, carrier);
  }

  /** The Worker that the calling thread is, or null. */
  static Worker current() {
    return CURRENT.get();
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
      if (!takeHandOff()) {
        return sleepOrExit();
      }
      searching = true;
    }
    if (processor.roomIsDue() && scheduler.idle.isAwaited()) {
      makeRoom();
      return Next.AGAIN;
    }
    Runnable task = findRunnable();
    if (task == null) {
      park();
    } else {
      run(task);
    }
    return Next.AGAIN;
  }

  private Next sleepOrExit() {
    if (scheduler.lifecycle() != Lifecycle.TERMINATED) {
      return Next.PARK;
    }
    scheduler.workerExited(this);
    return Next.EXIT;
  }

  /**
   * The next task, or null (Go: {@code findRunnable}): now and then the global queue, then the own
   * queue, then a share of the global queue, then the others' queues.
   */
  private Runnable findRunnable() {
    Runnable task = again;
    if (task != null) {
      again = null;
      return picked(task, Source.AGAIN, 0);
    }
    if (processor.globalIsDue() && !global.isEmpty() && (task = global.poll()) != null) {
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
    Runnable task = stealing.steal(this, processor);
    return task == null ? null : picked(task, stealing.source(), processor.queue.size());
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
    if (scheduler.lifecycle() == Lifecycle.STOP) {
      scheduler.reports.cancel(task);
    } else if (task instanceof Task stepwise) {
      step(stepwise);
    } else {
      try {
        task.run();
      } catch (Throwable e) { // whatever a task throws, the Worker lives
        failed(task, e);
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

  private void goOn(Task task) {
    events.stepped(id, task, Step.YIELD);
    if (processor.queue.isEmpty() && global.isEmpty()) {
      again = task;
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
  private void push(Runnable task) {
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

  /** Steps a to c of the protocol in {@link IdleSet}; the next round does d. */
  private void park() {
    Processor given = processor;
    boolean searched = searching;
    processor = null;
    searching = false;
    given.release();
    scheduler.idle.park(this, given, searched);
    events.parked(id, given.id);
    scheduler.lookAgain();
  }

  /** Parks for the sake of a Worker that waits; others will wake this one for what it leaves. */
  private void makeRoom() {
    processor.makeRoom();
    if (again != null) {
      Runnable task = again;
      again = null;
      push(task);
    }
    park();
  }

  private boolean takeHandOff() {
    Processor given = (Processor) HAND_OFF.getVolatile(this); // HB-10 observe
    if (given == null) {
      return false;
    }
    HAND_OFF.setVolatile(this, null); // HB-10: taken; before the waker's next write by HB-6
    take(given);
    return true;
  }

  private void take(Processor given) {
    given.acquire(this);
    processor = given;
  }

  /**
   * The waker that popped this Worker: hands it a Processor and sets it going.
   *
   * @return false if there is no thread to be had; the user was told once
   */
  boolean resume(Processor given) {
    events.woke(id, given.id);
    HAND_OFF.setVolatile(this, given); // HB-10 publish
    if (started) {
      carrier.unpark();
      return true;
    }
    try {
      started = true;
      carrier.start();
      return true;
    } catch (RuntimeException | Error e) {
      started = false;
      HAND_OFF.setVolatile(this, null); // HB-10: taken back; there is no thread to see it
      if (!told) {
        told = true;
        scheduler.reports.uncaught(null, e);
      }
      return false;
    }
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
    boolean interrupted = false;
    while (!takeHandOff()) {
      carrier.park();
      interrupted |= Thread.interrupted(); // else the next park would return at once
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who gives up a Processor while this Worker waits for one with a task in its hands. */
  void handOver(Processor given) {
    events.handedOver(id, given.id);
    HAND_OFF.setVolatile(this, given); // HB-10 publish
    carrier.unpark();
  }

  /** It went to somebody else. */
  void dropProcessor() {
    processor = null;
  }

  Events events() {
    return events;
  }

  // ---------------------------------------------------------------- any thread

  /** At termination: lets the Worker see it. */
  void unpark() {
    carrier.unpark();
  }

  void interrupt() {
    carrier.interrupt();
  }

  boolean isStarted() {
    return started;
  }

  Processor processor() {
    return processor;
  }
}
