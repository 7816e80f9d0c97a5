package dev.heddle.refinement;

import dev.heddle.kernel.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** A simulation in which some carriers have no thread. */
final class FewThreads implements Host {

  /** What their starters are told. */
  static final class NoThread extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Host host;
  private final List<Loop> loops = new ArrayList<>();
  private final IntPredicate hasThread;
  private final IntConsumer inVain;

  /**
   * @param hasThread whether a carrier can be started
   * @param inVain told of each try to start one that can't
   */
  FewThreads(Host host, IntPredicate hasThread, IntConsumer inVain) {
    this.host = host;
    this.hasThread = hasThread;
    this.inVain = inVain;
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    int number = loops.size();
    loops.add(loop);
    Carrier carrier = host.newCarrier(name, loop);
    return hasThread.test(number) ? carrier : new Threadless(carrier, number, inVain);
  }

  /** What a Worker's carrier runs. */
  Loop loop(int worker) {
    return loops.get(worker);
  }

  /** The number of a carrier that runs a loop, or -1. */
  int numberOf(Loop loop) {
    return loops.indexOf(loop);
  }

  /** How many carriers were made. */
  int count() {
    return loops.size();
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  private static final class Threadless extends ForwardingCarrier {
    private final int number;
    private final IntConsumer inVain;

    Threadless(Carrier carrier, int number, IntConsumer inVain) {
      super(carrier);
      this.number = number;
      this.inVain = inVain;
    }

    @Override
    public void start() {
      inVain.accept(number);
      throw new NoThread();
    }
  }
}
