package dev.heddle.properties;

import dev.heddle.Checks;
import dev.heddle.kernel.Limits;
import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.SimulatedHost;
import dev.heddle.kernel.Snapshot;
import dev.heddle.spec.Invariant;
import java.time.Duration;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Every queued task is picked within the bound that {@link Limits} states, whatever runs beside it.
 * The kernel runs in simulation; after each round every queue is looked at.
 */
class FairnessProperties {

  /**
   * Submits a load from outside, and lets one Worker do some rounds.
   *
   * @param load null to submit nothing
   */
  record Op(Load load, int worker, int rounds) {}

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Checks(Invariant.L1)
  void globalQueueIsServedWithinItsBound(
      @ForAll("limits") Limits limits, @ForAll("operations") List<Op> operations) {
    for (int processors = 1; processors <= 3; processors++) {
      List<Waits> waits =
          perProcessor(processors, "L1", place -> limits.globalInterval() * (place + 1) + 1);
      new Run(processors, limits, waits) {
        @Override
        void observe(int processor, Snapshot now) {
          waits.get(processor).observe(now.global(), picks.all(processor));
        }
      }.all(operations);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Checks(Invariant.L2)
  void ringIsServedWithinItsBound(
      @ForAll("limits") Limits limits, @ForAll("operations") List<Op> operations) {
    for (int processors = 1; processors <= 3; processors++) {
      List<Waits> waits =
          perProcessor(processors, "L2", place -> (limits.runNextStreak() + 1) * (place + 1));
      new Run(processors, limits, waits) {
        @Override
        void observe(int processor, Snapshot now) {
          List<Runnable> ring = now.processors().get(processor).ring();
          waits.get(processor).observe(ring, picks.local(processor));
        }
      }.all(operations);
    }
  }

  /** The other way round, the ring must not starve runNext: one pick of the ring's goes before. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  @Checks(Invariant.L4)
  void runNextIsServedAfterOneOther(
      @ForAll("limits") Limits limits, @ForAll("operations") List<Op> operations) {
    for (int processors = 1; processors <= 3; processors++) {
      List<Waits> waits = perProcessor(processors, "L4", place -> 2);
      new Run(processors, limits, waits) {
        @Override
        void observe(int processor, Snapshot now) {
          Runnable next = now.processors().get(processor).next();
          waits
              .get(processor)
              .observe(next == null ? List.of() : List.of(next), picks.local(processor));
        }
      }.all(operations);
    }
  }

  @Provide
  Arbitrary<Limits> limits() {
    return Combinators.combine(
            Arbitraries.of(2, 4, 8),
            Arbitraries.integers().between(1, 7),
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(1, 3))
        .as((ring, global, next, steal) -> new Limits(ring, global, next, steal, SLICE));
  }

  private static final Duration SLICE = Duration.ofMillis(10);

  @Provide
  Arbitrary<List<Op>> operations() {
    return Combinators.combine(
            Arbitraries.of(Load.class).injectNull(0.3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 20))
        .as(Op::new)
        .list()
        .ofMaxSize(30);
  }

  private static List<Waits> perProcessor(int processors, String promise, IntUnaryOperator bound) {
    return IntStream.range(0, processors).mapToObj(p -> new Waits(promise, bound)).toList();
  }

  /** One run of a list of operations, looked at after each round. */
  private abstract static class Run {
    final PickCounter picks;
    private final int processors;
    private final SimulatedHost host = new SimulatedHost(0);
    private final Scheduler scheduler;

    Run(int processors, Limits limits, List<Waits> waits) {
      this.processors = processors;
      picks =
          new PickCounter(processors) {
            @Override
            public void picked(int worker, int processor, Runnable task, Source source, int moved) {
              super.picked(worker, processor, task, source, moved);
              waits.forEach(w -> w.taken(task, source == Source.GLOBAL ? moved : 0));
            }
          };
      scheduler =
          Scheduler.builder()
              .processors(processors)
              .limits(limits)
              .host(host)
              .events(picks)
              .uncaught(
                  (task, error) -> {
                    throw new AssertionError(task + " threw", error);
                  })
              .build();
    }

    abstract void observe(int processor, Snapshot now);

    void all(List<Op> operations) {
      for (Op op : operations) {
        if (op.load != null) {
          scheduler.execute(op.load.make(host));
          observeAll();
        }
        for (int i = 0; i < op.rounds; i++) {
          host.step(op.worker % processors);
          observeAll();
        }
      }
    }

    private void observeAll() {
      Snapshot now = scheduler.snapshot();
      for (int processor = 0; processor < processors; processor++) {
        observe(processor, now);
      }
    }
  }
}
