package dev.heddle.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Deadlock;
import dev.heddle.kernel.ParkedTask;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.Waiter;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Small programs of tasks that send, receive and sleep, in simulation: a deadlock is reported once,
 * with those tasks that never end, and nothing happens after it. Nothing is reported if all end.
 */
@Checks(Invariant.S8)
class DeadlockProperties {
  private static final int MOST_ROUNDS = 10_000;
  private static final Set<String> SEEN = new HashSet<>();

  enum Op {
    SEND,
    RECEIVE,
    RECEIVE_FOR_A_WHILE,
    SLEEP,
    YIELD
  }

  private Channel<Integer> channel;
  private final List<Deadlock> reports = new ArrayList<>();
  private int stepsAfterwards;

  @Property(tries = 20_000)
  void isReportedIfAndOnlyIfThereIsOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int processors,
      @ForAll @IntRange(max = 20) int roundsBefore,
      @ForAll("programs") List<List<Op>> programs) {
    channel = Channel.unbuffered();
    reports.clear();
    stepsAfterwards = 0;
    SimulatedHost host = new SimulatedHost(seed);
    Scheduler scheduler =
        Scheduler.builder().processors(processors).host(host).deadlock(reports::add).build();
    List<Routine> routines = new ArrayList<>();
    for (List<Op> program : programs) {
      routines.add(new Routine(program));
      scheduler.execute(routines.get(routines.size() - 1));
    }
    for (int i = 0; i < roundsBefore; i++) {
      host.step(i % processors); // if it is runnable
    }
    scheduler.shutdown();
    do {
      host.runUntilQuiet(MOST_ROUNDS);
    } while (host.advanceToNext());

    Set<Task> unfinished = new HashSet<>(routines);
    unfinished.removeIf(Task::isDone);
    assertEquals(unfinished.isEmpty() ? 0 : 1, reports.size(), "reports: " + reports);
    for (Deadlock report : reports) {
      Set<Task> named = new HashSet<>();
      for (ParkedTask parked : report.parked()) {
        named.add(parked.task());
        assertTrue(
            parked.toString().contains(" on channel")
                || parked.toString().contains(" from channel"),
            parked::toString);
      }
      assertEquals(unfinished, named);
    }
    assertEquals(0, stepsAfterwards, "a report was false");
    SEEN.add(
        unfinished.isEmpty()
            ? "all end"
            : unfinished.size() < routines.size() ? "some" : "none ends");
  }

  /** Else the property would hold because nothing happens. */
  @AfterContainer
  static void allHappened() {
    assertEquals(Set.of("all end", "some", "none ends"), SEEN);
  }

  @Provide
  Arbitrary<List<List<Op>>> programs() {
    return Arbitraries.of(Op.class)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private final class Routine extends Task {
    private final Waiter<Integer> waiter = new Waiter<>(this);
    private final List<Op> program;
    private int next;
    private boolean asleep;

    Routine(List<Op> program) {
      this.program = program;
    }

    @Override
    protected Step step() {
      stepsAfterwards += reports.size();
      while (next < program.size()) {
        Step how = one(program.get(next));
        if (how == Step.PARK) {
          return Step.PARK;
        }
        next++;
        if (how == Step.YIELD) {
          return Step.YIELD;
        }
      }
      return Step.DONE;
    }

    /** PARK: it must wait, and be asked again; otherwise it is over. */
    private Step one(Op op) {
      return switch (op) {
        case SEND -> over(channel.send(1, waiter));
        case RECEIVE -> over(channel.receive(waiter));
        case RECEIVE_FOR_A_WHILE -> over(channel.receive(waiter, Duration.ofMillis(5)));
        case YIELD -> Step.YIELD;
        case SLEEP -> sleep();
      };
    }

    private Step over(boolean isOver) {
      return isOver ? Step.DONE : Step.PARK;
    }

    private Step sleep() {
      asleep = !asleep;
      if (asleep) {
        Scheduler.current().readyAfter(this, Duration.ofMillis(3));
        return Step.PARK;
      }
      return Step.DONE;
    }
  }
}
