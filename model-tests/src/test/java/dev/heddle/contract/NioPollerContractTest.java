package dev.heddle.contract;

import dev.heddle.Checks;
import dev.heddle.kernel.Poller;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.io.NioPoller;
import dev.heddle.kernel.io.Registration;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;

/** The contract, by {@link NioPoller} with pipes. */
@Checks({Invariant.S6, Invariant.L4})
class NioPollerContractTest extends PollerContract {
  @Override
  protected PollerSubject newSubject() throws IOException {
    return new Pipes(NioPoller.open());
  }

  /** Sources are pipes: a byte in one is an event. */
  private static final class Pipes extends PollerSubject {
    private final NioPoller poller;
    private final List<Pipe> pipes = new ArrayList<>();

    Pipes(NioPoller poller) {
      this.poller = poller;
    }

    @Override
    public Poller poller() {
      return poller;
    }

    @Override
    public Source newSource() throws IOException {
      Pipe pipe = Pipe.open();
      pipes.add(pipe);
      pipe.source().configureBlocking(false);
      Registration registration = poller.register(pipe.source());
      return new Source() {
        @Override
        public void await(Task task) {
          registration.awaitReadable(task);
        }

        @Override
        public void happen() throws IOException {
          pipe.sink().write(ByteBuffer.allocate(1));
        }

        @Override
        public void consume() throws IOException {
          pipe.source().read(ByteBuffer.allocate(1));
        }
      };
    }

    @Override
    public void close() throws IOException {
      for (Pipe pipe : pipes) {
        pipe.sink().close();
        pipe.source().close();
      }
    }
  }
}
