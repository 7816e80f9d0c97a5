package dev.heddle.examples;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Waiter;
import java.io.PrintStream;

/**
 * Prints the first primes: a chain of tasks, one for each prime, of which each lets pass what its
 * prime doesn't divide. Go's {@code doc/play/sieve.go}, line by line.
 *
 * <p>Each number goes through channel after channel; no task ever holds a thread while it waits.
 */
public final class PrimeSieve {
  private PrimeSieve() {}

  /**
   * Runs the program.
   *
   * @param args how many primes, by default 10
   */
  public static void main(String[] args) throws InterruptedException {
    print(args.length == 0 ? 10 : Integer.parseInt(args[0]), System.out);
  }

  /** Prints so many primes, a line each. */
  static void print(int count, PrintStream out) throws InterruptedException {
    try (Scheduler scheduler = Scheduler.builder().name("sieve").build()) {
      Channel<Integer> channel = Channel.unbuffered();
      scheduler.execute(new Generator(channel));
      for (int i = 0; i < count; i++) {
        int prime = channel.receive();
        out.println(prime);
        Channel<Integer> next = Channel.unbuffered();
        scheduler.execute(new Filter(channel, next, prime));
        channel = next;
      }
      scheduler.shutdownNow(); // as in Go, where all ends when main returns
    }
  }

  /** Sends 2, 3, 4, ... */
  private static final class Generator extends Task {
    private final Waiter<Void> waiter = new Waiter<>(this);
    private final Channel<Integer> out;
    private int next = 2;

    Generator(Channel<Integer> out) {
      this.out = out;
    }

    @Override
    protected Step step() {
      while (out.send(next, waiter)) {
        next++;
      }
      return Step.PARK;
    }
  }

  /** Lets pass what isn't divisible by a prime. */
  private static final class Filter extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final Channel<Integer> in;
    private final Channel<Integer> out;
    private final int prime;

    /** What it is about to send, or 0. */
    private int passing;

    Filter(Channel<Integer> in, Channel<Integer> out, int prime) {
      this.in = in;
      this.out = out;
      this.prime = prime;
    }

    @Override
    protected Step step() {
      while (true) {
        if (passing == 0) {
          if (!in.receive(waiter)) {
            return Step.PARK;
          }
          passing = waiter.value() % prime == 0 ? 0 : waiter.value();
        } else if (out.send(passing, waiter)) {
          passing = 0;
        } else {
          return Step.PARK;
        }
      }
    }
  }
}
