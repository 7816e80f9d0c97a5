package dev.heddle.kernel;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** The production {@link Host}: a thread for each carrier, from a {@link ThreadFactory}. */
public final class ThreadHost implements Host {
  private final ThreadFactory factory;

  /**
   * @param factory makes platform threads, not null; a thread that it gives keeps its name if the
   *     factory set one of its own
   */
  public ThreadHost(ThreadFactory factory) {
    this.factory = Objects.requireNonNull(factory, "factory");
  }

  /** A host of daemon threads that are named as the kernel wishes. */
  public ThreadHost() {
    this(
        body -> {
          Thread thread = new Thread(body);
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    return new ThreadCarrier(name, loop);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  private final class ThreadCarrier implements Carrier, Runnable {
    private final String name;
    private final Loop loop;
    private volatile Thread thread;

    /** State of a xorshift generator (Marsaglia, 2003); never 0. */
    private int seed = (int) System.nanoTime() | 1;

    ThreadCarrier(String name, Loop loop) {
      this.name = Objects.requireNonNull(name, "name");
      this.loop = Objects.requireNonNull(loop, "loop");
    }

    @Override
    public void start() {
      Thread made = factory.newThread(this);
      if (made == null) {
        throw new IllegalStateException("the thread factory returned null for " + name);
      }
      if (made.getState() != Thread.State.NEW) {
        throw new IllegalStateException(
            "the thread factory must return a thread that is not started, but started "
                + made.getName()
                + " for "
                + name);
      }
      if (made.getName().startsWith("Thread-")) {
        made.setName(name);
      }
      thread = made;
      made.start();
    }

    @Override
    public void run() {
      if (Thread.currentThread() != thread) {
        return; // the factory started it, or has wrapped it twice: this is not the carrier
      }
      loop.attach();
      try {
        for (Loop.Next next = loop.round(); next != Loop.Next.EXIT; next = loop.round()) {
          if (next == Loop.Next.PARK) {
            park(loop.parkNanos());
          }
          Thread
              .interrupted(); // a task's interrupt is not the next task's, nor a reason not to park
        }
      } finally {
        loop.detach();
      }
    }

    private void park(long nanos) {
      if (nanos == 0) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }

    @Override
    public void park() {
      LockSupport.park(this);
    }

    @Override
    public boolean isBlocked() {
      Thread started = thread;
      return started != null
          && switch (started.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
          };
    }

    @Override
    public StackTraceElement[] stack() {
      Thread started = thread;
      return started == null ? new StackTraceElement[0] : started.getStackTrace();
    }

    @Override
    public void unpark() {
      LockSupport.unpark(thread); // null, hence a no-op, before start: the first round looks anyway
    }

    @Override
    public void interrupt() {
      Thread started = thread;
      if (started != null) {
        started.interrupt();
      }
    }

    @Override
    public int random(int bound) {
      int x = seed;
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      seed = x;
      return (int) (((x & 0xffff_ffffL) * bound) >>> 32);
    }
  }
}
