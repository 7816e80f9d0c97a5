package dev.heddle.kernel;

import java.util.List;

/**
 * The continuations of threads that somebody else mounts and unmounts, on the Workers of a {@link
 * Scheduler}: virtual threads, by {@code dev.heddle.kernel.embed.VirtualThreads}.
 *
 * <p>A continuation is a plain Runnable that is submitted again and again, each time when its
 * thread can go on; it goes into the queues as it is. It is not a task of its own: it is never
 * rejected, nor cancelled. When the Scheduler has ended, or was stopped, it goes on elsewhere.
 */
public final class Continuations {

  /** Who mounts the continuations. All methods may be called by any thread, and must not park. */
  public interface Mounter {
    /** The value that a variable has for the platform thread that carries the caller. */
    <T> T ofCarrier(ThreadLocal<T> variable);

    /** Whether a task is such a continuation. */
    boolean isContinuation(Runnable task);

    /** Runs a continuation somewhere else: the Scheduler can't any more. */
    void continueElsewhere(Runnable continuation);

    /** What a mounted thread is doing, the innermost call first; empty if that can't be told. */
    StackTraceElement[] stack(Runnable continuation);
  }

  private final Scheduler scheduler;
  private final Mounter mounter;

  Continuations(Scheduler scheduler, Mounter mounter) {
    this.scheduler = scheduler;
    this.mounter = mounter;
  }

  /**
   * The continuations of a Scheduler.
   *
   * @throws IllegalStateException if its builder was given no {@link SchedulerBuilder#mounter}
   */
  public static Continuations of(Scheduler scheduler) {
    if (scheduler.continuations == null) {
      throw new IllegalStateException("it runs no continuations: " + scheduler);
    }
    return scheduler.continuations;
  }

  /**
   * Any thread: a continuation can go on. Never parks, and takes no lock that its caller could be
   * waited for with.
   *
   * <p>From a Worker of the Scheduler, also from a thread that is mounted there, it runs next. If
   * it is the one that the Worker runs, so that its thread gives way to others, it goes behind
   * those in the Processor's queue, or, if there are none, in the global queue. From elsewhere it
   * goes to the global queue.
   *
   * <p>A thread that is mounted must not unmount meanwhile: the JDK pins it. (JDK 21 doesn't at a
   * start. Nothing here parks: neither must the user's Events, nor who makes the Workers' threads.)
   */
  public void resume(Runnable continuation) {
    if (!scheduler.intake.resume(continuation, carrier())) {
      mounter.continueElsewhere(continuation);
    }
  }

  /** Whether the caller runs on a Worker of the Scheduler: as a task, or mounted. */
  public boolean isOnWorker() {
    return carrier() != null;
  }

  /** The Worker of the Scheduler whose thread carries the caller, or null. */
  private Worker carrier() {
    Worker worker = Worker.ofCarrier(mounter);
    return worker != null && worker.scheduler == scheduler ? worker : null;
  }

  // ---------------------------------------------------------------- for the kernel

  /** Who holds a task after STOP: whether it is a continuation, which then goes on elsewhere. */
  boolean take(Runnable task) {
    if (!mounter.isContinuation(task)) {
      return false;
    }
    mounter.continueElsewhere(task);
    return true;
  }

  /** Any thread: what the thread is doing that is mounted on a Worker; empty if there is none. */
  List<StackTraceElement> mountedStack(Worker worker) {
    Runnable task = worker.running;
    return task == null || !mounter.isContinuation(task) ? List.of() : List.of(mounter.stack(task));
  }
}
