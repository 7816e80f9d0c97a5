package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * The state word of a {@link Task} beside its specification: a status and a permit. The Scheduler
 * never runs; a task that {@code ready} queued lies in its global queue.
 */
@Checks({Invariant.S2, Invariant.L4})
class TaskWordProperties {

  enum Op {
    READY,
    ACCEPT,
    REFUSE,
    PARK,
    FINISH,
    CANCEL,
    CANCEL_IF_PARKED
  }

  enum Status {
    NEW,
    ACTIVE,
    PARKED,
    DONE,
    CANCELLED
  }

  @Property
  void behavesLikeAStatusAndAPermit(@ForAll @Size(max = 30) List<Op> operations) {
    Pair pair = new Pair();
    for (Op op : operations) {
      pair.apply(op);
      pair.assertSame();
    }
  }

  @Test
  void isNotRunAsARunnable() {
    assertEquals(
        "a Task is run by a Scheduler: pass it to Scheduler.execute",
        assertThrows(UnsupportedOperationException.class, new Idle()::run).getMessage());
  }

  private static final class Idle extends Task {
    @Override
    protected Step step() {
      throw new UnsupportedOperationException("the Scheduler of this test never runs");
    }

    @Override
    public String toString() {
      return "idle task";
    }
  }

  private static final class Pair {
    private final Scheduler scheduler =
        Scheduler.builder().processors(1).host(new SimulatedHost(0)).build();
    private final Task task = new Idle();
    private Status status = Status.NEW;
    private boolean permit;
    private int queued;

    void apply(Op op) {
      switch (op) {
        case READY -> ready();
        case ACCEPT -> accept();
        case REFUSE -> {
          if (status == Status.ACTIVE) { // by the submitter that was accepted
            task.refuse();
            status = Status.NEW;
          }
        }
        case PARK -> park();
        case FINISH -> {
          if (status == Status.ACTIVE) { // by the Worker that runs it
            task.finish();
            status = Status.DONE;
          }
        }
        case CANCEL -> {
          if (status == Status.ACTIVE || status == Status.CANCELLED) { // by who holds it
            task.cancel();
            status = Status.CANCELLED;
          }
        }
        case CANCEL_IF_PARKED -> {
          assertEquals(status == Status.PARKED, task.cancelIfParked());
          status = status == Status.PARKED ? Status.CANCELLED : status;
        }
      }
    }

    private void ready() {
      assertEquals(status != Status.DONE && status != Status.CANCELLED, task.ready());
      switch (status) {
        case NEW, ACTIVE -> permit = true;
        case PARKED -> {
          status = Status.ACTIVE;
          queued++;
        }
        case DONE, CANCELLED -> {}
      }
    }

    private void accept() {
      if (status == Status.NEW) {
        task.accept(scheduler);
        status = Status.ACTIVE;
      } else {
        assertEquals(
            "a Task is submitted once, and this one already was: idle task",
            assertThrows(IllegalStateException.class, () -> task.accept(scheduler)).getMessage());
      }
    }

    /** By the Worker that runs it. A permit is used up instead. */
    private void park() {
      if (status != Status.ACTIVE) {
        return;
      }
      assertEquals(!permit, task.park());
      if (permit) {
        permit = false;
      } else {
        status = Status.PARKED;
      }
    }

    void assertSame() {
      assertEquals(status == Status.DONE, task.isDone());
      assertEquals(status == Status.CANCELLED, task.isCancelled());
      assertEquals(queued, scheduler.snapshot().global().size(), "queued once for each wake");
      assertFalse(task.isDone() && task.isCancelled());
    }
  }
}
