package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to announce a call that then doesn't block, beside an uncontended pair of CAS.
 * JMH's own threads are tasks of a Scheduler here ({@link InsideTasks}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=dev.heddle.bench.InsideTasks"})
public class BlockingBench {
  private final AtomicInteger word = new AtomicInteger();
  private int x;

  @Benchmark
  public int blocking() throws Exception {
    return Scheduler.blocking(() -> x++);
  }

  @Benchmark
  public int casPair() {
    word.compareAndSet(0, 1);
    word.compareAndSet(1, 0);
    return x++;
  }
}
