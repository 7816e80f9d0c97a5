package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SchedulerBuilder;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.SimulatedPoller;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Scheduler in virtual time whose timers are watched. A long step lets time pass from one timer
 * to the next, and the other Workers run meanwhile: so steps are nested, and at each moment as many
 * Processors are held for long as there are steps in the nest.
 */
final class TimerSimulation {
  private static final int ROUNDS = 10_000;
  private static final long NEVER = Long.MAX_VALUE;

  enum Kind {
    SET_OUTSIDE,
    SET_INSIDE,
    SLEEP,
    CANCEL_OUTSIDE,
    CANCEL_INSIDE,
    LONG_STEP,
    LONG_STEP_THAT_SETS,
    TIME_PASSES,
    ROUND
  }

  private final int processors;
  private final SimulatedHost host;
  private final Scheduler scheduler;
  private final List<Alarm> alarms = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  /** Long steps that are under way. */
  private int held;

  private boolean setInALongStep;

  TimerSimulation(long seed, int processors, boolean poller) {
    this.processors = processors;
    host = new SimulatedHost(seed);
    SchedulerBuilder settings =
        Scheduler.builder()
            .processors(processors)
            .monitor(false) // it would hide that nobody watches
            .host(host)
            .uncaught((task, error) -> failures.add(error));
    if (poller) {
      settings.poller(new SimulatedPoller(host));
    }
    scheduler = settings.build();
  }

  void apply(Kind kind, int number) {
    switch (kind) {
      case SET_OUTSIDE -> set(number);
      case SET_INSIDE -> scheduler.execute(() -> set(number));
      case SLEEP -> scheduler.execute(new Sleeper(number));
      case CANCEL_OUTSIDE -> cancel(number);
      case CANCEL_INSIDE -> scheduler.execute(() -> cancel(number));
      case LONG_STEP -> scheduler.execute(() -> longStep(number));
      case LONG_STEP_THAT_SETS ->
          scheduler.execute(
              () -> {
                set(number / 2);
                setInALongStep = true;
                longStep(number);
              });
      case TIME_PASSES -> host.advance(Duration.ofNanos(number));
      case ROUND -> host.step(number % processors);
    }
  }

  private void set(long delay) {
    Alarm alarm = new Alarm(delay);
    alarm.timer = scheduler.schedule(alarm, Duration.ofNanos(delay));
  }

  private void cancel(int number) {
    if (!alarms.isEmpty()) {
      alarms.get(number % alarms.size()).cancel();
    }
  }

  private void longStep(long nanos) {
    long end = host.nanoTime() + nanos;
    held++;
    while (host.nanoTime() < end) {
      host.advance(Duration.ofNanos(Math.min(end, earliest()) - host.nanoTime()));
      host.runUntilQuiet(ROUNDS); // the others, which may pass the end
      checkPending();
    }
    held--;
  }

  /** When the next timer is to fire, from now on. */
  private long earliest() {
    long now = host.nanoTime();
    return alarms.stream()
        .filter(alarm -> alarm.isPending() && alarm.due > now)
        .mapToLong(alarm -> alarm.due)
        .min()
        .orElse(NEVER);
  }

  /** Nothing else can move. */
  private void checkPending() {
    if (held < processors) {
      for (Alarm alarm : alarms) {
        assertTrue(
            !alarm.isPending() || alarm.due > host.nanoTime(),
            () -> alarm.due + " is still pending at " + host.nanoTime() + ": " + scheduler);
      }
    }
  }

  /** Lets time pass only as far as who watches wants it, until nobody does. */
  void drain() {
    long next;
    boolean watched;
    do {
      host.runUntilQuiet(ROUNDS);
      checkPending();
      next = earliest();
      watched = host.advanceToNext();
      assertTrue(
          watched ? host.nanoTime() <= next : next == NEVER,
          () -> "nobody watches in time: at " + host.nanoTime() + ", " + scheduler);
    } while (watched);
  }

  void assertOneFateEach() {
    for (Alarm alarm : alarms) {
      assertEquals(alarm.cancelled ? 0 : 1, alarm.fired, "fired and cancelled: " + alarm.cancelled);
      assertEquals(false, alarm.timer.isPending());
    }
  }

  List<Throwable> failures() {
    return failures;
  }

  boolean wasSetInALongStep() {
    return setInALongStep;
  }

  boolean wasLate() {
    return alarms.stream().anyMatch(alarm -> alarm.firedAt > alarm.due);
  }

  boolean wasCancelled() {
    return alarms.stream().anyMatch(alarm -> alarm.cancelled);
  }

  /** What a timer is to do. */
  private class Alarm implements Runnable {
    private final long due;
    private Timer timer;
    private int fired;
    private long firedAt;
    private boolean cancelled;

    Alarm(long delay) {
      due = host.nanoTime() + delay;
      alarms.add(this);
    }

    boolean isPending() {
      return fired == 0 && !cancelled;
    }

    void cancel() {
      if (timer != null) {
        boolean first = timer.cancel();
        assertTrue(!first || isPending(), "cancelled though it fired, or twice");
        cancelled |= first;
      }
    }

    @Override
    public void run() {
      firedAt = host.nanoTime();
      fired++;
      assertTrue(firedAt >= due, () -> "at " + firedAt + ", but due at " + due);
    }
  }

  /** Parks until its alarm goes off. */
  private final class Sleeper extends Task {
    private final long delay;
    private Alarm alarm;

    Sleeper(long delay) {
      this.delay = delay;
    }

    @Override
    protected Step step() {
      if (alarm == null) {
        alarm = new Alarm(delay);
        alarm.timer = scheduler.readyAfter(this, Duration.ofNanos(delay));
        return Step.PARK;
      }
      alarm.run();
      return Step.DONE;
    }
  }
}
