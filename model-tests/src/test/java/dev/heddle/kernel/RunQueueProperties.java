package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A {@link RunQueue} beside its specification, a plain deque with one slot in front: the same
 * operations of an owner and a thief, one after the other, give the same answers and leave the same
 * tasks. What happens <i>inside</i> an operation is the explorers' business.
 */
@Checks({Invariant.S1, Invariant.S4})
class RunQueueProperties {

  /** What is done, on which side of the ring. */
  enum Kind {
    PUSH,
    POLL,
    TAKE_HALF,
    SWAP_NEXT,
    POLL_NEXT,
    STEAL,
    STEAL_NEXT,
    THIEF_POLL
  }

  /** One kind of operation, several times in a row: so that lists stay short, yet fill a ring. */
  record Op(Kind kind, int times) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void behavesLikeADequeWithASlotInFront(
      @ForAll("capacities") int capacity,
      @ForAll("indices") int ownerStart,
      @ForAll("indices") int thiefStart,
      @ForAll("operations") List<Op> operations) {
    Pair pair = new Pair(capacity, ownerStart, thiefStart);
    for (Op op : operations) {
      for (int i = 0; i < op.times; i++) {
        pair.apply(op.kind);
        pair.assertSameTasks();
      }
    }
    Statistics.label("the ring was")
        .collect(pair.overflowed ? "full" : "never full")
        .coverage(reached -> reached.check("full").percentage(share -> share > 20));
    Statistics.label("a thief moved tasks")
        .collect(pair.moved)
        .coverage(reached -> reached.check(true).percentage(share -> share > 20));
  }

  @Provide
  Arbitrary<Integer> capacities() {
    return Arbitraries.of(2, 4, 8, 16, 32, 64, 128, 256);
  }

  /** Indices wrap twice: from the largest int to the smallest, and from -1 to 0. */
  @Provide
  Arbitrary<Integer> indices() {
    Arbitrary<Integer> around = Arbitraries.of(0, Integer.MAX_VALUE, -1);
    return Combinators.combine(around, Arbitraries.integers().between(-300, 10)).as(Integer::sum);
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    Arbitrary<Integer> times = Arbitraries.integers().between(1, 80);
    return Combinators.combine(Arbitraries.of(Kind.class), times).as(Op::new).list().ofMaxSize(60);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 1, 3, 6, 255})
  void refusesACapacityThatIsNoPowerOfTwo(int capacity) {
    assertEquals(
        "ring capacity must be a power of two from 2 on, but is " + capacity,
        assertThrows(IllegalArgumentException.class, () -> new RunQueue(capacity, 0)).getMessage());
  }

  /** An owner's queue and a thief's, each beside its specification. */
  private static final class Pair {
    private final RunQueue owner;
    private final RunQueue thief;
    private final Runnable[] spill;
    private final ArrayDeque<Runnable> ownerRing = new ArrayDeque<>();
    private final ArrayDeque<Runnable> thiefRing = new ArrayDeque<>();
    private Runnable next;
    private int made;

    /** Whether a full ring refused a task; whether a thief got more than one. */
    private boolean overflowed;

    private boolean moved;

    Pair(int capacity, int ownerStart, int thiefStart) {
      owner = new RunQueue(capacity, ownerStart);
      thief = new RunQueue(capacity, thiefStart);
      spill = new Runnable[capacity / 2];
    }

    void apply(Kind kind) {
      switch (kind) {
        case PUSH -> push();
        case POLL -> {
          assertSame(ownerRing.poll(), owner.poll());
          assertOnlyLiveTasksAreReferenced(owner, ownerRing);
        }
        case TAKE_HALF -> takeHalf();
        case SWAP_NEXT -> {
          Runnable task = make();
          assertSame(next, owner.swapNext(task));
          next = task;
        }
        case POLL_NEXT -> assertSame(takeNext(), owner.pollNext());
        case STEAL -> steal();
        case STEAL_NEXT -> assertSame(takeNext(), owner.stealNext());
        case THIEF_POLL -> {
          assertSame(thiefRing.poll(), thief.poll());
          assertOnlyLiveTasksAreReferenced(thief, thiefRing);
        }
      }
    }

    private void push() {
      Runnable task = make();
      boolean fits = ownerRing.size() < owner.capacity();
      assertEquals(fits, owner.push(task), "push with " + ownerRing.size() + " in the ring");
      if (fits) {
        ownerRing.add(task);
      }
      overflowed |= !fits;
      assertOnlyLiveTasksAreReferenced(owner, ownerRing);
    }

    private void takeHalf() {
      int half = ownerRing.size() / 2;
      assertEquals(half, owner.takeHalf(spill), "half, rounded down");
      for (int i = 0; i < half; i++) {
        assertSame(ownerRing.poll(), spill[i], "oldest first");
      }
      if (half > 0) {
        assertOnlyLiveTasksAreReferenced(owner, ownerRing);
      }
    }

    private void steal() {
      if (!thiefRing.isEmpty()) {
        return; // a thief steals only when its own ring is empty
      }
      int half = ownerRing.size() - ownerRing.size() / 2;
      assertSame(ownerRing.poll(), owner.stealInto(thief), "the oldest is to be run");
      for (int i = 1; i < half; i++) {
        thiefRing.add(ownerRing.poll());
        moved = true;
      }
      assertOnlyLiveTasksAreReferenced(thief, thiefRing);
    }

    private Runnable takeNext() {
      Runnable task = next;
      next = null;
      return task;
    }

    private Runnable make() {
      return new Numbered(made++);
    }

    void assertSameTasks() {
      Same.assertAll(ownerRing, owner.contents(), "owner's ring");
      Same.assertAll(thiefRing, thief.contents(), "thief's ring");
      assertEquals(ownerRing.size(), owner.size());
      assertSame(next, owner.peekNext());
      assertEquals(ownerRing.isEmpty() && next == null, owner.isEmpty());
      assertEquals(thiefRing.isEmpty(), thief.isEmpty());
      assertTrue(owner.size() <= owner.capacity(), "S4");
    }

    /** A ring must not keep finished tasks alive: each non-null slot is a task that waits. */
    private static void assertOnlyLiveTasksAreReferenced(
        RunQueue queue, ArrayDeque<Runnable> live) {
      long referenced = Arrays.stream(slots(queue)).filter(Objects::nonNull).count();
      assertEquals(live.size(), referenced, "slots that are not null, while these wait: " + live);
      assertFalse(live.size() > queue.capacity(), "S4");
    }

    private static Runnable[] slots(RunQueue queue) {
      try {
        Field slots = RunQueue.class.getDeclaredField("slots");
        slots.setAccessible(true);
        return (Runnable[]) slots.get(queue);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("RunQueue keeps its tasks in a field named slots", e);
      }
    }
  }
}
