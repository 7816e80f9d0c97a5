package dev.heddle.litmus;

import java.util.ArrayList;
import java.util.List;

/** Runs the two or more sides of a litmus test. */
final class Threads {
  private Threads() {}

  /** Runs each side in a thread of its own, named T1, T2, …, and waits for all of them. */
  static void run(Runnable... sides) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable side : sides) {
      threads.add(new Thread(side, "T" + (threads.size() + 1)));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
  }

  /** Waits for a thread; an interrupt is an error of the test. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("main was interrupted", e);
    }
  }
}
