package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.VirtualThreads;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * The first virtual thread that waits for a socket starts the JDK's pollers, as virtual threads
 * that inherit its Scheduler. All others in the JVM rely on them, also when that has ended.
 */
@WithVirtualThreads
class SocketPollersTest {
  /** In a JVM of its own: who is first matters. */
  static final class FirstHereThenElsewhere {
    public static void main(String[] args) throws Exception {
      try (VirtualThreads threads = VirtualThreads.of(Scheduler.builder().processors(1))) {
        threads.go(() -> Body.call(FirstHereThenElsewhere::echo)).join();
      }
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      Runnable body = () -> Body.call(FirstHereThenElsewhere::echo);
      ((Thread) start.invoke(null, body)).join();
    }

    /** The answer comes when the reader waits, as far as one can see. */
    private static void echo() throws IOException, InterruptedException {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket accepted = server.accept()) {
        Thread reader = Thread.currentThread();
        CountDownLatch ready = new CountDownLatch(1);
        Thread writer =
            new Thread(
                () ->
                    Body.call(
                        () -> {
                          ready.await();
                          while (reader.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                          }
                          accepted.getOutputStream().write(7);
                        }));
        writer.start();
        ready.countDown();
        System.out.println(client.getInputStream().read());
        writer.join();
      }
    }
  }

  @Test
  void outliveTheSchedulerThatTheyWereStartedOn() throws IOException, InterruptedException {
    assertEquals(
        "7\n7\n",
        ChildJvm.run(
            "--add-opens=java.base/java.lang=ALL-UNNAMED", FirstHereThenElsewhere.class.getName()));
  }
}
