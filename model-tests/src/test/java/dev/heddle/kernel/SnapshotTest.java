package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A {@link Snapshot} of a Scheduler that stands still is exact; its line is like Go's. */
class SnapshotTest {
  private final SimulatedHost host = new SimulatedHost(1);
  private final Scheduler scheduler =
      Scheduler.builder().processors(3).rescues(0).name("loom").ringCapacity(4).host(host).build();

  @Test
  void showsASchedulerAtRest() {
    Snapshot snapshot = scheduler.snapshot();

    assertEquals(Lifecycle.RUNNING, snapshot.lifecycle());
    assertEquals(List.of(0, 1, 2), snapshot.idle());
    assertEquals(List.of(0, 1, 2), snapshot.parked());
    assertEquals(
        "SCHED RUNNING: processors=3 idleprocs=3 idlethreads=3 spinningthreads=0 runqueue=0"
            + " [ 0 0 0 ]",
        snapshot.toString());
    assertEquals("loom " + snapshot, scheduler.toString());
  }

  @Test
  void showsEveryQueue() {
    Runnable waiting = () -> {};
    Runnable next = () -> {};
    Runnable older = () -> {};
    scheduler.execute(
        () -> {
          scheduler.execute(older);
          scheduler.execute(next);
        });
    host.step(0); // W0 runs it, and wakes W1
    scheduler.execute(waiting);

    Snapshot snapshot = scheduler.snapshot();

    assertEquals(List.of(waiting), snapshot.global());
    assertEquals(new Snapshot.Queue(next, List.of(older)), snapshot.processors().get(0));
    assertEquals(new Snapshot.Queue(null, List.of()), snapshot.processors().get(1));
    assertEquals(List.of(2), snapshot.idle());
    assertEquals(List.of(2), snapshot.parked());
    assertEquals(1, snapshot.searching());
    assertEquals(
        "SCHED RUNNING: processors=3 idleprocs=1 idlethreads=1 spinningthreads=1 runqueue=1"
            + " [ 2 0 0 ]",
        snapshot.toString());
  }

  @Test
  void showsTheQueuesOfSpareProcessorsToo() {
    Scheduler rescuing = Scheduler.builder().processors(1).rescues(2).host(host).build();
    assertEquals(
        "SCHED RUNNING: processors=3 idleprocs=1 idlethreads=1 spinningthreads=0 runqueue=0"
            + " [ 0 0 0 ]",
        rescuing.snapshot().toString());
  }

  @Test
  void showsTheEnd() {
    scheduler.execute(() -> {});
    scheduler.shutdown();
    host.runUntilQuiet(100);

    Snapshot snapshot = scheduler.snapshot();
    assertEquals(Lifecycle.TERMINATED, snapshot.lifecycle());
    assertEquals(List.of(), snapshot.global());
    for (Snapshot.Queue queue : snapshot.processors()) {
      assertEquals(new Snapshot.Queue(null, List.of()), queue);
    }
  }
}
