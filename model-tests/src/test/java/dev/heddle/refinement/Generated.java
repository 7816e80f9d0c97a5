package dev.heddle.refinement;

import dev.heddle.spec.Move;
import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.End;
import dev.heddle.spec.Script;
import dev.heddle.spec.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Scenarios and operations, the smaller the simpler. */
final class Generated {
  private static final int TASKS = 100;
  private static final int PROCESSORS = 8;
  private static final int SPARES = 4;

  private Generated() {}

  // ---------------------------------------------------------------- scenarios

  static Arbitrary<Scenario> scenarios() {
    Arbitrary<Integer> threads =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(PROCESSORS + SPARES)),
            Tuple.of(1, upTo(PROCESSORS + SPARES)));
    Arbitrary<Integer> spares = upTo(SPARES + 1).map(number -> number - 1);
    return Arbitraries.of(false, true)
        .flatMap(
            blocking ->
                Combinators.combine(
                        sizes(), spares, threads, tasks(moves(blocking)), Arbitraries.longs())
                    .as(Scenario::of))
        .withoutEdgeCases();
  }

  private static Arbitrary<List<Script>> tasks(Arbitrary<List<Move>> moves) {
    return Arbitraries.oneOf(evenly(scripts(moves), 1, TASKS), evenly(anyScripts(moves), 1, TASKS));
  }

  private static Arbitrary<Setup.Sizes> sizes() {
    return Combinators.combine(upTo(PROCESSORS), Arbitraries.of(2, 4, 8), upTo(7), upTo(4), upTo(3))
        .as(Setup.Sizes::new);
  }

  private static Arbitrary<Script> anyScripts(Arbitrary<List<Move>> moves) {
    Arbitrary<Script> forever =
        Combinators.combine(moves, Arbitraries.of(End.YIELD, End.PARK)).as(Generated::forever);
    return Arbitraries.frequencyOf(Tuple.of(9, scripts(moves)), Tuple.of(1, forever));
  }

  private static Script forever(List<Move> moves, Move end) {
    List<Move> all = new ArrayList<>(moves);
    all.add(end);
    return new Script(all, true);
  }

  /** Most spawn less than one task on average, or all would come at once. Some spawn many. */
  private static Arbitrary<Script> scripts(Arbitrary<List<Move>> moves) {
    return Arbitraries.frequencyOf(
            Tuple.of(8, moves), Tuple.of(1, submissions().list().ofMaxSize(12)))
        .map(all -> new Script(all, false));
  }

  /**
   * @param blocking whether there are blocking calls too
   */
  private static Arbitrary<List<Move>> moves(boolean blocking) {
    Arbitrary<List<Move>> one = moves().map(List::of);
    Arbitrary<List<Move>> some =
        blocking ? Arbitraries.frequencyOf(Tuple.of(2, one), Tuple.of(1, blockingCalls())) : one;
    return some.list().ofMaxSize(6).map(all -> all.stream().flatMap(List::stream).toList());
  }

  private static Arbitrary<List<Move>> blockingCalls() {
    Arbitrary<Move> begin =
        Arbitraries.frequency(Tuple.of(2, Call.ENTER), Tuple.of(1, Call.HAND_OFF));
    Arbitrary<List<Move>> inside = Arbitraries.oneOf(submissions(), wakes()).list().ofMaxSize(2);
    return Combinators.combine(begin, inside)
        .as(
            (first, some) ->
                Stream.of(List.of(first), some, List.<Move>of(Call.EXIT))
                    .flatMap(List::stream)
                    .toList());
  }

  private static Arbitrary<Move> moves() {
    return Arbitraries.<Move>frequencyOf(
        Tuple.of(4, submissions()),
        Tuple.of(4, wakes()),
        Tuple.of(3, Arbitraries.just(End.YIELD)),
        Tuple.of(3, Arbitraries.just(End.PARK)),
        Tuple.of(1, Arbitraries.just(Call.OVERRUN)),
        Tuple.of(1, Arbitraries.of(End.DONE, End.THROW)));
  }

  private static Arbitrary<Move> submissions() {
    return upTo(TASKS).map(number -> new Move.Submit(number - 1));
  }

  private static Arbitrary<Move> wakes() {
    return upTo(TASKS).map(number -> new Move.Ready(number - 1));
  }

  // ---------------------------------------------------------------- operations

  /** Much work for the Workers, or little; then a race with a shutdown, perhaps; and a rest. */
  static Arbitrary<List<Operation>> operations() {
    Arbitrary<Operation> ends =
        Arbitraries.of(Call.SHUTDOWN, Call.SHUTDOWN_NOW).map(Operation.Call::new);
    Arbitrary<Operation> last = Arbitraries.oneOf(calls(), ends);
    return Combinators.combine(
            Arbitraries.oneOf(
                evenly(operations(calls(), 3), 0, 180), evenly(operations(calls(), 30), 0, 180)),
            evenly(interrupted(last, Arbitraries.just(0), last), 0, 1),
            evenly(operations(last, 20), 0, 20))
        .as((some, one, others) -> Stream.of(some, one, others).flatMap(List::stream).toList())
        .withoutEdgeCases();
  }

  /**
   * @param often how often there are calls, for 30 rounds
   */
  private static Arbitrary<Operation> operations(Arbitrary<Operation> calls, int often) {
    return Arbitraries.frequencyOf(
        Tuple.of(often, calls),
        Tuple.of(5, retakes()),
        Tuple.of(
            3, interrupted(retakes(), Arbitraries.of(0, 1), Arbitraries.oneOf(calls, retakes()))),
        Tuple.of(often, interrupted(calls, Arbitraries.just(0), calls)),
        Tuple.of(30, rounds()),
        Tuple.of(30, interrupted(rounds(), Arbitraries.of(0, 0, 1, 1, 2, 3), calls)),
        Tuple.of(3, interrupted(rounds(), Arbitraries.of(0, 1, 2, 3), retakes())),
        Tuple.of(1, Arbitraries.just(new Operation.Wait())));
  }

  private static Arbitrary<Operation> interrupted(
      Arbitrary<Operation> first, Arbitrary<Integer> window, Arbitrary<Operation> calls) {
    return Combinators.combine(first, window, Arbitraries.oneOf(calls, rounds()))
        .as(Operation.Interrupted::new);
  }

  private static Arbitrary<Operation> rounds() {
    return upTo(PROCESSORS + SPARES).map(number -> new Operation.Round(number - 1));
  }

  private static Arbitrary<Operation> retakes() {
    return upTo(PROCESSORS).map(number -> new Operation.Call(new Move.Retake(number - 1)));
  }

  private static Arbitrary<Operation> calls() {
    return Arbitraries.oneOf(submissions(), submissions(), wakes()).map(Operation.Call::new);
  }

  // ---------------------------------------------------------------- numbers

  private static Arbitrary<Integer> upTo(int most) {
    return Arbitraries.integers().between(1, most).withDistribution(RandomDistribution.uniform());
  }

  /** Lists of every length, not mostly short ones. */
  private static <T> Arbitrary<List<T>> evenly(Arbitrary<T> elements, int least, int most) {
    return elements
        .list()
        .ofMinSize(least)
        .ofMaxSize(most)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
