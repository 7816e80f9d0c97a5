package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * An {@link IdleSet} beside its specification: two stacks, and the Workers in between with a mark
 * for each that searches. The counters of every State are what the operations imply (S5). One
 * thread; the Workers do no rounds, the operations are called for them.
 */
@Checks({Invariant.S3, Invariant.S5})
class IdleSetProperties {

  enum Kind {
    WAKE,
    START_SEARCHING,
    STOP_SEARCHING,
    PARK
  }

  /**
   * @param choice which of the Workers that are awake
   */
  record Op(Kind kind, int choice) {}

  @Property
  void countersAreWhatTheyCount(
      @ForAll @IntRange(min = 1, max = 6) int processors,
      @ForAll Set<@IntRange(max = 5) Integer> withoutThread,
      @ForAll @Size(max = 80) List<@IntRange(max = 23) Integer> operations) {
    Pair pair = new Pair(processors, withoutThread);
    pair.assertSame();
    for (int operation : operations) {
      pair.apply(new Op(Kind.values()[operation % 4], operation / 4));
      pair.assertSame();
    }
  }

  @Property
  void closesOnlyTheStateThatItLookedAt(@ForAll @IntRange(min = 1, max = 4) int processors) {
    Pair pair = new Pair(processors, Set.of());
    IdleState before = pair.idleSet.state();
    pair.apply(new Op(Kind.WAKE, 0));
    pair.apply(new Op(Kind.PARK, 0));
    assertTrue(pair.idleSet.isQuiet(pair.idleSet.state()), "as before, but not the same State");
    assertFalse(pair.idleSet.close(before), "somebody was woken in between");
    assertTrue(pair.idleSet.close(pair.idleSet.state()));
    pair.idleSet.wake();
    assertEquals(0, pair.idleSet.state().searching, "nobody is woken after the end");
  }

  private static final class Pair {
    private final Set<Integer> withoutThread;
    private final Processor[] processors;
    private final Worker[] workers;
    private final IdleSet idleSet;

    private final Deque<Integer> idle = new ArrayDeque<>();
    private final Deque<Integer> parked = new ArrayDeque<>();

    /** The Processor of each Worker that is awake. */
    private final Map<Integer, Integer> awake = new TreeMap<>();

    private final Set<Integer> searching = new HashSet<>();

    Pair(int count, Set<Integer> withoutThread) {
      this.withoutThread = withoutThread;
      Host host = new StartingHost(withoutThread);
      Scheduler scheduler =
          Scheduler.builder()
              .processors(count)
              .host(new SimulatedHost(0))
              .uncaught((task, error) -> {})
              .build();
      processors = new Processor[count];
      Crew crew = new Crew(scheduler, host, "");
      for (int i = 0; i < count; i++) {
        processors[i] = new Processor(i, Limits.DEFAULT, scheduler.global);
        crew.make();
        idle.add(i);
        parked.add(i);
      }
      workers = crew.workers();
      idleSet = new IdleSet(processors, 0, crew, 0, null);
    }

    void apply(Op op) {
      if (op.kind == Kind.WAKE) {
        idleSet.wake();
        wake();
        return;
      }
      if (awake.isEmpty()) {
        return;
      }
      int worker = new ArrayList<>(awake.keySet()).get(op.choice % awake.size());
      switch (op.kind) {
        case START_SEARCHING -> startSearching(worker);
        case STOP_SEARCHING -> {
          if (searching.remove(worker)) {
            idleSet.stopSearching();
          }
        }
        case PARK -> {
          int processor = awake.remove(worker);
          idleSet.park(workers[worker], processors[processor], searching.remove(worker), true);
          idle.push(processor);
          parked.push(worker);
        }
        case WAKE -> throw new AssertionError("handled above");
      }
    }

    /** Last in, first out; nobody is woken while somebody searches; who has no thread is gone. */
    private void wake() {
      while (searching.isEmpty() && !idle.isEmpty() && !parked.isEmpty()) {
        int worker = parked.pop();
        if (!withoutThread.contains(worker)) {
          awake.put(worker, idle.pop());
          searching.add(worker);
        }
      }
    }

    /** At most half of the busy ones search. */
    private void startSearching(int worker) {
      if (searching.contains(worker)) {
        return;
      }
      boolean allowed = 2 * searching.size() < processors.length - idle.size();
      assertEquals(allowed, idleSet.startSearching());
      if (allowed) {
        searching.add(worker);
      }
    }

    void assertSame() {
      IdleState state = idleSet.state();
      List<Integer> idleNow = new ArrayList<>();
      for (Stack<Processor> s = state.idle; s != null; s = s.below) {
        idleNow.add(s.top.id);
      }
      List<Integer> parkedNow = new ArrayList<>();
      for (Stack<Worker> s = state.parked; s != null; s = s.below) {
        parkedNow.add(s.top.id);
      }
      assertEquals(List.copyOf(idle), idleNow);
      assertEquals(List.copyOf(parked), parkedNow);
      assertEquals(searching.size(), state.searching);
      assertEquals(idle.size(), state.unheld());
      assertEquals(awake.isEmpty(), idleSet.isQuiet(state));
    }
  }

  /** Starts carriers that never run, or fails to. */
  private record StartingHost(Set<Integer> withoutThread) implements Host {
    @Override
    public Carrier newCarrier(String name, Loop loop) {
      Carrier simulated = new SimulatedHost(0).newCarrier(name, loop);
      int number = Integer.parseInt(name.substring(1));
      return new Carrier() {
        @Override
        public void start() {
          if (withoutThread.contains(number)) {
            throw new IllegalStateException("no thread for " + number);
          }
        }

        @Override
        public void unpark() {
          simulated.unpark();
        }

        @Override
        public void park() {
          simulated.park();
        }

        @Override
        public boolean isBlocked() {
          return false;
        }

        @Override
        public StackTraceElement[] stack() {
          return new StackTraceElement[0];
        }

        @Override
        public void interrupt() {
          simulated.interrupt();
        }

        @Override
        public int random(int bound) {
          return simulated.random(bound);
        }
      };
    }

    @Override
    public long nanoTime() {
      return 0;
    }
  }
}
