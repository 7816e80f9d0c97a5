package dev.heddle.kernel.embed;

import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Continuations;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.Task;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's virtual threads, carried by the Workers of a {@link Scheduler} of their own, beside
 * whatever other tasks it is given.
 *
 * <pre>{@code
 * try (VirtualThreads threads = VirtualThreads.of(Scheduler.builder().processors(2))) {
 *   threads.go(() -> System.out.println("hello from " + Thread.currentThread()));
 *   threads.scheduler().execute(() -> System.out.println("hello from a task"));
 * } // waits for the threads, then for all tasks
 * }</pre>
 *
 * <p>It needs JDK 21 to 25 and the JVM's option {@code --add-opens java.base/java.lang=ALL-UNNAMED}
 * (or {@code =dev.heddle.kernel} if the kernel is a named module): the JDK has no public way to
 * give virtual threads a scheduler, and may take away this one. {@link #whyUnsupported} tells.
 *
 * <p>All methods may be called by any thread, unless they say otherwise. What the threads do:
 *
 * <ul>
 *   <li>A thread that is started or woken by one that runs on the same Scheduler, virtual thread or
 *       task, runs next on the same Processor, unless another takes it. From elsewhere (timers and
 *       monitors of the JDK are elsewhere, too) it goes to the global queue. Who calls {@link
 *       Thread#yield} goes behind all others.
 *   <li>A thread runs until it blocks, yields or ends: there are no time slices for it, and {@link
 *       Scheduler#shouldYield} is false.
 *   <li>A thread that blocks and can't unmount (in a native call; before JDK 24 also in {@code
 *       synchronized}) is found by the Scheduler's monitor as a blocked Worker: a spare Processor
 *       takes part ({@link SchedulerBuilder#rescues}), and the report shows what the thread does. A
 *       thread that reads a file is not seen as blocked.
 *   <li>A virtual thread is not a task: for it {@link Scheduler#current()} is null, {@link
 *       Scheduler#blocking} just makes the call, and {@link Blocking#enter} is false. The Processor
 *       is its carrier's, and it may be carried by another when the call returns. What it submits
 *       by {@link Scheduler#execute} or wakes by {@link Task#ready} goes to the global queue.
 *   <li>{@code Thread.startVirtualThread} and the like, called by one of these threads, start
 *       threads of the same Scheduler: the JDK has it so. They are not counted here: {@link #close}
 *       doesn't wait for them. (The JDK's own pollers of sockets may be among them.)
 *   <li>A virtual thread is never lost. If it can go on when the Scheduler has ended, or after
 *       {@link Scheduler#shutdownNow}, it goes on where the JDK runs all other virtual threads.
 * </ul>
 */
public final class VirtualThreads implements AutoCloseable {
  private final Scheduler scheduler;
  private final Continuations continuations;
  private final LiveThreads live = new LiveThreads();

  private VirtualThreads(Scheduler scheduler) {
    this.scheduler = scheduler;
    continuations = Continuations.of(scheduler);
  }

  /** Whether there can be virtual threads on a Scheduler, in this JVM as it was started. */
  public static boolean isSupported() {
    return JdkThreads.MISSING == null;
  }

  /**
   * Why there can't be virtual threads on a Scheduler: which JDK, or which option of the JVM it
   * takes. Empty if there can.
   */
  public static Optional<String> whyUnsupported() {
    return Optional.ofNullable(JdkThreads.MISSING).map(RuntimeException::getMessage);
  }

  /**
   * Virtual threads on a new Scheduler.
   *
   * @param builder its settings, not null. It must have real threads: {@link SchedulerBuilder#host}
   *     is the default, or one that runs each carrier on a thread. Its {@link
   *     SchedulerBuilder#mounter} is replaced
   * @throws UnsupportedOperationException if the JDK is none of 21 to 25
   * @throws IllegalStateException if the JVM's option is missing, which the message names
   */
  public static VirtualThreads of(SchedulerBuilder builder) {
    Objects.requireNonNull(builder, "builder");
    if (JdkThreads.MISSING instanceof UnsupportedOperationException unsupported) {
      throw new UnsupportedOperationException(unsupported.getMessage(), unsupported);
    }
    if (JdkThreads.MISSING != null) {
      throw new IllegalStateException(JdkThreads.MISSING.getMessage(), JdkThreads.MISSING);
    }
    return new VirtualThreads(builder.mounter(new JdkMounter()).build());
  }

  // ---------------------------------------------------------------- threads

  /**
   * Starts a virtual thread, as Go's {@code go} starts a goroutine.
   *
   * @param body not null. What it throws goes to the thread's {@link
   *     Thread.UncaughtExceptionHandler}
   * @return the thread, without a name
   * @throws RejectedExecutionException after {@link #shutdown}, unless one of these threads calls
   */
  public Thread go(Runnable body) {
    Thread thread = newThread(null, body);
    thread.start();
    return thread;
  }

  /** A factory of virtual threads without names. Starting one is rejected as {@link #go} is. */
  public ThreadFactory factory() {
    return body -> newThread(null, body);
  }

  /**
   * A factory of virtual threads with names. Starting one is rejected as {@link #go} is.
   *
   * @param prefix which a number follows, from 0 on; not null
   */
  public ThreadFactory factory(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    return new ThreadFactory() {
      private long next;

      @Override
      public Thread newThread(Runnable body) {
        return VirtualThreads.this.newThread(nextName(), body);
      }

      private synchronized String nextName() {
        return prefix + next++;
      }
    };
  }

  /**
   * An executor that starts a virtual thread for each task: the JDK's own, {@code
   * Executors.newThreadPerTaskExecutor}. It ends by itself; its threads count here as well.
   */
  public ExecutorService newThreadPerTaskExecutor() {
    return JdkThreads.newExecutor(factory());
  }

  private Thread newThread(String name, Runnable body) {
    CountedThread counted = new CountedThread(this, Objects.requireNonNull(body, "body"));
    return JdkThreads.newVirtualThread(counted, name, counted);
  }

  /** The Scheduler that carries the threads. It may be given tasks, and be closed on its own. */
  public Scheduler scheduler() {
    return scheduler;
  }

  /** How many threads were started here and have not ended: exact if nothing moves. */
  public long liveCount() {
    return live.count();
  }

  // ---------------------------------------------------------------- the end

  /**
   * Lets all threads run to their end, and those that they start here; no others can be started.
   * Returns at once. The Scheduler goes on.
   */
  public void shutdown() {
    live.close();
  }

  /** Whether {@link #shutdown} or {@link #close} was called. */
  public boolean isShutdown() {
    return live.isClosed();
  }

  /**
   * Waits until all threads that were started here have ended after a shutdown, or the time is
   * over.
   *
   * @return whether they have ended
   * @throws InterruptedException if the calling thread is interrupted
   * @throws IllegalStateException on one of the Scheduler's Workers, in a task or a virtual thread:
   *     it could wait for itself
   */
  public boolean awaitTermination(Duration timeout) throws InterruptedException {
    refuseOwnThreads();
    return live.await(Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)));
  }

  /**
   * {@link #shutdown}, then waits until all threads that were started here have ended, and then
   * {@linkplain Scheduler#close closes} the Scheduler. If that was closed before, threads that wait
   * for something go on elsewhere, and this waits for them as well.
   *
   * <p>If the calling thread is interrupted, it goes on waiting for the threads, but tasks of the
   * Scheduler are cancelled then, and the interrupt is kept. (Who can't wait any longer shuts down,
   * and leaves.)
   *
   * @throws IllegalStateException on one of the Scheduler's Workers, in a task or a virtual thread:
   *     it could wait for itself. Nothing is shut down then
   */
  @Override
  public void close() {
    refuseOwnThreads();
    shutdown();
    boolean interrupted = false;
    for (boolean over = false; !over; ) {
      try {
        live.await();
        over = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    scheduler.close();
  }

  /** After a shutdown: whether the caller is a virtual thread that is still waited for. */
  private boolean mayStartLate() {
    return continuations.isOnWorker() && Scheduler.current() == null && !live.areGone();
  }

  private void refuseOwnThreads() {
    if (continuations.isOnWorker()) {
      throw new IllegalStateException(
          "who runs on a Scheduler can't wait for the end of its virtual threads");
    }
  }

  /** The Scheduler's name and state, and how many threads live. */
  @Override
  public String toString() {
    return live.count() + " virtual threads on " + scheduler;
  }

  // ---------------------------------------------------------------- the JDK's side

  /**
   * One thread's body and its scheduler at once: the JDK gives its continuation to it when the
   * thread is started and each time it can go on, and so do the threads that it starts by the JDK's
   * own means.
   */
  private static final class CountedThread implements Runnable, Executor {
    private final VirtualThreads owner;

    /** Null from the beginning on: threads that this one starts outlive it, and keep this. */
    private Runnable body;

    /** Plain: it is written before the thread is queued for the first time. */
    private boolean started;

    CountedThread(VirtualThreads owner, Runnable body) {
      this.owner = owner;
      this.body = body;
    }

    /** Any thread; the JDK pins a virtual thread meanwhile. */
    @Override
    public void execute(Runnable continuation) {
      if (started) {
        owner.continuations.resume(continuation);
      } else {
        start(continuation);
      }
    }

    private void start(Runnable continuation) {
      if (!owner.live.start() && !owner.mayStartLate()) {
        owner.live.end();
        throw new RejectedExecutionException("these virtual threads are shut down: " + owner);
      }
      started = true;
      try {
        owner.continuations.resume(continuation);
      } catch (RuntimeException | Error e) { // not queued, so that it never runs
        owner.live.end();
        throw e;
      }
    }

    @Override
    public void run() {
      Runnable work = body;
      body = null;
      try {
        work.run();
      } finally {
        owner.live.end();
      }
    }
  }

  /** What the kernel asks. */
  private static final class JdkMounter implements Continuations.Mounter {
    @Override
    public <T> T ofCarrier(ThreadLocal<T> variable) {
      return JdkThreads.ofCarrier(variable);
    }

    @Override
    public boolean isContinuation(Runnable task) {
      return JdkThreads.isContinuation(task);
    }

    @Override
    public void continueElsewhere(Runnable continuation) {
      JdkThreads.continueByDefault(continuation);
    }

    @Override
    public StackTraceElement[] stack(Runnable continuation) {
      return JdkThreads.stack(continuation);
    }
  }
}
