package dev.heddle.refinement;

import dev.heddle.kernel.Host;
import java.util.ArrayList;
import java.util.List;

/** A simulation in which the first carriers have no thread. */
final class FewThreads implements Host {

  /** What their starters are told. */
  static final class NoThread extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Host host;
  private final List<Loop> loops = new ArrayList<>();
  private int without;

  /**
   * @param without how many carriers can't be started
   */
  FewThreads(Host host, int without) {
    this.host = host;
    this.without = without;
  }

  @Override
  public Carrier newCarrier(String name, Loop loop) {
    loops.add(loop);
    Carrier carrier = host.newCarrier(name, loop);
    return without-- > 0 ? new Threadless(carrier) : carrier;
  }

  /** What a Worker's carrier runs. */
  Loop loop(int worker) {
    return loops.get(worker);
  }

  @Override
  public long nanoTime() {
    return host.nanoTime();
  }

  private record Threadless(Carrier carrier) implements Carrier {
    @Override
    public void start() {
      throw new NoThread();
    }

    @Override
    public void unpark() {
      carrier.unpark();
    }

    @Override
    public void park() {
      carrier.park();
    }

    @Override
    public boolean isBlocked() {
      return carrier.isBlocked();
    }

    @Override
    public StackTraceElement[] stack() {
      return carrier.stack();
    }

    @Override
    public void interrupt() {
      carrier.interrupt();
    }

    @Override
    public int random(int bound) {
      return carrier.random(bound);
    }
  }
}
