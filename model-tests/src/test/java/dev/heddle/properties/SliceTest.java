package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A slice belongs to the Processor, in virtual time: whoever runs through runNext shares it. */
@Checks(Invariant.L2)
class SliceTest {
  private static final Duration SLICE = Duration.ofMillis(10);
  private static final Duration ALMOST = SLICE.minusNanos(1);

  private final SimulatedHost host = new SimulatedHost(0);
  private final List<String> log = new ArrayList<>();
  private final Scheduler scheduler =
      Scheduler.builder()
          .processors(1)
          .host(host)
          .uncaught((task, error) -> log.add(error.toString()))
          .build();

  @Test
  void isOverWhenItsTimeIsUp() {
    scheduler.execute(
        () -> {
          assertFalse(Scheduler.shouldYield(), "it begins when it is first asked about");
          host.advance(ALMOST);
          assertFalse(Scheduler.shouldYield());
          host.advance(Duration.ofNanos(1));
          assertTrue(Scheduler.shouldYield());
          log.add("done");
        });
    host.runUntilQuiet(10);
    assertEquals(List.of("done"), log);
  }

  @Test
  void doesNotBeginBeforeItIsAskedAbout() {
    scheduler.execute(
        () -> {
          host.advance(SLICE.multipliedBy(3));
          assertFalse(Scheduler.shouldYield(), "no clock is read before");
          log.add("done");
        });
    host.runUntilQuiet(10);
    assertEquals(List.of("done"), log);
  }

  @Test
  void isSharedByAPairThatHandsOver() {
    Half left = new Half("left");
    Half right = new Half("right");
    left.other = right;
    right.other = left;
    scheduler.execute(right);
    host.runUntilQuiet(10); // its first step only parks
    left.awake = true;
    scheduler.execute(
        () -> {
          scheduler.execute(() -> log.add("third"));
          scheduler.execute(left); // through runNext; the third goes to the ring
        });
    for (int i = 0; i < 5; i++) {
      host.step(0);
    }
    // 6 ms: not over. 12 ms: over, so the third gets its turn although runNext holds the left one.
    assertEquals(List.of("left false", "right true", "third", "left false"), log);
  }

  @Test
  void isNewForATaskFromTheRing() {
    Task yielding =
        new Task() {
          private int steps;

          @Override
          protected Step step() {
            Scheduler.shouldYield();
            host.advance(ALMOST);
            log.add("yielding " + Scheduler.shouldYield());
            return ++steps == 3 ? Step.DONE : Step.YIELD;
          }
        };
    scheduler.execute(yielding);
    host.runUntilQuiet(10);
    assertEquals(List.of("yielding false", "yielding false", "yielding false"), log);
  }

  @Test
  void mayBeAsLongAsOneLikes() {
    Scheduler patient =
        Scheduler.builder()
            .processors(1)
            .host(host)
            .limits(scheduler.limits().withSlice(Duration.ofSeconds(Long.MAX_VALUE)))
            .uncaught((task, error) -> log.add(error.toString()))
            .build();
    patient.execute(
        () -> {
          Scheduler.shouldYield();
          host.advance(Duration.ofDays(100));
          log.add("over " + Scheduler.shouldYield());
        });
    host.runUntilQuiet(10);
    assertEquals(List.of("over false"), log);
  }

  @Test
  void isNoneOutsideOfATask() {
    assertFalse(Scheduler.shouldYield());
  }

  /** Works for 6 ms, then hands over to the other one. */
  private final class Half extends Task {
    private final String name;
    private Half other;
    private boolean awake;

    Half(String name) {
      this.name = name;
    }

    @Override
    protected Step step() {
      if (awake) {
        Scheduler.shouldYield();
        host.advance(Duration.ofMillis(6));
        log.add(name + " " + Scheduler.shouldYield());
        other.ready();
      }
      awake = true;
      return Step.PARK;
    }
  }
}
