package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes daemon threads and remembers them, so that a test can see how many there are, and end. */
public final class Crew implements ThreadFactory {
  /** Far longer than a thread takes to end. It only fails a test that hangs. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  @Override
  public Thread newThread(Runnable body) {
    Thread thread = new Thread(body);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /** How many threads were made. */
  public int size() {
    return threads.size();
  }

  /** How many threads have not ended. */
  public long alive() {
    return threads.stream().filter(Thread::isAlive).count();
  }

  /** The thread with a name. There must be one. */
  public Thread thread(String name) {
    return threads.stream().filter(t -> t.getName().equals(name)).findFirst().orElseThrow();
  }

  /** The threads' names. */
  public List<String> names() {
    return threads.stream().map(Thread::getName).toList();
  }

  /** Fails unless all threads end. */
  public void assertGone() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(PATIENCE_MILLIS);
      assertFalse(thread.isAlive(), () -> thread + " still lives");
    }
  }
}
