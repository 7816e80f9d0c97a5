package dev.heddle.kernel;

import dev.heddle.kernel.Events.Source;
import java.util.Arrays;

/**
 * One Worker's search through the others' queues (Go: {@code stealWork}).
 *
 * <p>Each round visits every Processor once, from a random start with a random stride that is
 * coprime to their number, so that searchers don't follow each other. Half of a ring is taken.
 * {@code runNext} is taken in the last round only, and only from a victim that has picked nothing
 * since the first round: its owner is about to run it, and a pair that hands over through it shall
 * stay together. (Go sleeps 3 µs instead.)
 */
final class Stealing {
  private final Scheduler scheduler;
  private final Host.Carrier carrier;
  private final int rounds;
  private final int[] strides;
  private final long[] ticks;
  private Source source = Source.STOLEN;

  Stealing(Scheduler scheduler, Host.Carrier carrier) {
    this.scheduler = scheduler;
    this.carrier = carrier;
    this.rounds = scheduler.limits().stealRounds();
    this.strides = coprimes(scheduler.allProcessors());
    this.ticks = new long[scheduler.allProcessors()];
  }

  /** Takes tasks of another Processor: the oldest is returned, others are in the thief's ring. */
  Runnable steal(Worker worker, Processor thief) {
    int n = ticks.length;
    for (int round = 1; n > 1 && round <= rounds; round++) {
      int at = carrier.random(n);
      int stride = strides[carrier.random(strides.length)];
      for (int i = 0; i < n; i++) {
        Processor victim = scheduler.processor(at);
        if (victim != thief) {
          Runnable task = stealFrom(worker, thief, victim, round);
          if (task != null) {
            return task;
          }
        }
        at = (at + stride) % n;
      }
      Thread.onSpinWait();
    }
    return null;
  }

  /** What kind of slot the last stolen task came from. */
  Source source() {
    return source;
  }

  private Runnable stealFrom(Worker worker, Processor thief, Processor victim, int round) {
    if (round == 1) {
      ticks[victim.id] = victim.ticks();
    }
    Runnable task = victim.queue.stealInto(thief.queue);
    source = Source.STOLEN;
    if (task == null && round == rounds && ticks[victim.id] == victim.ticks()) {
      task = victim.queue.stealNext();
      source = Source.STOLEN_NEXT;
    }
    if (task != null) {
      scheduler.events.stole(worker.id, thief.id, victim.id, thief.queue.size() + 1);
    }
    return task;
  }

  /** The numbers from 1 to n that have no divisor in common with n. */
  static int[] coprimes(int n) {
    int[] found = new int[n];
    int count = 0;
    for (int i = 1; i <= n; i++) {
      if (gcd(i, n) == 1) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
