package dev.heddle.bench;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.VirtualThreads;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

/**
 * Virtual threads on Heddle beside virtual threads on the JDK's own scheduler, on JDK 21 to 25:
 * {@code mvn -Pbench verify -Dbench.main=dev.heddle.bench.VirtualBench}.
 *
 * <p>One process for each number of processors. In it both run the same code, in turn, so that a
 * machine that changes its speed changes it for both. The first rounds don't count.
 */
public final class VirtualBench {
  private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";
  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
  private static final String MOST_CARRIERS = "jdk.virtualThreadScheduler.maxPoolSize";
  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 9;
  private static final int PARKED = 1_000_000;

  private VirtualBench() {}

  /**
   * Measures.
   *
   * @param args how many processors, in this process; none: 1, then 2, each in a new one
   */
  public static void main(String[] args) throws Exception {
    if (Runtime.version().feature() < 21) {
      System.out.println("Virtual threads take JDK 21 to 25; this is " + Runtime.version() + ".");
    } else if (args.length > 0) {
      measure(Integer.parseInt(args[0]));
    } else {
      System.out.println(Machine.describe() + Machine.load());
      startFor(1);
      startFor(2);
    }
  }

  private static void startFor(int processors) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                OPEN,
                "-Xms3g",
                "-Xmx3g",
                "-D" + PARALLELISM + "=" + processors,
                "-D" + MOST_CARRIERS + "=" + processors,
                "-cp",
                System.getProperty("java.class.path"),
                VirtualBench.class.getName(),
                Integer.toString(processors))
            .inheritIO()
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException("the process for " + processors + " processors ended with " + code);
    }
  }

  private static void measure(int processors) throws Exception {
    Map<VirtualLoad, Samples> ours = samples();
    Map<VirtualLoad, Samples> theirs = samples();
    ThreadFactory jdk = jdkFactory();
    try (VirtualThreads threads = VirtualThreads.of(Scheduler.builder().processors(processors))) {
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        for (VirtualLoad load : VirtualLoad.values()) {
          double our = nanos(load, threads.factory());
          double their = nanos(load, jdk);
          if (round >= 0) {
            ours.get(load).add(our);
            theirs.get(load).add(their);
          }
        }
      }
    }
    print(processors, ours, theirs);
    if (processors == 2) {
      printMemory(jdk);
    }
  }

  /** What a million threads cost that wait, and that all of them end. */
  private static void printMemory(ThreadFactory jdk) throws InterruptedException {
    try (VirtualThreads threads = VirtualThreads.of(Scheduler.builder().processors(2))) {
      long our = 0;
      long their = 0;
      for (int i = 0; i < 2; i++) { // the first has frames of the interpreter, which are larger
        our = bytesOfAParkedThread(threads.factory());
        their = bytesOfAParkedThread(jdk);
      }
      System.out.printf(
          Locale.ROOT,
          "%n%,d threads wait and are joined, bytes each: %,d on Heddle, %,d on the JDK's%n",
          PARKED,
          our,
          their);
    }
  }

  private static long bytesOfAParkedThread(ThreadFactory threads) throws InterruptedException {
    Thread[] all = new Thread[PARKED];
    CountDownLatch arrived = new CountDownLatch(PARKED);
    CountDownLatch leave = new CountDownLatch(1);
    LongAdder ends = new LongAdder();
    Runnable body =
        () -> {
          arrived.countDown();
          try {
            leave.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          ends.increment();
        };
    long before = usedBytes();
    for (int i = 0; i < PARKED; i++) {
      all[i] = threads.newThread(body);
      all[i].start();
    }
    arrived.await();
    long used = usedBytes() - before;
    leave.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    if (ends.sum() != PARKED) {
      throw new IllegalStateException("only " + ends + " of " + PARKED + " have ended");
    }
    return used / PARKED;
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Map<VirtualLoad, Samples> samples() {
    Map<VirtualLoad, Samples> all = new EnumMap<>(VirtualLoad.class);
    for (VirtualLoad load : VirtualLoad.values()) {
      all.put(load, new Samples());
    }
    return all;
  }

  /** {@code Thread.ofVirtual().factory()}. */
  private static ThreadFactory jdkFactory() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
    return (ThreadFactory) factory.invoke(builder);
  }

  private static double nanos(VirtualLoad load, ThreadFactory threads) throws InterruptedException {
    System.gc(); // what the one has left behind is not the other's
    long start = System.nanoTime();
    load.run(threads);
    return (double) (System.nanoTime() - start) / load.operations;
  }

  private static void print(
      int processors, Map<VirtualLoad, Samples> ours, Map<VirtualLoad, Samples> theirs) {
    System.out.printf(
        "%n%d processor(s); medians of %d rounds, ± is half the range%n", processors, ROUNDS);
    System.out.println("| ns per operation | on Heddle | on the JDK's | JDK's / Heddle |");
    System.out.println("|:--|--:|--:|--:|");
    for (VirtualLoad load : List.of(VirtualLoad.values())) {
      Samples our = ours.get(load);
      Samples their = theirs.get(load);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f ±%.0f%% | %,.0f ±%.0f%% | %.2f |%n",
          load.title,
          our.median(),
          our.spread(),
          their.median(),
          their.spread(),
          their.median() / our.median());
    }
  }
}
