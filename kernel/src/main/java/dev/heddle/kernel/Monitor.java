package dev.heddle.kernel;

import java.util.concurrent.TimeUnit;

/**
 * Watches the Processors, on a thread of its own that holds none (Go: {@code sysmon}). It does what
 * takes time to see, and nothing that the others rely on: without it, no task is lost.
 *
 * <ul>
 *   <li><b>Retake.</b> A Processor that is lent for two looks in a row, 20 µs at least, is taken
 *       from the Worker in the blocking call: at once if tasks wait in its queue or all others are
 *       busy, otherwise after 10 ms (Go: {@code retake}).
 *   <li><b>Preempt.</b> Who has used up a slice, whether he has asked or not, is asked to yield
 *       ({@link Scheduler#shouldYield}).
 *   <li><b>Rescue.</b> A Worker that picks nothing for a slice while tasks wait, or a timer is due,
 *       all others are busy and its thread is blocked <i>without having said so</i>, at two looks
 *       in a row, keeps its Processor, but a spare one takes part in its place. When the Worker is
 *       seen at work again, there is one too many: one that is idle; or else the first Worker that
 *       parks, or comes to a due look, gives its own up for good. So more than {@link
 *       Scheduler#processorCount} tasks run for at most a look of the Monitor (10 ms) and, of any
 *       one Processor, what comes first of a slice and {@code globalInterval} picks.
 *   <li><b>Poll.</b> If tasks wait for events, and nobody has polled for 10 ms, because all are
 *       busy, it does (Go: {@code sysmon}).
 *   <li><b>Retire.</b> Workers beyond one for each Processor leave if none of them was needed for
 *       the keep-alive time.
 * </ul>
 *
 * <p>It looks every 20 µs; after 50 looks without anything to do, half as often each time, down to
 * every 10 ms. When nobody has picked anything from one such look to the next and no Processor is
 * held, it sleeps, and who sets the first to work wakes it: the flag is part of the {@link
 * IdleState}.
 */
final class Monitor implements Host.Loop {
  /** Between two looks while there is something to do; a shorter call is never seen twice. */
  static final long SHORTEST_NANOS = 20_000;

  private static final long LONGEST_NANOS = 10_000_000;
  private static final int BUSY_LOOKS = 50;

  private final Scheduler scheduler;
  private final Processor[] processors;
  private final Host host;
  private final Host.Carrier carrier;
  private final Watch[] watches;
  private final long sliceNanos;
  private final long keepAliveNanos;

  /** Written by who woke the Monitor first, before its thread starts (HB-6). */
  private boolean started;

  /** Between two looks while Processors are held, in ns. */
  private long delay = SHORTEST_NANOS;

  /** How long it parks after this look, in ns; 0: until it is woken. */
  private long park = SHORTEST_NANOS;

  private int quietLooks;

  /** Whether any Processor has picked since the last look. */
  private boolean moved;

  /** Since when, and the fewest Workers beyond the Processors that have slept at any look since. */
  private long sparesSince;

  private int fewestSpares;

  /** Since when nobody has polled. */
  private long unpolledSince;

  /** What was seen of one Processor, and since when. */
  private static final class Watch {
    int lease;
    long leaseSince;
    long ticks;
    long ticksSince;
    int slice;
    long sliceSince;

    /** Whether its Worker was found blocked at the last look, since the last pick. */
    boolean suspected;

    /** Whether a spare Processor takes part in its place. */
    boolean rescued;
  }

  Monitor(Scheduler scheduler, Processor[] processors, SchedulerBuilder settings) {
    this.scheduler = scheduler;
    this.processors = processors;
    host = settings.host;
    carrier = host.newCarrier(settings.name + "-monitor", this);
    sliceNanos = TimeUnit.NANOSECONDS.convert(settings.limits.slice()); // saturates
    keepAliveNanos = TimeUnit.NANOSECONDS.convert(settings.keepAlive);
    watches = new Watch[processors.length];
    for (int i = 0; i < watches.length; i++) {
      watches[i] = new Watch();
    }
  }

