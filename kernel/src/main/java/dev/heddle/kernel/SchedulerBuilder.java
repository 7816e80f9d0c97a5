package dev.heddle.kernel;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Settings of a {@link Scheduler}. Not thread-safe; a Scheduler keeps a copy. */
public final class SchedulerBuilder {
  private static final int MOST_PROCESSORS = 1 << 10;
  private static final int MOST_WORKERS = 1 << 15;
  private static final int DEFAULT_SPARE_WORKERS = 512;

  int processors = Math.min(Runtime.getRuntime().availableProcessors(), MOST_PROCESSORS);
  String name = "heddle";
  Limits limits = Limits.DEFAULT;
  Events events = Events.NONE;
  Host host;
  Poller poller;
  Continuations.Mounter mounter;
  int spareWorkers = DEFAULT_SPARE_WORKERS;
  int rescues = -1;
  boolean monitor = true;
  Duration keepAlive = Duration.ofSeconds(30);
  Consumer<? super BlockedWorker> blocked = new LogOnce();
  BiConsumer<? super Runnable, ? super Throwable> uncaught = SchedulerBuilder::printUncaught;
  Consumer<? super Runnable> cancelled = task -> {};

  /** Null: nobody. */
  Consumer<? super Deadlock> deadlock;

  SchedulerBuilder() {}

  private SchedulerBuilder(SchedulerBuilder other) {
    processors = other.processors;
    name = other.name;
    limits = other.limits;
    events = other.events;
    host = other.host == null ? new ThreadHost() : other.host;
    poller = other.poller;
    mounter = other.mounter;
    uncaught = other.uncaught;
    cancelled = other.cancelled;
    deadlock = other.deadlock;
    spareWorkers = other.spareWorkers;
    rescues = other.rescues;
    monitor = other.monitor;
    keepAlive = other.keepAlive;
    blocked = other.blocked;
  }

  /**
   * How many tasks can run at the same time; by default the number of available processors.
   *
   * @throws IllegalArgumentException unless it is from 1 to 1,024
   */
  public SchedulerBuilder processors(int count) {
    Limits.between("processors", count, 1, MOST_PROCESSORS);
    processors = count;
    return this;
  }

  /**
   * How many more threads than Processors there may be, for tasks in blocking calls; by default
   * 512. If more tasks block, other tasks wait for them.
   *
   * @throws IllegalArgumentException unless it is from 0 to 32,768
   */
  public SchedulerBuilder spareWorkers(int count) {
    Limits.between("spareWorkers", count, 0, MOST_WORKERS);
    spareWorkers = count;
    return this;
  }

  /**
   * How many spare Processors may take part at the same time in place of others whose Workers are
   * blocked without having said so; by default as many as there are Processors. They need spare
   * Workers and the monitor.
   *
   * @throws IllegalArgumentException unless it is from 0 to 1,024
   */
  public SchedulerBuilder rescues(int most) {
    Limits.between("rescues", most, 0, MOST_PROCESSORS);
    rescues = most;
    return this;
  }

  /**
   * Whether a thread of its own watches for blocking calls that take long, slices that are over,
   * and blocked Workers; by default it does. Without it, a task in a {@link Scheduler#blocking
   * blocking call} keeps its Processor, unless it hands it off at once.
   */
  public SchedulerBuilder monitor(boolean watches) {
    monitor = watches;
    return this;
  }

