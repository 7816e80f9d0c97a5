package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * How one {@link Worker} is given a Processor while its thread sleeps, and how that thread begins
 * and ends.
 *
 * <p>Any thread calls these methods, but for {@link #takeHandOff} and {@link #await}, which are the
 * Worker's own. Who hands over a Processor has popped the Worker from the IdleSet, so there is one
 * at a time.
 */
final class Parking {
  private static final VarHandle HAND_OFF;

  static {
    try {
      HAND_OFF = MethodHandles.lookup().findVarHandle(Parking.class, "handOff", Processor.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Handed over instead of a Processor: the Worker is to leave. */
  static final Processor LEAVE = new Processor(-1, Limits.DEFAULT.withRingCapacity(2), null);

  private final Worker worker;
  private final Host.Carrier carrier;

  /**
   * The Processor that this Worker was given, until it takes it. Who popped the Worker from the
   * IdleSet is the only one to write it, until the Worker is there again.
   */
  @SuppressWarnings("unused") // HAND_OFF
  private Processor handOff;

  /** Whether the carrier was started. Written by the waker that popped the Worker (HB-6). */
  private boolean started;

  /** Whether the user knows that there was no thread. Written as {@link #started}. */
  private boolean told;

  Parking(Worker worker, Host.Carrier carrier) {
    this.worker = worker;
    this.carrier = carrier;
  }

  // ---------------------------------------------------------------- the Worker

  /** The Processor that was handed over, or {@link #LEAVE}, or null. */
  Processor takeHandOff() {
    Processor given = (Processor) HAND_OFF.getVolatile(this); // HB-10 observe
    if (given != null) {
      HAND_OFF.setVolatile(this, null); // HB-10: taken; before the waker's next write by HB-6
    }
    return given;
  }

  /** In the middle of a task: waits until a Processor is handed over. An interrupt is kept. */
  Processor await() {
    boolean interrupted = false;
    Processor given;
    while ((given = takeHandOff()) == null) {
      carrier.park();
      interrupted |= Thread.interrupted(); // else the next park would return at once
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return given;
  }

  // ---------------------------------------------------------------- others

  /**
   * The waker that popped the Worker: hands it a Processor and sets it going.
   *
   * @return false if there is no thread to be had; the user was told once
   */
  boolean resume(Processor given) {
    worker.events().woke(worker.id, given.id);
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
        worker.scheduler.reports.uncaught(null, e);
      }
      return false;
    }
  }

  /** Who gives up a Processor while the Worker waits for one with a task in its hands. */
  void handOver(Processor given) {
    worker.events().handedOver(worker.id, given.id);
    HAND_OFF.setVolatile(this, given); // HB-10 publish
    carrier.unpark();
  }

  /** The Monitor, after it has taken the Worker out of the IdleSet: its thread ends. */
  void dismiss() {
    HAND_OFF.setVolatile(this, LEAVE); // HB-10 publish
    carrier.unpark();
  }

  /** At termination: lets the Worker see it. */
  void unpark() {
    carrier.unpark();
  }

  void interrupt() {
    carrier.interrupt();
  }

  /** Whether its thread is blocked. */
  boolean isBlocked() {
    return carrier.isBlocked();
  }

  /** What its thread is doing, for who has found it blocked. */
  BlockedWorker blockedWorker() {
    List<StackTraceElement> stack = new ArrayList<>(List.of(carrier.stack()));
    Continuations continuations = worker.scheduler.continuations;
    if (continuations != null) {
      stack.addAll(0, continuations.mountedStack(worker));
    }
    return new BlockedWorker(worker.threadName, stack);
  }

  boolean isStarted() {
    return started;
  }
}
