package dev.heddle.refinement;

import dev.heddle.kernel.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A simulation in which a carrier may pause in the middle of a round: in a blocking call, or where
 * it waits for a Processor. Then its round seems to be over, and its next one goes on from there.
 * Each round has a thread for itself, but only one thread runs at a time.
 */
final class Pauses implements Host {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          body -> {
            Thread thread = new Thread(body, "a simulated round");
            thread.setDaemon(true);
            return thread;
          });

  /** Why a round is not over. */
  enum Pause {
    /** It is. */
    NONE,
    IN_CALL,
    WAITING
  }

  /** Ends a round that nobody will go on with. */
  private static final class Abandoned extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Host host;
  private final List<Rounds> carriers = new ArrayList<>();

  /** Whose round is being done, or null. */
  private Rounds current;

  Pauses(Host host) {
    this.host = host;
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    Rounds rounds = new Rounds(loop);
    carriers.add(rounds);
    return new Pausing(host.newCarrier(name, rounds), rounds);
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  /** A task, in a blocking call: the call ends when its Worker's turn comes again. */
  void pause() {
    current.pause(Pause.IN_CALL, Loop.Next.AGAIN);
  }

  /** Where a carrier is between two rounds. */
  Pause of(int carrier) {
    return carriers.get(carrier).pause;
  }

  /** Ends all rounds that have paused, as well as they can be ended. */
  void close() {
    carriers.forEach(Rounds::abandon);
  }

  private final class Rounds implements Loop {
    private final Loop loop;
    private final Semaphore go = new Semaphore(0);
    private final Semaphore stopped = new Semaphore(0);
    private Pause pause = Pause.NONE;
    private Next next;
    private Throwable thrown;
    private boolean abandoned;

    Rounds(Loop loop) {
      this.loop = loop;
    }

    /** The threads of the rounds are attached. */
    @Override
    public void attach() {}

    @Override
    public void detach() {}

    @Override
    public long parkNanos() {
      return loop.parkNanos();
    }

    @Override
    public Next round() {
      Rounds outer = current;
      current = this;
      if (pause == Pause.NONE) {
        THREADS.execute(this::run);
      } else {
        go.release();
      }
      stopped.acquireUninterruptibly();
      current = outer;
      if (thrown != null) {
        throw new IllegalStateException("a round threw " + thrown, thrown);
      }
      return next;
    }

    private void run() {
      loop.attach();
      try {
        next = loop.round();
      } catch (Throwable e) { // not for this thread
        thrown = e;
      } finally {
        loop.detach();
      }
      pause = Pause.NONE;
      stopped.release();
    }

    /** The round's own thread. */
    void pause(Pause why, Next meanwhile) {
      if (!abandoned) {
        pause = why;
        next = meanwhile;
        stopped.release();
        go.acquireUninterruptibly();
      }
      if (abandoned) {
        throw new Abandoned();
      }
    }

    void abandon() {
      if (pause != Pause.NONE) {
        abandoned = true;
        go.release();
        stopped.acquireUninterruptibly();
      }
    }
  }

  private static final class Pausing extends ForwardingCarrier {
    private final Rounds rounds;

    Pausing(Carrier carrier, Rounds rounds) {
      super(carrier);
      this.rounds = rounds;
    }

    @Override
    public void park() {
      rounds.pause(Pause.WAITING, Loop.Next.PARK);
    }
  }
}
