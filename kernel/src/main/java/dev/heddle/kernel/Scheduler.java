package dev.heddle.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs many tasks on few threads, as Go does: each of a fixed number of Processors has a queue of
 * its own, a Worker that runs out of tasks takes half of another's, and one that finds nothing
 * sleeps until there is work.
 *
 * <p>A task is a plain {@link Runnable}, run once, or a {@link Task}, which runs in steps and can
 * wait in between without holding a thread. Scheduling is cooperative: a task, or a step, runs
 * until it returns. A long one asks {@link #shouldYield()}.
 *
 * <p>All methods may be called by any thread. What happens before {@link #execute} happens before
 * the task runs. A task that throws ends, and its Worker goes on.
 *
 * <pre>{@code
 * try (Scheduler scheduler = Scheduler.builder().processors(2).build()) {
 *   scheduler.execute(() -> System.out.println("hello"));
 * } // waits for all tasks
 * }</pre>
 */
public final class Scheduler implements Executor, AutoCloseable {
  final Events events;
  final GlobalQueue global;
  final IdleSet idle;
  final Reports reports;
  final Timers timers;
  final Watching watching;
  final Intake intake;

  /** Null, if there are none. */
  final Continuations continuations;

  private final SchedulerBuilder settings;
  private final Processor[] processors;
  private final Crew crew;
  private final Monitor monitor;
  private final Shutdown shutdown;

  Scheduler(SchedulerBuilder settings) {
    this.settings = settings;
    events = settings.events;
    reports = new Reports(settings);
    intake = new Intake(this, settings.name);
    continuations = settings.mounter == null ? null : new Continuations(this, settings.mounter);
    global = new GlobalQueue(limits().ringCapacity());
    timers = new Timers(this, settings.host);
    watching = new Watching(this, settings);
    processors = new Processor[settings.processors + settings.spareProcessors()];
    for (int i = 0; i < processors.length; i++) {
      processors[i] = new Processor(i, limits(), global);
    }
    crew = new Crew(this, settings.host, settings.name);
    for (int i = 0; i < settings.processors; i++) {
      crew.make();
    }
    monitor = settings.monitor ? new Monitor(this, processors, settings) : null;
    idle =
        new IdleSet(processors, settings.spareProcessors(), crew, settings.spareWorkers, monitor);
    shutdown = new Shutdown(this, processors, crew, settings.deadlock != null);
    watching.start();
  }

  /** A builder with the defaults: a Processor for each available processor, daemon threads. */
  public static SchedulerBuilder builder() {
    return new SchedulerBuilder();
  }

  /** The Scheduler whose task the calling thread is running, or null: also for a virtual thread. */
  public static Scheduler current() {
    Worker worker = Worker.current();
    return worker == null ? null : worker.scheduler;
  }

  /**
   * From inside a task: whether it has run for its slice, so that it ought to say {@link
   * Step#YIELD}. The slice begins when a task first asks, and belongs to the Processor: tasks that
   * hand over to each other through {@code runNext} share it.
   *
   * @return false outside of a task, and in a blocking call
   */
  public static boolean shouldYield() {
    Worker worker = Worker.current();
    return worker != null
        && !worker.call.isActive()
        && worker.processor().sliceIsOver(worker.scheduler.nanoTime());
  }

  /**
   * From inside a task: makes a call that may block its thread, and lets others have its Processor
   * if it takes long. From elsewhere: makes the call. {@link Blocking} is the same in two halves.
   *
   * <p>A call that doesn't block costs two atomic writes. One that does goes on as soon as a
   * Processor is free for it. Calls may be nested.
   *
   * @return what the call returns
   * @throws Exception what the call throws
   */
  public static <T> T blocking(Callable<T> call) throws Exception {
    Worker worker = Worker.current();
    if (worker == null) {
      return call.call();
    }
    worker.call.enter();
    try {
      return call.call();
    } finally {
      worker.call.exit();
    }
  }

  /** As {@link #blocking(Callable)}, for a call that returns nothing. */
  public static void blocking(Runnable call) {
    Worker worker = Worker.current();
    if (worker == null) {
      call.run();
      return;
    }
    worker.call.enter();
    try {
      call.run();
    } finally {
      worker.call.exit();
    }
  }

  /**
   * Submits a task: a Runnable that is run once, or a {@link Task}. From inside a task of this
   * Scheduler, it runs next on the same Processor, unless another takes it; from outside, it goes
   * to the global queue.
   *
   * @throws RejectedExecutionException after {@link #shutdown} (from outside) or {@link
   *     #shutdownNow} (from anywhere); the task doesn't run, and a Task may be submitted elsewhere
   * @throws IllegalStateException if a {@link Task} was submitted before
   */
  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    intake.submit(task);
  }

  /**
   * Submits a task that begins after a delay: never earlier, and later only as long as all
   * Processors are held. A shutdown waits for it; a {@link #shutdownNow} cancels it.
   *
   * @param task a Runnable that is run once, or a {@link Task}; not null
   * @param delay at once, if it is negative; 146 years at most
   * @return the timer, which can be cancelled
   * @throws RejectedExecutionException as {@link #execute}
   * @throws IllegalStateException if a {@link Task} was submitted before
   */
  public Timer schedule(Runnable task, Duration delay) {
    return intake.schedule(
        Objects.requireNonNull(task, "task"), TimeUnit.NANOSECONDS.convert(delay));
  }

  /**
   * Wakes a task after a delay, as {@link Task#ready} does: if it isn't parked by then, it keeps a
   * permit. Nobody waits for such a timer: the end of all comes before it, if the task has ended.
   *
   * @param task a task of this Scheduler, not null
   * @param delay at once, if it is negative; 146 years at most
   * @return the timer, which can be cancelled
   */
  public Timer readyAfter(Task task, Duration delay) {
    return intake.readyAfter(
        Objects.requireNonNull(task, "task"), TimeUnit.NANOSECONDS.convert(delay));
  }

  /**
   * Who has given the {@link Poller} a waiter outside of a task calls this afterwards, so that
   * somebody polls. Any thread.
   */
  public void waiterAdded() {
    watching.lookAgain();
  }

  /**
   * Lets all accepted tasks run to their end, and what they spawn; rejects others. Parked tasks are
   * waited for: somebody must still {@link Task#ready} them. Returns at once.
   */
  public void shutdown() {
    shutdown.begin();
  }

  /**
   * Cancels all tasks but those in the middle of a step, and interrupts the Workers. Returns at
   * once.
   *
   * <p>Each accepted task that has not ended is reported once: in the list, or, if it was accepted
   * at the same moment, on its way between two queues, or in a step that did not end with DONE, to
   * the builder's handler for cancelled tasks.
   *
   * @return tasks that won't run, or won't run on; never null
   */
  public List<Runnable> shutdownNow() {
    return shutdown.stop();
  }

  /** Whether {@link #shutdown} or {@link #shutdownNow} was called. */
  public boolean isShutdown() {
    return lifecycle() != Lifecycle.RUNNING;
  }

  /** Whether all tasks have ended after a shutdown, and all threads. */
  public boolean isTerminated() {
    return shutdown.isOver();
  }

  /**
   * Waits until all tasks and threads have ended after a shutdown.
   *
   * @throws InterruptedException if the calling thread is interrupted
   * @throws IllegalStateException from inside a task of this Scheduler: it would wait for itself
   */
  public void awaitTermination() throws InterruptedException {
    shutdown.await(null);
  }

  /**
   * Waits until all tasks and threads have ended after a shutdown, or the time is over.
   *
   * @return whether they have ended
   * @throws InterruptedException if the calling thread is interrupted
   * @throws IllegalStateException from inside a task of this Scheduler: it would wait for itself
   */
  public boolean awaitTermination(Duration timeout) throws InterruptedException {
    return shutdown.await(Objects.requireNonNull(timeout, "timeout"));
  }

  /**
   * {@link #shutdown}, then waits. An interrupt turns it into {@link #shutdownNow}, and is kept.
   *
   * @throws IllegalStateException from inside a task of this Scheduler: it would wait for itself.
   *     The Scheduler is not shut down then
   */
  @Override
  public void close() {
    shutdown.close();
  }

  /** The number of Processors: how many tasks can run at the same time. */
  public int processorCount() {
    return settings.processors;
  }

  /** The bounds that this Scheduler keeps. */
  public Limits limits() {
    return settings.limits;
  }

  /** The time of its {@link Host}, in ns from some moment on: what its timers go by. */
  public long nanoTime() {
    return settings.host.nanoTime();
  }

  /** The phase of its life. */
  public Lifecycle lifecycle() {
    return shutdown.phase();
  }

  /** A picture of queues, Workers and Processors: exact if nothing moves, else a good guess. */
  public Snapshot snapshot() {
    return Snapshot.of(this);
  }

  @Override
  public String toString() {
    return settings.name + " " + snapshot();
  }

  // ---------------------------------------------------------------- for the kernel

  Processor processor(int index) {
    return processors[index];
  }

  /** The number of Processors, spare ones included. */
  int allProcessors() {
    return processors.length;
  }

  /**
   * Who has taken a Processor from a Worker in a blocking call, or gives up its own for one.
   *
   * @param worker who does it; -1: nobody of the crew
   */
  void retook(int worker, Processor processor) {
    events.retook(worker, processor.id);
    idle.release(processor);
    processorIsFree();
  }

  /** Any thread: retakes a Processor if it is lent with that number, and sets it to work. */
  boolean retake(Processor processor, int lease) {
    if (!processor.retake(lease)) {
      return false;
    }
    retook(-1, processor);
    return true;
  }

  /** The Monitor has found a Processor's Worker blocked, and a spare one takes part. */
  void rescued(Processor processor, BlockedWorker blocked) {
    events.rescued(processor.id);
    processorIsFree();
    reports.blocked(blocked);
  }

  /**
   * Who has changed the IdleSet's state and woken nobody: who was about to close it has failed for
   * that, and does not try again.
   */
  void idleStateMoved() {
    shutdown.tryTerminate();
  }

  /**
   * Who has made a Processor idle and doesn't sleep: step c of the protocol in {@link IdleSet}, and
   * step 3 of that in {@link Watching}.
   */
  private void processorIsFree() {
    lookAgain();
    watching.lookAgain();
  }

  /** Step c of the protocol in {@link IdleSet}, by a Worker that has just parked there. */
  void lookAgain() {
    if (hasWork()) {
      idle.wake();
    } else {
      shutdown.tryTerminate();
    }
  }

  /** Whether a task is queued anywhere, or a Worker waits for a Processor. */
  boolean someoneWaits() {
    return idle.state().returning != null || hasWork();
  }

  /** Whether a task is queued anywhere, or a timer is due. */
  boolean hasDueWork() {
    return hasWork() || timers.earliest() <= timers.now();
  }

  /** Whether a task is queued anywhere. One that moves meanwhile may be overlooked. */
  boolean hasWork() {
    if (!global.isEmpty()) {
      return true;
    }
    for (Processor processor : processors) {
      if (!processor.queue.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A waker that found no thread, after the IdleSet shows it. */
  void threadIsMissing() {
    shutdown.threadIsMissing();
  }

  void workerExited(Worker worker) {
    events.exited(worker.id);
    shutdown.workerExited(worker);
  }

  /** A thread ends that is no Worker's, after the end of all. */
  void threadExited() {
    shutdown.threadExited();
  }

  /** At termination: lets the Monitor see it. Returns whether it has a thread. */
  boolean endMonitor() {
    return monitor != null && monitor.end();
  }
}
