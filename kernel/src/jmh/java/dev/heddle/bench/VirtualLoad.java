package dev.heddle.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** What virtual threads do to be measured: the same code, whoever schedules them. */
enum VirtualLoad {
  PING_PONG("ping-pong, per round trip", 300_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      passToken(threads, 2, 2 * operations);
    }
  },
  RING("ring of 503, per hop", 500_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      passToken(threads, 503, operations);
    }
  },
  SPAWN("spawn + join, per child", 1_000_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      join(threads, () -> spawn(threads, operations / BATCH));
    }
  },
  SKYNET("skynet, per leaf", 1_000_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      long[] sum = new long[1];
      join(threads, () -> sum[0] = skynet(threads, 0, operations));
      if (sum[0] != (operations - 1L) * operations / 2) {
        throw new IllegalStateException("skynet's sum is " + sum[0]);
      }
    }
  },
  YIELD_1("yield, 1 thread", 2_000_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      yieldAll(threads, 1, operations);
    }
  },
  YIELD_1000("yield, 1,000 threads", 2_000_000) {
    @Override
    void run(ThreadFactory threads) throws InterruptedException {
      yieldAll(threads, 1_000, operations);
    }
  };

  private static final int BATCH = 1_000;
  private static final int CHILDREN = 10;

  /** What the row is called. */
  final String title;

  /** How many operations a run has. */
  final int operations;

  VirtualLoad(String title, int operations) {
    this.title = title;
    this.operations = operations;
  }

  /** Runs all operations on threads of that kind. */
  abstract void run(ThreadFactory threads) throws InterruptedException;

  private static void join(ThreadFactory threads, Runnable body) throws InterruptedException {
    Thread thread = threads.newThread(body);
    thread.start();
    thread.join();
  }

  private static void joinAll(Thread[] threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---------------------------------------------------------------- loads

  /** One of those who pass a token round. */
  private static final class Member implements Runnable {
    Member next;
    Thread thread;
    int hops;
    private final CountDownLatch done;
    private volatile boolean hasToken;

    Member(CountDownLatch done) {
      this.done = done;
    }

    @Override
    public void run() {
      while (true) {
        while (!hasToken) {
          LockSupport.park(this);
        }
        hasToken = false;
        if (hops < 0) {
          next.pass(hops); // all are to end
          done.countDown();
          return;
        }
        next.pass(hops - 1);
      }
    }

    /** Who writes hops has the token. */
    void pass(int left) {
      hops = left;
      hasToken = true;
      LockSupport.unpark(thread);
    }
  }

  private static void passToken(ThreadFactory threads, int size, int hops)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(size);
    Member[] ring = new Member[size];
    for (int i = 0; i < size; i++) {
      ring[i] = new Member(done);
      ring[i].thread = threads.newThread(ring[i]);
    }
    for (int i = 0; i < size; i++) {
      ring[i].next = ring[(i + 1) % size];
    }
    for (Member member : ring) {
      member.thread.start();
    }
    ring[0].pass(hops);
    done.await();
  }

  private static void spawn(ThreadFactory threads, int batches) {
    for (int i = 0; i < batches; i++) {
      Thread[] children = new Thread[BATCH];
      for (int k = 0; k < BATCH; k++) {
        children[k] = threads.newThread(() -> {});
        children[k].start();
      }
      joinAll(children);
    }
  }

  private static long skynet(ThreadFactory threads, long number, int size) {
    if (size == 1) {
      return number;
    }
    long[] sums = new long[CHILDREN];
    Thread[] children = new Thread[CHILDREN];
    int part = size / CHILDREN;
    for (int i = 0; i < CHILDREN; i++) {
      int child = i;
      children[i] =
          threads.newThread(
              () -> sums[child] = skynet(threads, number + (long) child * part, part));
      children[i].start();
    }
    joinAll(children);
    long sum = 0;
    for (long each : sums) {
      sum += each;
    }
    return sum;
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what is measured
  private static void yieldAll(ThreadFactory threads, int count, int yields)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads
          .newThread(
              () -> {
                for (int k = 0; k < yields / count; k++) {
                  Thread.yield();
                }
                done.countDown();
              })
          .start();
    }
    done.await();
  }
}
