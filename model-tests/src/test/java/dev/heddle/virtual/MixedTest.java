package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.heddle.kernel.Blocking;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Mutex;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import dev.heddle.kernel.sync.SelectCase;
import dev.heddle.kernel.sync.WaitGroup;
import dev.heddle.kernel.sync.Waiter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Virtual threads beside tasks and platform threads, on one Processor, and through channels. */
@WithVirtualThreads
class MixedTest {
  private static final int VALUES = 500;

  private final AtomicLong sum = new AtomicLong();

  /** Sums what a channel brings, in steps, until it is closed. */
  private final class Summer extends Task {
    private final Channel<Integer> source;
    private final WaitGroup group;
    private final Waiter<Integer> waiter = new Waiter<>(this);

    Summer(Channel<Integer> source, WaitGroup group) {
      this.source = source;
      this.group = group;
    }

    @Override
    protected Step step() {
      while (source.receive(waiter)) {
        if (waiter.isClosed()) {
          group.done();
          return Step.DONE;
        }
        sum.addAndGet(waiter.value());
      }
      return Step.PARK;
    }
  }

  private void sumOnAThread(Channel<Integer> source, WaitGroup group) throws InterruptedException {
    for (Integer value = source.receive(); value != null; value = source.receive()) {
      sum.addAndGet(value);
    }
    group.done();
  }

  private static void sendAll(Channel<Integer> to) throws InterruptedException {
    for (int i = 1; i <= VALUES; i++) {
      to.send(i);
    }
  }

  @Test
  void allKindsSendAndReceiveOnOneChannel() throws InterruptedException {
    for (int processors = 1; processors <= 2; processors++) {
      sum.set(0);
      try (Rig rig = new Rig(processors)) {
        Channel<Integer> channel = Channel.unbuffered();
        WaitGroup receivers = new WaitGroup();
        receivers.add(3);
        rig.scheduler.execute(new Summer(channel, receivers));
        rig.go(() -> sumOnAThread(channel, receivers));
        Thread plain = new Thread(() -> Body.call(() -> sumOnAThread(channel, receivers)));
        plain.start();
        Thread sender = rig.go(() -> sendAll(channel));
        sendAll(channel);
        sender.join();
        channel.close();
        receivers.await();
        plain.join();
      }
      assertEquals(VALUES * (VALUES + 1), sum.get());
    }
  }

  @Test
  void aVirtualThreadSelects() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      Channel<Integer> left = Channel.unbuffered();
      Channel<Integer> right = Channel.buffered(2);
      Thread selecting =
          rig.go(
              () -> {
                Select select = new Select();
                ReceiveCase<Integer> fromLeft = select.receive(left);
                ReceiveCase<Integer> fromRight = select.receive(right);
                for (int i = 0; i < 2 * VALUES; i++) {
                  SelectCase chosen = select.await();
                  sum.addAndGet(chosen == fromLeft ? fromLeft.value() : fromRight.value());
                }
              });
      rig.go(() -> sendAll(left));
      rig.go(() -> sendAll(right));
      selecting.join();
    }
    assertEquals(VALUES * (VALUES + 1), sum.get());
  }

  @Test
  void aMutexIsHeldByOneOfAllKinds() throws InterruptedException {
    long[] count = new long[1];
    Mutex mutex = new Mutex();
    try (Rig rig = new Rig(2)) {
      Body body =
          () -> {
            for (int i = 0; i < VALUES; i++) {
              mutex.lock();
              count[0]++;
              mutex.unlock();
            }
          };
      rig.go(body);
      rig.go(body);
      rig.scheduler.execute(() -> Body.call(body));
      Thread plain = new Thread(() -> Body.call(body));
      plain.start();
      plain.join();
    }
    assertEquals(4 * VALUES, count[0]);
  }

  @Test
  void aTaskIsReadiedByAVirtualThread() {
    try (Rig rig = new Rig(1)) {
      int[] steps = new int[1];
      Task task =
          new Task() {
            @Override
            protected Step step() {
              return steps[0]++ < VALUES ? Step.PARK : Step.DONE;
            }
          };
      rig.scheduler.execute(task);
      rig.go(
          () -> {
            while (!task.isDone()) {
              task.ready();
              yieldNow();
            }
          });
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // so that the task gets its turn
  private static void yieldNow() {
    Thread.yield();
  }

  @Test
  void aVirtualThreadIsNoTask() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      rig.go(
              () -> {
                assertNull(Scheduler.current());
                assertEquals(false, Scheduler.shouldYield());
                assertEquals(false, Blocking.enter());
                assertEquals("called", Scheduler.blocking(() -> "called"));
                sum.incrementAndGet();
              })
          .join();
    }
    assertEquals(1, sum.get());
  }

  /** It may unmount inside: the call has nothing of a Worker that it could leave behind. */
  @Test
  void aVirtualThreadMayWaitInABlockingCall() throws InterruptedException {
    Channel<Integer> channel = Channel.unbuffered();
    try (Rig rig = new Rig(1)) {
      rig.go(() -> sum.set(Scheduler.blocking(() -> channel.receive())));
      rig.go(() -> channel.send(7)).join();
      rig.threads.close();
      assertEquals(0, rig.told.size(), rig.told::toString);
    }
    assertEquals(7, sum.get());
  }
}
