package dev.heddle.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * A {@link Host} without threads: the caller decides which carrier does its next round, or lets the
 * seed decide. Time stands still until it is advanced. The same seed and the same calls give the
 * same run.
 *
 * <pre>{@code
 * SimulatedHost host = new SimulatedHost(42);
 * Scheduler scheduler = Scheduler.builder().processors(4).host(host).build();
 * scheduler.execute(task);
 * host.runUntilQuiet(1_000);
 * }</pre>
 *
 * <p>Not thread-safe: one thread does everything. Carriers are numbered in the order in which they
 * were made; a Scheduler's Worker i is its carrier i.
 */
public final class SimulatedHost implements Host {
  private final Random random;
  private final List<SimulatedCarrier> carriers = new ArrayList<>();
  private long now;

  /** Whose round is being done, or null. */
  private SimulatedCarrier current;

  /**
   * @param seed decides all that is random
   */
  public SimulatedHost(long seed) {
    random = new Random(seed);
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    SimulatedCarrier carrier = new SimulatedCarrier(Objects.requireNonNull(loop, "loop"));
    carriers.add(carrier);
    return carrier;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  /**
   * Lets time pass.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time doesn't run backwards: " + time);
    }
    now += time.toNanos();
    for (SimulatedCarrier carrier : carriers) {
      carrier.timeHasPassed();
    }
  }

  /**
   * Lets time pass until a parked carrier is to go on, if one parks for a time.
   *
   * @return false if none does, so that nothing happened
   */
  public boolean advanceToNext() {
    long next = Long.MAX_VALUE;
    for (SimulatedCarrier carrier : carriers) {
      if (carrier.status == Status.PARKED && carrier.parksForATime) {
        next = Math.min(next, Math.max(0, carrier.until - now));
      }
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    advance(Duration.ofNanos(next));
    return true;
  }

  /** Whether a carrier is started, and neither parked nor ended nor in a round. */
  public boolean isRunnable(int carrier) {
    return carriers.get(carrier).status == Status.RUNNABLE;
  }

  /** Whether no carrier is runnable. */
  public boolean isQuiet() {
    return runnable().isEmpty();
  }

  /**
   * Lets a carrier do one round. A task may call it too: that is how others go on while it is in a
   * blocking call.
   *
   * @return false if it isn't runnable, so that nothing happened
   */
  public boolean step(int carrier) {
    if (!isRunnable(carrier)) {
      return false;
    }
    carriers.get(carrier).round();
    return true;
  }

  /**
   * Lets carriers do rounds, in an order that the seed decides, until none is runnable.
   *
   * @param most the most rounds
   * @return how many rounds it took
   * @throws IllegalStateException if it took more
   */
  public int runUntilQuiet(int most) {
    for (int rounds = 0; ; rounds++) {
      List<SimulatedCarrier> runnable = runnable();
      if (runnable.isEmpty()) {
        return rounds;
      }
      if (rounds == most) {
        throw new IllegalStateException("not quiet after " + most + " rounds");
      }
      runnable.get(random.nextInt(runnable.size())).round();
    }
  }

  /**
   * From inside a round, for a wait in it that can't block: the carrier waits after the round.
   *
   * @param nanos how long at most; 0: without an end
   * @return what ends the wait
   */
  Runnable parkAfterRound(long nanos) {
    SimulatedCarrier waiter = current;
    waiter.waitsAfterRound = true;
    waiter.waitNanos = nanos;
    return waiter::unpark;
  }

  private List<SimulatedCarrier> runnable() {
    return carriers.stream().filter(c -> c.status == Status.RUNNABLE).toList();
  }

  private enum Status {
    NEW,
    RUNNABLE,
    IN_ROUND,
    PARKED,
    ENDED
  }

  private final class SimulatedCarrier implements Carrier {
    private final Loop loop;
    private Status status = Status.NEW;
    private boolean permit;
    private boolean parksForATime;
    private long until;
    private boolean waitsAfterRound;
    private long waitNanos;

    SimulatedCarrier(Loop loop) {
      this.loop = loop;
    }

    void round() {
      SimulatedCarrier outer = current;
      Loop.Next next;
      current = this;
      status = Status.IN_ROUND;
      loop.attach();
      try {
        next = loop.round();
      } finally {
        loop.detach();
        current = outer;
        if (outer != null) {
          outer.loop.attach();
        }
      }
      switch (next) {
        case AGAIN -> goOn();
        case PARK -> park(loop.parkNanos());
        case EXIT -> status = Status.ENDED;
      }
    }

    private void goOn() {
      status = Status.RUNNABLE;
      if (waitsAfterRound) {
        waitsAfterRound = false;
        park(waitNanos);
      }
    }

    private void park(long nanos) {
      status = permit ? Status.RUNNABLE : Status.PARKED;
      permit = false;
      parksForATime = nanos > 0;
      until = now + nanos;
    }

    void timeHasPassed() {
      if (status == Status.PARKED && parksForATime && until - now <= 0) {
        status = Status.RUNNABLE;
      }
    }

    @Override
    public void start() {
      status = Status.RUNNABLE;
    }

    @Override
    public void park() {
      while (!permit) {
        List<SimulatedCarrier> others = runnable();
        if (others.isEmpty()) {
          throw new IllegalStateException("a carrier waits in a round, and no other is runnable");
        }
        others.get(random.nextInt(others.size())).round();
      }
      permit = false;
    }

    @Override
    public void unpark() {
      if (status == Status.PARKED) {
        status = Status.RUNNABLE;
      } else {
        permit = true;
      }
    }

    /** In the middle of a round while another carrier does one: a step that waits. */
    @Override
    public boolean isBlocked() {
      return status == Status.IN_ROUND && current != this;
    }

    @Override
    public StackTraceElement[] stack() {
      return new StackTraceElement[0];
    }

    @Override
    public void interrupt() {
      // No thread of its own to interrupt.
    }

    @Override
    public int random(int bound) {
      return random.nextInt(bound);
    }
  }
}
