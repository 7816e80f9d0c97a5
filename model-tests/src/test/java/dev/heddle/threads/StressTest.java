package dev.heddle.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.kernel.Counters;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.spec.Invariant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rings of tasks that hand a token on: every hop is a park, a wake, and a step. */
@Checks({Invariant.S2, Invariant.L4, Invariant.S8})
@EndsInTime
class StressTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void pairsPlayPingPong(int processors) throws Exception {
    run(processors, IntStream.range(0, 100).mapToObj(i -> new Ring(2, 5_000 + i)).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aTokenGoesAroundARingOf503(int processors) throws Exception {
    run(processors, List.of(new Ring(503, 300_000)));
  }

  private static void run(int processors, List<Ring> rings) throws Exception {
    Crew crew = new Crew();
    Counters counters = new Counters();
    Scheduler scheduler =
        Scheduler.builder().processors(processors).threadFactory(crew).events(counters).build();
    rings.forEach(ring -> ring.start(scheduler));
    scheduler.close();
    crew.assertGone();
    rings.forEach(Ring::assertCounts);
    assertEquals(rings.stream().mapToLong(ring -> ring.nodes.length).sum(), counters.tasks());
    assertEquals(0, counters.failures());
  }

  private static final class Ring {
    private final Node[] nodes;
    private final int hops;

    /**
     * @param hops how often the token is handed on; then an end is handed around once
     */
    Ring(int size, int hops) {
      this.hops = hops;
      nodes = new Node[size];
      for (int i = 0; i < size; i++) {
        nodes[i] = new Node();
      }
      for (int i = 0; i < size; i++) {
        nodes[i].next = nodes[(i + 1) % size];
      }
    }

    void start(Scheduler scheduler) {
      for (Node node : nodes) {
        scheduler.execute(node);
      }
      nodes[0].receive(hops);
    }

    /** The token was received hops + 1 times, by one node after the other from the first on. */
    void assertCounts() {
      for (int i = 0; i < nodes.length; i++) {
        int expected = hops / nodes.length + (i <= hops % nodes.length ? 1 : 0);
        assertEquals(expected, nodes[i].received, "node " + i);
        assertTrue(nodes[i].isDone(), "node " + i);
      }
    }
  }

  /** Parks until it is handed the token, and hands it on. All its fields are plain. */
  private static final class Node extends Task {
    private static final int NONE = Integer.MIN_VALUE;

    private Node next;
    private int token = NONE;
    private int received;

    /** By the node before: the hops to go, or less than 0 for the end. */
    void receive(int hopsToGo) {
      token = hopsToGo;
      ready();
    }

    @Override
    protected Step step() {
      int hopsToGo = token;
      if (hopsToGo == NONE) {
        return Step.PARK;
      }
      token = NONE;
      if (hopsToGo >= 0) {
        received++;
        next.receive(hopsToGo == 0 ? -1 : hopsToGo - 1);
        return Step.PARK;
      }
      next.receive(hopsToGo); // the last one does so in vain
      return Step.DONE;
    }
  }
}
