package dev.heddle.refinement;

import dev.heddle.kernel.Host.Carrier;

/** A carrier that leaves all to another, but for what a subclass does itself. */
abstract class ForwardingCarrier implements Carrier {
  private final Carrier carrier;

  ForwardingCarrier(Carrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public void start() {
    carrier.start();
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
