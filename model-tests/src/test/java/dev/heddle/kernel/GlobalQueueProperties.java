package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A {@link GlobalQueue} beside its specification, a plain queue. One thread. */
@Checks(Invariant.S1)
class GlobalQueueProperties {

  enum Kind {
    PUSH,
    /** A task that is queued already: users may submit one Runnable many times. */
    PUSH_AGAIN,
    POLL,
    POLL_BATCH,
    WITHDRAW,
    WITHDRAW_UNKNOWN,
    CONTENTS
  }

  /**
   * @param times how often, in a row
   * @param number which task, or how many shares
   */
  record Op(Kind kind, int times, int number) {}

  @Property
  void behavesLikeAQueue(
      @ForAll @IntRange(min = 1, max = 8) int logOfChunk,
      @ForAll("operations") List<Op> operations) {
    Pair pair = new Pair(1 << logOfChunk);
    for (Op op : operations) {
      for (int i = 0; i < op.times; i++) {
        pair.apply(op);
        assertEquals(pair.model.isEmpty(), pair.queue.isEmpty());
      }
    }
    pair.assertContents();
    while (!pair.model.isEmpty()) {
      assertSame(pair.model.poll(), pair.queue.poll());
    }
    assertSame(null, pair.queue.poll());
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(0, 40))
        .as(Op::new)
        .list()
        .ofMaxSize(60);
  }

  private static final class Pair {
    private final GlobalQueue queue;
    private final int capacity;
    private final Deque<Runnable> model = new ArrayDeque<>();
    private int made;

    Pair(int capacity) {
      this.capacity = capacity;
      queue = new GlobalQueue(capacity);
    }

    void apply(Op op) {
      switch (op.kind) {
        case PUSH -> push(new Numbered(made++));
        case PUSH_AGAIN -> push(any(op.number));
        case POLL -> assertSame(model.poll(), queue.poll());
        case POLL_BATCH -> pollBatch(op.number + 1);
        case WITHDRAW -> withdraw(any(op.number));
        case WITHDRAW_UNKNOWN -> assertEquals(false, queue.withdraw(new Numbered(-1)));
        case CONTENTS -> assertContents();
      }
    }

    private void push(Runnable task) {
      queue.push(task);
      model.add(task);
    }

    private Runnable any(int number) {
      return model.isEmpty()
          ? new Numbered(made++)
          : new ArrayList<>(model).get(number % model.size());
    }

    /** The share is size / shares + 1, at most half a ring; the first is returned. */
    private void pollBatch(int shares) {
      int share = Math.min(capacity / 2, model.size() / shares + 1);
      RunQueue into = new RunQueue(capacity, made);
      assertSame(model.poll(), queue.pollBatch(into, shares));
      List<Runnable> moved = new ArrayList<>();
      for (int i = 1; i < share && !model.isEmpty(); i++) {
        moved.add(model.poll());
      }
      Same.assertAll(moved, into.contents(), "the batch");
    }

    private void withdraw(Runnable task) {
      assertEquals(removeOldest(task), queue.withdraw(task));
    }

    private boolean removeOldest(Runnable task) {
      for (Iterator<Runnable> all = model.iterator(); all.hasNext(); ) {
        if (all.next() == task) {
          all.remove();
          return true;
        }
      }
      return false;
    }

    void assertContents() {
      Same.assertAll(model, queue.contents(), "the global queue");
    }
  }
}
