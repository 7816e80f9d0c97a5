package dev.heddle.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long the benchmarks take. */
enum Tier {
  /** A few minutes. */
  QUICK(3, 4, 5, 200),
  /** Half an hour. */
  FULL(9, 5, 5, 1_000);

  /** How often every workload is run, each time in a new process. */
  final int rounds;

  /** Iterations that don't count. */
  final int warmups;

  /** Iterations that count. */
  final int iterations;

  /** The length of one iteration. */
  final int millis;

  Tier(int rounds, int warmups, int iterations, int millis) {
    this.rounds = rounds;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
  }

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Tier named(String name) {
    return Arrays.stream(values())
        .filter(tier -> tier.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "bench.tier must be one of " + Arrays.toString(values()) + ", but is " + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
