package dev.heddle.bench;

import java.util.concurrent.ForkJoinPool;

/** A row of the table: the same work for Heddle, for ForkJoinPool and for Go. */
enum Workload {
  SPAWN_RUNNABLE(
      "spawn + join, Runnable, per child",
      "spawn",
      "SpawnBench.heddleRunnables",
      "SpawnBench.pool"),
  SPAWN_TASK(
      "spawn + join, Task or fork, per child",
      "spawn",
      "SpawnBench.heddleTasks",
      "SpawnBench.forkJoin"),
  YIELD_1("yield, 1 task", "yield1", "YieldBench", "tasks", 1),
  YIELD_1000("yield, 1,000 tasks", "yield1000", "YieldBench", "tasks", 1_000),
  PING_PONG("ping-pong, per round trip", "pingpong", "RingBench", "size", 2) {
    @Override
    double scale() {
      return 2; // a round trip is two hops
    }
  },
  RING("ring of 503, per hop", "ring", "RingBench", "size", 503),
  SUBMIT_1("submit from 1 thread outside", "submit1", "SubmitBench", "producers", 1),
  SUBMIT_4("submit from 4 threads outside", "submit4", "SubmitBench", "producers", 4),
  WAKE("wake an idle scheduler, median", "wake", "WakeBench.heddle", "WakeBench.pool"),
  TIMER("set + cancel a timer, beside STPE", "timer", "TimerBench.heddle", "TimerBench.pool"),
  TIMER_FUTURE("the same, with a Future", "timer", "TimerBench.heddleFuture", "TimerBench.pool");

  /** How many processors each scheduler has. */
  static final int PROCESSORS = 2;

  /** What the row is called. */
  final String title;

  /** The argument of the Go program. */
  final String goName;

  /** JMH benchmarks, without the package. */
  final String heddle;

  final String pool;

  /** The name of their JMH parameter, or null if they have none. */
  final String parameter;

  private final int value;

  Workload(String title, String goName, String heddle, String pool) {
    this(title, goName, heddle, pool, null, 0);
  }

  Workload(String title, String goName, String benchmark, String parameter, int value) {
    this(title, goName, benchmark + ".heddle", benchmark + ".pool", parameter, value);
  }

  Workload(String title, String goName, String heddle, String pool, String parameter, int value) {
    this.title = title;
    this.goName = goName;
    this.heddle = heddle;
    this.pool = pool;
    this.parameter = parameter;
    this.value = value;
  }

  /** The value of the parameter. */
  String value() {
    return Integer.toString(value);
  }

  /** How many of JMH's operations make one of the table's. */
  double scale() {
    return 1;
  }

  /** A ForkJoinPool for event-style tasks: first in, first out. */
  static ForkJoinPool newEventPool() {
    return new ForkJoinPool(
        PROCESSORS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, /* asyncMode= */ true);
  }
}
