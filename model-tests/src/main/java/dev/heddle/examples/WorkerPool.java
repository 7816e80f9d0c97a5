package dev.heddle.examples;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.WaitGroup;
import java.io.PrintStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some workers take jobs from one channel and put the results into another; when all jobs are done,
 * the results are printed in order. The pool that every Go tutorial has.
 *
 * <p>The workers are plain Runnables, written as one would in Go: they block. Who blocks gives its
 * Processor away, so there may be more workers than Processors.
 */
public final class WorkerPool {
  /** A number, and its Collatz steps: jobs of different lengths. */
  private record Result(int number, int steps) {}

  private WorkerPool() {}

  /**
   * Runs the program.
   *
   * @param args how many workers, and how many jobs; by default 3 and 10
   */
  public static void main(String[] args) throws InterruptedException {
    int workers = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int jobs = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    print(workers, jobs, System.out);
  }

  /** Prints the result of each job from 1 on, a line each. */
  static void print(int workers, int jobs, PrintStream out) throws InterruptedException {
    Channel<Integer> numbers = Channel.buffered(workers);
    Channel<Result> results = Channel.buffered(workers);
    WaitGroup working = new WaitGroup();
    working.add(workers);
    try (Scheduler scheduler = Scheduler.builder().name("pool").build()) {
      for (int i = 0; i < workers; i++) {
        scheduler.execute(() -> work(numbers, results, working));
      }
      scheduler.execute(() -> feed(jobs, numbers, results, working));
      SortedMap<Integer, Integer> all = new TreeMap<>();
      for (Result next = results.receive(); next != null; next = results.receive()) {
        all.put(next.number, next.steps);
      }
      all.forEach((number, steps) -> out.println(number + " takes " + steps + " steps to 1"));
    }
  }

  private static void feed(
      int jobs, Channel<Integer> numbers, Channel<Result> results, WaitGroup working) {
    try {
      for (int number = 1; number <= jobs; number++) {
        numbers.send(number);
      }
      numbers.close();
      working.await();
      results.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the scheduler is stopped, and this ends
    }
  }

  private static void work(Channel<Integer> numbers, Channel<Result> results, WaitGroup working) {
    try {
      for (Integer next = numbers.receive(); next != null; next = numbers.receive()) {
        results.send(new Result(next, steps(next)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the scheduler is stopped, and this ends
    } finally {
      working.done();
    }
  }

  private static int steps(int number) {
    int steps = 0;
    for (long n = number; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
      steps++;
    }
    return steps;
  }
}
