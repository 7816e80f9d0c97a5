package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Failures;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * A continuation that yields, parks and is woken from outside, as one of a virtual thread does,
 * while the Scheduler ends: it is run to its end, here or elsewhere, by one at a time, and is never
 * cancelled.
 *
 * <p>Arguments: processors; tokens that are submitted as tasks; how often it yields, 0 or 1; {@code
 * none}, {@code shutdown} or {@code now}: how the Scheduler ends meanwhile.
 */
public final class ContinuationDriver {
  private ContinuationDriver() {}

  public static void main(String[] args) throws InterruptedException {
    int processors = Integer.parseInt(args[0]);
    Token[] tokens = Token.make(Integer.parseInt(args[1]));
    Failures failures = new Failures();
    Elsewhere elsewhere = new Elsewhere();
    Scheduler scheduler = KernelDriver.builder(processors, failures).mounter(elsewhere).build();
    Strand strand = new Strand(Continuations.of(scheduler), Integer.parseInt(args[2]));
    strand.start();
    for (Token token : tokens) {
      scheduler.execute(token);
    }
    Actor waker = Actor.start("waker", strand::unpark);
    if (args[3].equals("none")) {
      strand.awaitEnd();
      waker.join();
      KernelDriver.end(scheduler, failures);
    } else {
      end(scheduler, args[3].equals("now"));
      waker.join();
      elsewhere.runAll();
      failures.rethrow();
      strand.checkEnded();
      Reached.mark(elsewhere.ran ? "elsewhere" : "here");
    }
  }

  private static void end(Scheduler scheduler, boolean now) throws InterruptedException {
    if (now) {
      for (Runnable cancelled : scheduler.shutdownNow()) {
        if (cancelled instanceof Strand) {
          throw new AssertionError("S8: a continuation was cancelled");
        }
      }
    } else {
      scheduler.shutdown();
    }
    scheduler.awaitTermination();
  }

  /** Keeps what can't be run any more, for main to run it. */
  private static final class Elsewhere implements Continuations.Mounter {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean ran;

    @Override
    public <T> T ofCarrier(ThreadLocal<T> variable) {
      return variable.get();
    }

    @Override
    public boolean isContinuation(Runnable task) {
      return task instanceof Strand;
    }

    @Override
    public synchronized void continueElsewhere(Runnable continuation) {
      waiting.add(continuation);
    }

    @Override
    public StackTraceElement[] stack(Runnable continuation) {
      return new StackTraceElement[0];
    }

    void runAll() {
      for (Runnable next = poll(); next != null; next = poll()) {
        ran = true;
        next.run();
      }
    }

    private synchronized Runnable poll() {
      return waiting.isEmpty() ? null : waiting.remove(0);
    }
  }

  /** What the JDK does with a virtual thread whose body yields, parks and ends. */
  private static final class Strand implements Runnable {
    private enum State {
      READY,
      RUNNING,
      PARKED,
      ENDED
    }

    private final Continuations continuations;
    private State state = State.READY;
    private boolean permit;
    private int turnsLeft;

    Strand(Continuations continuations, int yields) {
      this.continuations = continuations;
      turnsLeft = yields + 1;
    }

    void start() {
      continuations.resume(this);
    }

    @Override
    public void run() {
      move(State.READY, State.RUNNING);
      switch (turnsLeft--) {
        case 2 -> {
          move(State.RUNNING, State.READY);
          continuations.resume(this); // it yields
        }
        case 1 -> {
          if (parkOrUsePermit()) {
            continuations.resume(this);
          }
        }
        default -> move(State.RUNNING, State.ENDED);
      }
    }

    /** Whether there was a permit, so that it goes on. */
    private synchronized boolean parkOrUsePermit() {
      move(State.RUNNING, permit ? State.READY : State.PARKED);
      return permit;
    }

    void unpark() {
      if (isWoken()) {
        continuations.resume(this);
      }
    }

    private synchronized boolean isWoken() {
      permit = true;
      if (state != State.PARKED) {
        return false;
      }
      state = State.READY;
      return true;
    }

    private synchronized void move(State from, State to) {
      if (state != from) {
        throw new AssertionError("S2: a continuation is run while it is " + state);
      }
      state = to;
      notifyAll();
    }

    synchronized void awaitEnd() throws InterruptedException {
      while (state != State.ENDED) {
        wait();
      }
    }

    synchronized void checkEnded() {
      if (state != State.ENDED) {
        throw new AssertionError("S8: a continuation was lost while it was " + state);
      }
    }
  }
}
