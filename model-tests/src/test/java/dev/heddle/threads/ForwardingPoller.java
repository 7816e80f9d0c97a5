package dev.heddle.threads;

import dev.heddle.kernel.Poller;
import java.io.IOException;

/** A poller that is another one, but for what a test overrides. */
class ForwardingPoller implements Poller {
  private final Poller poller;

  ForwardingPoller(Poller poller) {
    this.poller = poller;
  }

  @Override
  public void poll(long timeoutNanos, Sink sink) throws IOException {
    poller.poll(timeoutNanos, sink);
  }

  @Override
  public void wakeup() {
    poller.wakeup();
  }

  @Override
  public boolean hasWaiters() {
    return poller.hasWaiters();
  }

  @Override
  public void close() throws IOException {
    poller.close();
  }
}
