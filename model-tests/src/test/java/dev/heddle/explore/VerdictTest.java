package dev.heddle.explore;

import static dev.heddle.explore.Sample.complete;
import static dev.heddle.explore.Sample.configuration;
import static dev.heddle.explore.Sample.cutOff;
import static dev.heddle.explore.Sample.sample;
import static dev.heddle.explore.Sample.seen;
import static dev.heddle.explore.Sample.under;
import static dev.heddle.explore.Sample.violated;
import static dev.heddle.explore.Sample.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Verdict.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** "No error" is not enough to hold. */
class VerdictTest {
  private static final Set<Kind> EXPECTED = EnumSet.of(Kind.HOLDS, Kind.SAMPLED, Kind.CAUGHT);

  private static final Configuration COUNTED = configuration("states: 100");
  private static final Configuration TWIN = configuration("expect: broken, message: S2");
  private static final Configuration SAMPLED = configuration("lincheck: {exhausted: false}");
  private static final Configuration LITMUS =
      configuration("checks: [litmus], outcomes: ['01', '10'], states: 100, reached: [met]");

  @ParameterizedTest
  @EnumSource
  void onlyThreeKindsAreExpected(Kind kind) {
    assertEquals(EXPECTED.contains(kind), new Verdict(kind, "").expected());
  }

  @Test
  void holdsWithTheExactStateCount() {
    is(Kind.HOLDS, COUNTED, complete(100));
    is(Kind.COUNT, COUNTED, complete(99));
    is(Kind.COUNT, COUNTED, complete(101));
  }

  @Test
  void withoutACountInTheManifestNothingHoldsUnderJpf() {
    is(Kind.COUNT, whole(), complete(100));
    is(Kind.COUNT, whole(), complete(Configuration.UNKNOWN));
    is(Kind.HOLDS, whole(), under(EngineName.LINCHECK, complete(100)));
  }

  @Test
  void aViolationIsAViolationUnderAnyEngine() {
    for (EngineName engine : EngineName.values()) {
      is(Kind.VIOLATED, SAMPLED, under(engine, violated("S2: twice")));
    }
    assertEquals("S2: twice", Verdict.of(COUNTED, violated("S2: twice")).reason());
  }

  @Test
  void aCutOffNeverHolds() {
    is(Kind.CUT_OFF, COUNTED, cutOff("depth"));
    is(Kind.CUT_OFF, whole(), under(EngineName.LINCHECK, sample()));
    assertEquals("depth", Verdict.of(COUNTED, cutOff("depth")).reason());
  }

  @Test
  void usingUpTheBudgetIsASampleWhereTheManifestSaysSo() {
    is(Kind.SAMPLED, SAMPLED, under(EngineName.LINCHECK, sample()));
    is(Kind.CUT_OFF, SAMPLED, sample()); // JPF has no budget
    is(Kind.HOLDS, SAMPLED, under(EngineName.LINCHECK, complete(5)));
    is(Kind.SAMPLED, COUNTED, under(EngineName.THREADS, sample()));
  }

  @ParameterizedTest
  @EnumSource
  void aCrashOrATimeOutIsNoSample(EngineName engine) {
    is(Kind.CUT_OFF, SAMPLED, under(engine, cutOff("out of memory")));
    is(Kind.MISSED, TWIN, under(engine, cutOff("out of memory")));
  }

  @Test
  void outcomesMustBeExact() {
    is(Kind.HOLDS, LITMUS, seen(complete(100), List.of("01", "10"), List.of("met")));
    is(Kind.OUTCOMES, LITMUS, seen(complete(100), List.of("01"), List.of("met")));
    is(Kind.OUTCOMES, LITMUS, seen(complete(100), List.of("00", "01", "10"), List.of("met")));
    is(Kind.OUTCOMES, LITMUS, seen(cutOff("depth"), List.of("00"), List.of()));
    is(Kind.OUTCOMES, LITMUS, under(EngineName.THREADS, seen(sample(), List.of("00"), List.of())));
    is(Kind.SAMPLED, LITMUS, under(EngineName.THREADS, seen(sample(), List.of("01"), List.of())));
  }

  @Test
  void marksMustBeReached() {
    Configuration marked = configuration("reached: [stole, spilled], lincheck: {exhausted: false}");
    Result some = seen(complete(100), List.of(), List.of("stole"));
    is(Kind.UNREACHED, marked, some);
    is(Kind.UNREACHED, marked, under(EngineName.LINCHECK, seen(sample(), List.of(), List.of())));
    assertEquals("never seen: spilled", Verdict.of(marked, some).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "S2, S2: t1 ran twice, CAUGHT",
    "deadlock, Deadlock: main waits, CAUGHT",
    "S1, S10: lost, OTHER",
    "S1, (S1), CAUGHT",
    "S2, deadlock: main waits, OTHER"
  })
  void aTwinIsCaughtByItsOwnViolation(String message, String violation, Kind kind) {
    is(kind, configuration("expect: broken, message: " + message), violated(violation));
  }

  @Test
  void aTwinThatIsNotFoundIsMissed() {
    is(Kind.MISSED, TWIN, complete(100));
    is(Kind.MISSED, TWIN, under(EngineName.LINCHECK, sample()));
    is(Kind.SAMPLED, TWIN, under(EngineName.THREADS, sample()));
  }

  @ParameterizedTest
  @EnumSource
  void afterAFailedCanaryOnlyWhatWasFoundCounts(Kind kind) {
    Set<Kind> nothingFound = EnumSet.of(Kind.HOLDS, Kind.SAMPLED, Kind.COUNT);
    Kind after = new Verdict(kind, "").untrusted().kind();
    assertEquals(nothingFound.contains(kind) ? Kind.UNTRUSTED : kind, after);
  }

  @Test
  void aCanaryFailsByWhatItShowsNotByItsCount() {
    assertTrue(Verdict.of(TWIN, complete(1)).failsCanary());
    assertFalse(Verdict.of(COUNTED, complete(1)).failsCanary());
    assertFalse(Verdict.of(COUNTED, complete(100)).failsCanary());
  }

  private static void is(Kind kind, Configuration configuration, Result result) {
    assertEquals(kind, Verdict.of(configuration, result).kind(), result::toString);
  }
}
