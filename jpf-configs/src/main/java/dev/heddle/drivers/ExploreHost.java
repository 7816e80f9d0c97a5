package dev.heddle.drivers;

import dev.heddle.kernel.Host;
import java.util.concurrent.locks.LockSupport;

/**
 * The {@link Host} of the drivers: real threads, no randomness, and no time but what a driver lets
 * pass, so that interleavings are all there is to explore. Searchers visit their victims in one
 * fixed order.
 *
 * <p>Lincheck wakes parked threads by itself, which would hide lost wakeups, so under it carriers
 * wait by {@code Object.wait}; elsewhere by {@link LockSupport}, as {@code ThreadHost} does.
 */
public final class ExploreHost implements Host {
  private final boolean monitors = runsUnder("lincheck");

  /** The driver's time, or null: it stands still. */
  private final Clock clock;

  /** A host with no carriers yet, whose time stands still. */
  public ExploreHost() {
    this(null);
  }

  /** A host with no carriers yet, and a time of the driver's. */
  public ExploreHost(Clock clock) {
    this.clock = clock;
  }

  /** Whether JPF runs the program. */
  public static boolean underJpf() {
    return runsUnder("jpf");
  }

  private static boolean runsUnder(String engine) {
    return engine.equals(System.getProperty("heddle.engine"));
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    return new ExploreCarrier(name.replace("heddle-", "W"), loop);
  }

  @Override
  public long nanoTime() {
    if (clock == null) {
      return 0;
    }
    long now = clock.now();
    if (Thread.currentThread() instanceof CarrierThread carrier) {
      carrier.lastRead = now;
    }
    return now;
  }

  /** A carrier's thread, which knows the time that it has read last. */
  private static final class CarrierThread extends Thread {
    private long lastRead;

    CarrierThread(Runnable body, String name) {
      super(body, name);
      setDaemon(true);
    }
  }

  private final class ExploreCarrier implements Carrier, Runnable {
    private final Loop loop;
    private final CarrierThread thread;
    private boolean permit;

    ExploreCarrier(String name, Loop loop) {
      this.loop = loop;
      thread = new CarrierThread(this, name);
    }

    @Override
    public void start() {
      thread.start();
    }

    @Override
    public void run() {
      loop.attach();
      for (Loop.Next next = loop.round(); next != Loop.Next.EXIT; next = loop.round()) {
        if (next == Loop.Next.PARK) {
          if (loop.parkNanos() > 0) {
            clock.wakeAt(thread.lastRead + loop.parkNanos(), this::unpark);
          }
          park();
          Thread
              .interrupted(); // as ThreadHost: a park must not return again for the same interrupt
        }
      }
    }

    @Override
    public void park() {
      if (!monitors) {
        LockSupport.park(this);
        return;
      }
      synchronized (this) {
        while (!permit) {
          try {
            wait();
          } catch (InterruptedException e) {
            return;
          }
        }
        permit = false;
      }
    }

    @Override
    public void unpark() {
      if (!monitors) {
        LockSupport.unpark(thread);
        return;
      }
      synchronized (this) {
        permit = true;
        notifyAll();
      }
    }

    @Override
    public boolean isBlocked() {
      return false; // only the Monitor asks, and there is none
    }

    @Override
    public StackTraceElement[] stack() {
      return new StackTraceElement[0];
    }

    @Override
    public void interrupt() {
      thread.interrupt();
    }

    @Override
    public int random(int bound) {
      return 0;
    }
  }
}