  /**
   * How long a spare Worker's thread is kept while it isn't needed; 30 s by default.
   *
   * @throws IllegalArgumentException if it is negative or zero
   */
  public SchedulerBuilder keepAlive(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("keepAlive must be at least 1 ns, but is " + time);
    }
    keepAlive = time;
    return this;
  }

  /**
   * Who is told when a Worker was found blocked without having said so, while others waited: called
   * on the monitor's thread. By default a warning is logged, once for each place in the code.
   */
  public SchedulerBuilder blocked(Consumer<? super BlockedWorker> handler) {
    blocked = Objects.requireNonNull(handler, "blocked");
    return this;
  }

  /** The number of spare Processors. */
  int spareProcessors() {
    return rescues >= 0 ? rescues : monitor ? processors : 0;
  }

  /**
   * The name, which the threads' names begin with; "heddle" by default.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public SchedulerBuilder name(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
    name = text;
    return this;
  }

  /** The bounds; {@link Limits#DEFAULT} by default. */
  public SchedulerBuilder limits(Limits bounds) {
    limits = Objects.requireNonNull(bounds, "limits");
    return this;
  }

  /** The slots of each Processor's ring: a power of two from 2 to 65,536, by default 256. */
  public SchedulerBuilder ringCapacity(int slots) {
    limits = limits.withRingCapacity(slots);
    return this;
  }

  /**
   * Who makes the threads; daemon threads by default. Replaces {@link #host}.
   *
   * @param factory makes platform threads, not null
   */
  public SchedulerBuilder threadFactory(ThreadFactory factory) {
    host = new ThreadHost(factory);
    return this;
  }

  /** The world that the Scheduler lives in; real threads by default. */
  public SchedulerBuilder host(Host world) {
    host = Objects.requireNonNull(world, "host");
    return this;
  }

  /**
   * Who waits for events of the network, or of whatever else; nobody by default.
   *
   * @param source not null. It serves one Scheduler, which closes it in the end
   */
  public SchedulerBuilder poller(Poller source) {
    poller = Objects.requireNonNull(source, "poller");
    return this;
  }

  /**
   * Whose continuations the Scheduler runs beside tasks; nobody's by default. {@code
   * dev.heddle.kernel.embed.VirtualThreads} sets this.
   */
  public SchedulerBuilder mounter(Continuations.Mounter threads) {
    mounter = Objects.requireNonNull(threads, "mounter");
    return this;
  }

  /** Who watches; nobody by default. */
  public SchedulerBuilder events(Events watcher) {
    events = Objects.requireNonNull(watcher, "events");
    return this;
  }

  /**
   * Who is told when a task throws: called on the Worker's thread with the task and what it threw.
   * The task is null if a thread couldn't be started. By default the thread's own {@link
   * Thread.UncaughtExceptionHandler} is told.
   */
  public SchedulerBuilder uncaught(BiConsumer<? super Runnable, ? super Throwable> handler) {
    uncaught = Objects.requireNonNull(handler, "uncaught");
    return this;
  }

  /**
   * Who is told of tasks that {@link Scheduler#shutdownNow} cancelled but could not return: called
   * once each, on any thread. By default nobody.
   */
  public SchedulerBuilder cancelled(Consumer<? super Runnable> handler) {
    cancelled = Objects.requireNonNull(handler, "cancelled");
    return this;
  }

  /**
   * Who is told, once, that all tasks are parked after {@link Scheduler#shutdown} and nothing is
   * left that could wake them: no task, no timer, no waiter of the {@link Poller}, no blocking
   * call. Nobody by default: only the user can know of threads outside.
   *
   * <p>To set it is to promise that once a shutdown has begun no thread outside wakes a task,
   * directly or by a channel, submits one, or is still about to. Virtual threads and the thread of
   * an owner-affine poller are outside; with such a poller nothing is reported. As long as that
   * holds, there is no false report. A task that blocks its thread, instead of parking, counts as
   * awake.
   *
   * <p>The handler is called on the thread that has found it out. It may call {@link
   * Scheduler#shutdownNow}.
   */
  public SchedulerBuilder deadlock(Consumer<? super Deadlock> handler) {
    deadlock = Objects.requireNonNull(handler, "deadlock");
    return this;
  }

  /** A Scheduler with these settings. Its threads are started when there is work for them. */
  public Scheduler build() {
    return new Scheduler(new SchedulerBuilder(this));
  }

  /** Logs each place once, and no more than 1,000 places. */
  private static final class LogOnce implements Consumer<BlockedWorker> {
    private static final int MOST = 1_000;
    private final Set<Object> places = new HashSet<>();

    @Override
    public synchronized void accept(BlockedWorker worker) {
      Object place = worker.culprit() == null ? worker.stack() : worker.culprit();
      if (places.size() < MOST && places.add(place)) {
        worker.log();
      }
    }
  }

  static void printUncaught(Runnable task, Throwable error) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
  }
}
