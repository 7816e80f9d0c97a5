package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * A {@link TimerHeap} beside its specification, a list that is sorted by time, and by age among
 * equals: the same operations give the same answers and leave the same timers. S9 relies on it: who
 * watches goes by {@code earliest}.
 */
class TimerHeapProperties {
  private static final int LATEST = 12;

  /** What is done; few times and many operations, so that many timers are equal. */
  enum Kind {
    ADD,
    ADD_BEGINNER,
    REMOVE,
    POLL_DUE
  }

  /**
   * @param number the time, or which of all timers that were ever added
   */
  record Op(Kind kind, int number) {}

  @Property(edgeCases = EdgeCasesMode.NONE)
  void behavesLikeASortedList(@ForAll("operations") List<Op> operations) {
    Pair pair = new Pair();
    for (Op op : operations) {
      pair.apply(op);
      pair.check();
    }
    pair.drain();
    Statistics.label("taken out of the middle")
        .collect(pair.removed)
        .coverage(seen -> seen.check(true).percentage(share -> share > 20));
    Statistics.label("grown")
        .collect(pair.most > 4)
        .coverage(seen -> seen.check(true).percentage(share -> share > 20));
  }

  @Provide
  Arbitrary<List<Op>> operations() {
    Arbitrary<Kind> kinds =
        Arbitraries.of(Kind.ADD, Kind.ADD, Kind.ADD_BEGINNER, Kind.REMOVE, Kind.POLL_DUE);
    return Combinators.combine(kinds, Arbitraries.integers().between(0, LATEST))
        .as(Op::new)
        .list()
        .ofMaxSize(100);
  }

  /** The heap and the list. */
  private static final class Pair {
    private final TimerHeap heap = new TimerHeap();
    private final List<Timer> model = new ArrayList<>();
    private final List<Timer> all = new ArrayList<>();

    /** Whether a timer was removed that was not the first; the most timers at a time. */
    private boolean removed;

    private int most;

    void apply(Op op) {
      switch (op.kind) {
        case ADD -> add(op.number, false);
        case ADD_BEGINNER -> add(op.number, true);
        case REMOVE -> {
          if (op.number < all.size()) {
            remove(all.get(op.number));
          }
        }
        case POLL_DUE -> pollDue(op.number);
      }
    }

    private void add(long when, boolean begins) {
      Timer timer = new Timer(null, heap, when, new Numbered(all.size()), begins);
      all.add(timer);
      model.add(timer);
      model.sort(Comparator.comparingLong(each -> each.when)); // stable: age among equals
      most = Math.max(most, model.size());
      heap.add(timer);
    }

    private void remove(Timer timer) {
      removed |= model.indexOf(timer) > 0;
      assertEquals(model.remove(timer), heap.remove(timer));
    }

    private void pollDue(long now) {
      boolean isDue = !model.isEmpty() && model.get(0).when <= now;
      assertSame(isDue ? model.remove(0) : null, heap.pollDue(now));
    }

    void check() {
      assertEquals(
          model.isEmpty() ? TimerHeap.NEVER : model.get(0).when, heap.earliest(), "earliest");
      assertEquals(model.stream().anyMatch(timer -> timer.begins), heap.awaitsTasks());
      for (Timer timer : all) {
        assertEquals(model.contains(timer), heap.contains(timer));
      }
    }

    /** The whole order, in the end. */
    void drain() {
      while (!model.isEmpty()) {
        pollDue(TimerHeap.NEVER);
        check();
      }
      pollDue(TimerHeap.NEVER);
    }
  }
}
