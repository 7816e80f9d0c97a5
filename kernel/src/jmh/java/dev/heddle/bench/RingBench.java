package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A token goes round a ring of tasks; one operation is one hop. The ring of two is the ping-pong.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RingBench.HOPS)
public class RingBench {
  static final int HOPS = 100_000;

  /** Who holds the token may write {@code hopsLeft}: handing over orders the accesses. */
  private static final class Token {
    final Semaphore done = new Semaphore(0);
    int hopsLeft;
  }

  /** The ring as parked Tasks that ready each other. */
  @State(Scope.Benchmark)
  public static class Heddle {
    @Param({"2", "503"})
    int size;

    private final Token token = new Token();
    private Scheduler scheduler;
    private TaskMember first;

    @Setup
    public void start() throws InterruptedException {
      scheduler = Scheduler.builder().processors(Workload.PROCESSORS).build();
      CountDownLatch arrived = new CountDownLatch(size);
      first = new TaskMember(token, arrived);
      TaskMember last = first;
      for (int i = 1; i < size; i++) {
        last.next = new TaskMember(token, arrived);
        last = last.next;
      }
      last.next = first;
      TaskMember member = first;
      do {
        scheduler.execute(member);
        member = member.next;
      } while (member != first);
      arrived.await();
    }

    @TearDown
    public void stop() {
      scheduler.shutdownNow();
      scheduler.close();
    }

    private static final class TaskMember extends Task {
      final Token token;
      final CountDownLatch arrived;
      TaskMember next;
      boolean hasArrived;

      TaskMember(Token token, CountDownLatch arrived) {
        this.token = token;
        this.arrived = arrived;
      }

      @Override
      protected Step step() {
        if (!hasArrived) {
          hasArrived = true;
          arrived.countDown();
        } else if (--token.hopsLeft > 0) {
          next.ready();
        } else {
          token.done.release();
        }
        return Step.PARK;
      }
    }
  }

  /** The ring as tasks that fork their successor and never complete. */
  @State(Scope.Benchmark)
  public static class Pool {
    @Param({"2", "503"})
    int size;

    private final Token token = new Token();
    private final ForkJoinPool pool = Workload.newEventPool();
    private EventMember first;

    @Setup
    public void start() {
      first = new EventMember(token);
      EventMember last = first;
      for (int i = 1; i < size; i++) {
        last.next = new EventMember(token);
        last = last.next;
      }
      last.next = first;
    }

    @TearDown
    public void stop() {
      pool.shutdownNow();
    }

    private static final class EventMember extends EventTask {
      private static final long serialVersionUID = 1;

      final transient Token token;
      transient EventMember next;

      EventMember(Token token) {
        this.token = token;
      }

      @Override
      protected void happen() {
        if (--token.hopsLeft > 0) {
          next.fork();
        } else {
          token.done.release();
        }
      }
    }
  }

  @Benchmark
  public void heddle(Heddle ring) throws InterruptedException {
    ring.token.hopsLeft = HOPS;
    ring.first.ready();
    ring.token.done.acquire();
  }

  @Benchmark
  public void pool(Pool ring) throws InterruptedException {
    ring.token.hopsLeft = HOPS;
    ring.pool.execute(ring.first);
    ring.token.done.acquire();
  }
}
