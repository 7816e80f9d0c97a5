package dev.heddle.spec;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A small world: the parameters of a {@link Model}. Immutable; every {@code with} method returns a
 * changed copy.
 *
 * @param sizes how large it is
 * @param spares Processors beside those that take part, in place of others whose Workers are found
 *     blocked: the last ones
 * @param workers Workers, those included that are made only when no other can be woken; from as
 *     many as there are Processors to 30
 * @param threadless Workers whose thread can't be started
 * @param slowOffers whether an offer to the global queue takes two steps, claim and write, as the
 *     production queue does
 * @param timed whether waits are counted, so that L1, L2 and L3 can be checked; costs states
 * @param tasks the tasks' scripts
 * @param outside the scripts of the threads outside
 * @param faults deliberate design faults, usually none
 */
public record Setup(
    Sizes sizes,
    int spares,
    int workers,
    Set<Integer> threadless,
    boolean slowOffers,
    boolean timed,
    List<Script> tasks,
    List<Script> outside,
    Set<Fault> faults) {

  /**
   * The numbers of a Setup; those after the first are the kernel's {@code Limits}.
   *
   * @param processors Processors; from 1 to 30
   * @param ringCapacity slots of a Processor's ring; from 2 on
   * @param globalInterval every how many picks a Processor looks at the global queue first
   * @param runNextStreak how many picks in a row may come from runNext while the ring holds tasks
   * @param stealRounds how often a searcher looks at all the others
   */
  public record Sizes(
      int processors, int ringCapacity, int globalInterval, int runNextStreak, int stealRounds) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Sizes {
      if (processors < 1 || processors > 30) {
        throw new IllegalArgumentException(
            "processors must be from 1 to 30, but are " + processors);
      }
      if (ringCapacity < 2 || globalInterval < 1 || runNextStreak < 1 || stealRounds < 1) {
        throw new IllegalArgumentException(
            "ringCapacity must be at least 2, globalInterval, runNextStreak and stealRounds 1,"
                + " but they are %d, %d, %d and %d"
                    .formatted(ringCapacity, globalInterval, runNextStreak, stealRounds));
      }
    }
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the Workers are too few, or one without a thread, or a task
   *     in a script, isn't there
   */
  public Setup {
    if (workers < sizes.processors || workers > 30) {
      throw new IllegalArgumentException(
          "workers must be from the " + sizes.processors + " Processors to 30, but are " + workers);
    }
    if (spares < 0 || sizes.processors + spares > 30) {
      throw new IllegalArgumentException(
          "there must be at most 30 Processors, but %d are spare ones".formatted(spares));
    }
    threadless = Set.copyOf(threadless);
    if (threadless.stream().anyMatch(worker -> worker < 0 || worker >= workers)) {
      throw new IllegalArgumentException(
          "there are only %d Workers, and not all of %s".formatted(workers, threadless));
    }
    tasks = List.copyOf(tasks);
    outside = List.copyOf(outside);
    faults = Set.copyOf(faults);
    for (Script task : tasks) {
      task.checkTask(tasks.size());
    }
    for (Script thread : outside) {
      thread.checkThread(tasks.size(), sizes.processors + spares);
    }
  }

  /** Small limits, a thread for every Worker, no tasks, no threads outside, no faults. */
  public static Setup of(int processors) {
    Sizes sizes = new Sizes(processors, 2, 3, 1, 1);
    return new Setup(sizes, 0, processors, Set.of(), false, false, List.of(), List.of(), Set.of());
  }

  /** A copy with other limits. */
  public Setup withLimits(int ring, int interval, int streak, int rounds) {
    Sizes other = new Sizes(sizes.processors, ring, interval, streak, rounds);
    return new Setup(other, spares, workers, threadless, slowOffers, timed, tasks, outside, faults);
  }

  /** A copy with so many spare Processors. */
  public Setup withSpares(int count) {
    return new Setup(sizes, count, workers, threadless, slowOffers, timed, tasks, outside, faults);
  }

  /** A copy with so many Workers; those that it has more have threads. */
  public Setup withWorkers(int count) {
    return new Setup(sizes, spares, count, threadless, slowOffers, timed, tasks, outside, faults);
  }

  /** How many Workers' threads can be started. */
  public int threads() {
    return workers - threadless.size();
  }

  /** Whether a Worker's thread can be started. */
  public boolean hasThread(int worker) {
    return !threadless.contains(worker);
  }

  /**
   * A copy in which only so many Workers have threads: of those that there are at first, the last
   * ones; if it is all of them, then of those that are made later the first ones too.
   *
   * @throws IllegalArgumentException if it is negative, or more than there are Workers
   */
  public Setup withThreads(int count) {
    if (count < 0 || count > workers) {
      throw new IllegalArgumentException(
          "threads must be from 0 to the " + workers + " Workers, but are " + count);
    }
    int first = sizes.processors;
    return withoutThreads(
        IntStream.range(0, workers)
            .filter(worker -> worker < first ? worker < first - count : worker >= count)
            .boxed()
            .toArray(Integer[]::new));
  }

  /** A copy in which some Workers have no threads. */
  public Setup withoutThreads(Integer... some) {
    return new Setup(
        sizes, spares, workers, Set.of(some), slowOffers, timed, tasks, outside, faults);
  }

  /** A copy in which offers take two steps. */
  public Setup withSlowOffers() {
    return new Setup(sizes, spares, workers, threadless, true, timed, tasks, outside, faults);
  }

  /** A copy in which waits are counted, or aren't. */
  public Setup withTimedWaits(boolean counted) {
    return new Setup(
        sizes, spares, workers, threadless, slowOffers, counted, tasks, outside, faults);
  }

  /** A copy with other tasks. */
  public Setup withTasks(Script... scripts) {
    return new Setup(
        sizes, spares, workers, threadless, slowOffers, timed, List.of(scripts), outside, faults);
  }

  /** A copy with other threads outside. */
  public Setup withOutside(Script... scripts) {
    return new Setup(
        sizes, spares, workers, threadless, slowOffers, timed, tasks, List.of(scripts), faults);
  }

  /** A copy with other faults. */
  public Setup withFaults(Fault... some) {
    return new Setup(
        sizes, spares, workers, threadless, slowOffers, timed, tasks, outside, Set.of(some));
  }

  /** How many Processors take part at the same time, if no Worker is blocked. */
  int limit() {
    return sizes.processors;
  }

  /** How many Processors there are, spare ones included. */
  int processors() {
    return sizes.processors + spares;
  }

  /** Workers, and after them the threads outside. */
  int agents() {
    return workers + outside.size();
  }

  /** Whether a task makes calls that block; otherwise nobody ever waits for a Processor. */
  public boolean blocks() {
    return tasks.stream().anyMatch(Script::blocks);
  }

  /** Whether anybody sets timers. */
  public boolean hasTimers() {
    return tasks.stream().anyMatch(Script::setsTimers)
        || outside.stream().anyMatch(Script::setsTimers);
  }

  /** Whether anybody waits for events, so that there is a poller. */
  public boolean polls() {
    return tasks.stream().anyMatch(Script::listens) || outside.stream().anyMatch(Script::listens);
  }

  /** Whether those who sleep have anything to watch. */
  boolean watches() {
    return hasTimers() || polls();
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /** The name of a Worker or of a thread outside, by its number among all agents. */
  public String agentName(int agent) {
    return agent < workers ? "W" + agent : "T" + (agent - workers);
  }
}
