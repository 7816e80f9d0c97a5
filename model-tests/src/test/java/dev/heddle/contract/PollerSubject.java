package dev.heddle.contract;

import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Task;
import java.time.Duration;

/**
 * A poller that is tested by {@link PollerContract}, and how a test makes it do something. Each
 * test has one of its own.
 *
 * <p>Who implements a poller for threads says what it is, and how to wait for something there. The
 * other methods are for pollers that live in a simulation.
 */
public abstract class PollerSubject {

  /** Something that happens outside, for which one task at a time can wait. */
  public interface Source {
    /** The task begins to wait, as it would just before it parks. Any thread. */
    void await(Task task) throws Exception;

    /** The event comes: it has come when this returns. Not called again before {@link #consume}. */
    void happen() throws Exception;

    /** What has come is used up, as by the task that was woken. */
    void consume() throws Exception;
  }

  /** One call of {@link Poller#poll}. */
  public interface Call {
    /**
     * Waits until the call blocks, as far as can be seen, or has returned.
     *
     * @return whether it blocks
     */
    boolean blocks();

    /** Waits until the call has returned, or fails after the {@link #patience}. */
    void awaitReturn();
  }

  /** The poller; the same each time. */
  public abstract Poller poller();

  /** A new source of events, which the poller waits for. At most 64 at the same time. */
  public abstract Source newSource() throws Exception;

  /** How long a test waits, at the most, for what must happen soon. */
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  /**
   * Calls poll, on a thread of its own. For an owner-affine poller this is overridden: its owner
   * calls it.
   */
  public Call startPoll(long timeoutNanos, Poller.Sink sink) {
    return new ThreadCall(this, timeoutNanos, sink);
  }

  /** Lets time pass, where it doesn't do so by itself. */
  public void letTimePass(Duration time) {}

  /** Whether more than one thread may use the poller: if not, tests with more are skipped. */
  public boolean isForThreads() {
    return true;
  }

  /** Ends what was used beside the poller, which was closed before. */
  public void close() throws Exception {}
}