  // ---------------------------------------------------------------- its thread

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
    long now = host.nanoTime();
    boolean acted = false;
    boolean helping = false;
    moved = false;
    for (int i = 0; i < processors.length; i++) {
      acted |= look(processors[i], watches[i], now);
      helping |= watches[i].rescued;
    }
    pollForAll(now);
    pace(acted);
    long untilLeave = retireSpares(now);
    boolean still = delay == LONGEST_NANOS && !moved && !helping;
    park = still && scheduler.idle.letMonitorSleep() ? untilLeave : delay;
    scheduler.idleStateMoved();
    return Next.PARK;
  }

  /** If nobody has polled for a while: then all are busy. */
  private void pollForAll(long now) {
    if (scheduler.watching.hasPolled() || !scheduler.watching.mayPoll()) {
      unpolledSince = now;
    } else if (now - unpolledSince >= LONGEST_NANOS) {
      try {
        scheduler.watching.poll(0, Task::ready);
      } catch (Throwable e) { // whatever a poller throws, the Monitor lives
        scheduler.reports.uncaught(null, e);
      }
    }
  }

  private void pace(boolean acted) {
    quietLooks = acted ? 0 : quietLooks + 1;
    if (quietLooks == 0 || park != delay) { // something to do, or just woken
      delay = SHORTEST_NANOS;
      quietLooks = 0;
    } else if (quietLooks > BUSY_LOOKS) {
      delay = Math.min(2 * delay, LONGEST_NANOS);
    }
  }

  @Override
  public long parkNanos() {
    return park;
  }

  /** One Processor. Returns whether there was anything to do. */
  private boolean look(Processor processor, Watch watch, long now) {
    int lease = processor.lease();
    boolean sameLease = lease == watch.lease;
    if (!sameLease) {
      watch.lease = lease;
      watch.leaseSince = now;
    }
    long ticks = processor.ticks();
    boolean samePick = ticks == watch.ticks;
    if (!samePick) {
      moved = true;
      watch.ticks = ticks;
      watch.ticksSince = now;
      watch.suspected = false;
    }
    if (watch.rescued && (Processor.isLent(lease) || processor.blockedHolder() == null)) {
      watch.rescued = false;
      watch.ticksSince = now;
      scheduler.idle.rescued();
    }
    if (Processor.isLent(lease)) {
      return sameLease && retake(processor, watch, now);
    }
    preempt(processor, watch, now);
    return samePick
        && !watch.rescued
        && now - watch.ticksSince >= sliceNanos
        && rescue(processor, watch);
  }

  // ---------------------------------------------------------------- what it does

  private boolean retake(Processor processor, Watch watch, long now) {
    IdleState s = scheduler.idle.state();
    boolean someoneFree = s.idle != null || s.searching > 0;
    boolean nobodyThere = !s.hasSleeper() && s.returning == null;
    if (nobodyThere
        || (processor.queue.isEmpty() && someoneFree && now - watch.leaseSince < LONGEST_NANOS)) {
      return false;
    }
    return scheduler.retake(processor, watch.lease);
  }

  private void preempt(Processor processor, Watch watch, long now) {
    int slice = Processor.sliceOf(watch.ticks);
    if (slice != watch.slice) {
      watch.slice = slice;
      watch.sliceSince = now;
    } else if (now - watch.sliceSince >= sliceNanos) {
      processor.askToYield(watch.ticks);
    }
  }

  /** A Worker that picks nothing: a spare Processor takes part if its thread is blocked. */
  private boolean rescue(Processor processor, Watch watch) {
    IdleState s = scheduler.idle.state();
    boolean othersAreBusy = s.idle == null && s.searching == 0;
    boolean someoneWaits = s.returning != null || (s.hasSleeper() && scheduler.hasDueWork());
    Worker holder = othersAreBusy && someoneWaits ? processor.blockedHolder() : null;
    if (holder == null || !watch.suspected) {
      watch.suspected = holder != null; // one look may meet the moment in which it waits for a lock
      return holder != null;
    }
    BlockedWorker blocked = holder.parking.blockedWorker();
    boolean isOver = processor.blockedHolder() != holder; // the stack may show what came after it
    if (isOver || blocked.isBetweenTasks() || !scheduler.idle.rescue()) {
      return false;
    }
    watch.rescued = true;
    watch.suspected = false;
    scheduler.rescued(processor, blocked);
    return true;
  }

  /**
   * Lets Workers leave that nobody has needed.
   *
   * @return when to look again, in ns; 0: never, if nothing changes
   */
  private long retireSpares(long now) {
    int most = scheduler.processorCount();
    int spares = Stack.size(scheduler.idle.state().parked) - most;
    if (spares <= 0) {
      fewestSpares = 0;
      return 0;
    }
    if (fewestSpares == 0) {
      fewestSpares = spares;
      sparesSince = now;
    }
    fewestSpares = Math.min(fewestSpares, spares);
    long left = keepAliveNanos - (now - sparesSince);
    if (left > 0) {
      return left;
    }
    for (int i = 0; i < fewestSpares; i++) {
      scheduler.idle.retire(most);
    }
    boolean othersStay = spares > fewestSpares;
    fewestSpares = 0;
    return othersStay ? keepAliveNanos : 0;
  }

  // ---------------------------------------------------------------- any thread

  /** Who has taken the flag that it sleeps out of the IdleSet: starts it, or lets it go on. */
  void wakeUp() {
    if (started) {
      carrier.unpark();
      return;
    }
    try {
      started = true;
      carrier.start();
    } catch (RuntimeException | Error e) {
      started = false; // they do without; the flag stays out of the IdleSet, so nobody tries again
      scheduler.reports.uncaught(null, e);
    }
  }

  /** At termination: lets it see that. Returns whether it has a thread. */
  boolean end() {
    if (started) {
      carrier.unpark();
    }
    return started;
  }
}
