package dev.heddle.virtual;

import dev.heddle.kernel.BlockedWorker;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.embed.VirtualThreads;
import dev.heddle.threads.Crew;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Scheduler with virtual threads. Closing it waits for all of them, and for its own threads. */
final class Rig implements AutoCloseable {
  /** Threads of its Scheduler. */
  final Crew crew = new Crew();

  /** Workers that were found blocked. */
  final List<BlockedWorker> reports = new CopyOnWriteArrayList<>();

  /** What the kernel was thrown. */
  final List<Throwable> told = new CopyOnWriteArrayList<>();

  final WakeLog log = new WakeLog();
  final Scheduler scheduler;
  final VirtualThreads threads;

  /** With that many Processors. */
  Rig(int processors) {
    this(processors, Scheduler.builder());
  }

  /** With settings of one's own. */
  Rig(int processors, SchedulerBuilder settings) {
    threads =
        VirtualThreads.of(
            settings
                .name("loom")
                .processors(processors)
                .threadFactory(crew)
                .events(log)
                .blocked(reports::add)
                .uncaught((task, error) -> told.add(error)));
    scheduler = threads.scheduler();
  }

  /** Starts a virtual thread whose body may throw what it likes: nobody expects that. */
  Thread go(Body body) {
    return threads.go(() -> Body.call(body));
  }

  /** Whether the calling thread is carried by one of the Scheduler's. */
  static boolean isCarriedHere() {
    return carrierOf(Thread.currentThread()).startsWith("loom-");
  }

  /** The name of the platform thread that carries a virtual thread, or empty. */
  static String carrierOf(Thread thread) {
    String text = thread.toString(); // VirtualThread[#21]/runnable@loom-0
    return text.substring(text.lastIndexOf('@') + 1);
  }

  @Override
  public void close() {
    threads.close();
    try {
      crew.assertGone();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
