package dev.heddle.spec;

import static dev.heddle.spec.Script.await;
import static dev.heddle.spec.Script.back;
import static dev.heddle.spec.Script.cancel;
import static dev.heddle.spec.Script.happen;
import static dev.heddle.spec.Script.listen;
import static dev.heddle.spec.Script.once;
import static dev.heddle.spec.Script.ready;
import static dev.heddle.spec.Script.readyAfter;
import static dev.heddle.spec.Script.rescue;
import static dev.heddle.spec.Script.retake;
import static dev.heddle.spec.Script.schedule;
import static dev.heddle.spec.Script.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.spec.Move.Call;
import dev.heddle.spec.Move.End;
import org.junit.jupiter.api.Test;

/** A script that can't be played is refused, and says why. */
class ScriptTest {

  @Test
  void callsBeginAndEndByTurns() {
    task(Call.ENTER, submit(0), ready(0), Call.EXIT, Call.OVERRUN, Call.HAND_OFF, Call.EXIT);
    refusesTask("EXIT: ends a call that has not begun", Call.EXIT);
    refusesTask("EXIT: ends a call that has not begun", Call.ENTER, Call.EXIT, Call.EXIT);
    refusesTask("ENTER: begins a call that does not end: EXIT is missing", Call.ENTER);
    refusesTask("HAND_OFF: begins a call that does not end: EXIT is missing", Call.HAND_OFF);
  }

  @Test
  void inACallATaskDoesLittle() {
    refusesTask("ENTER: is in the middle of a call, before EXIT", Call.HAND_OFF, Call.ENTER);
    refusesTask("OVERRUN: is in the middle of a call, before EXIT", Call.ENTER, Call.OVERRUN);
    refusesTask("PARK: is in the middle of a call, before EXIT", Call.ENTER, End.PARK, Call.EXIT);
  }

  @Test
  void everybodyDoesOnlyWhatTheyCan() {
    refusesTask("retake P0: is not for a task", retake(0));
    refusesTask("rescue P0: is not for a task", rescue(0));
    refusesTask("back P0: is not for a task", back(0));
    refusesTask("WATCH: is not for a task", Call.WATCH);
    refusesTask("SHUTDOWN: is not for a task", Call.SHUTDOWN);
    refusesTask("TICK: is not for a task", Call.TICK);
    refusesTask("happen t0: is not for a task", happen(0));
    refusesTask("submit t1: there are only 1 tasks", submit(1));
    refusesTask("await t1: there are only 1 tasks", await(1));
    refusesTask("schedule t1 +2: there are only 1 tasks", schedule(1, 2));
    refusesTask("readyAfter t0 +-1: a delay can't be negative", readyAfter(0, -1));
    refusesTask("cancel t1: there are only 1 tasks", cancel(1));
    refusesTask("listen t1: there are only 1 tasks", listen(1));
    refusesThread("happen t-1: there are only 1 tasks", happen(-1));
    refusesThread("ENTER: is not for a thread outside", Call.ENTER);
    refusesThread("await t0: is not for a thread outside", await(0));
    refusesThread("YIELD: is not for a thread outside", End.YIELD);
    refusesThread("retake P2: there are only 2 Processors", retake(2));
    refusesThread("retake P-1: there are only 2 Processors", retake(-1));
    refusesThread("rescue P2: there are only 2 Processors", rescue(2));
    refusesThread("back P2: there are only 2 Processors", back(2));
  }

  @Test
  void spareProcessorsCanBeRescuedToo() {
    Setup setup = Setup.of(1).withSpares(1).withTasks(once());
    assertEquals(1, setup.withOutside(once(rescue(1))).spares());
    assertThrows(IllegalArgumentException.class, () -> setup.withOutside(once(rescue(2))));
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withSpares(-1));
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withSpares(29));
  }

  @Test
  void workersAreAtLeastAsManyAsProcessors() {
    assertEquals(5, Setup.of(2).withThreads(1).withWorkers(6).threads());
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withThreads(3));
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withoutThreads(2));
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withWorkers(1));
    assertThrows(IllegalArgumentException.class, () -> Setup.of(2).withWorkers(31));
  }

  private static void task(Move... moves) {
    Setup.of(2).withTasks(once(moves));
  }

  private static void refusesTask(String why, Move... moves) {
    assertEquals(why, assertThrows(IllegalArgumentException.class, () -> task(moves)).getMessage());
  }

  private static void refusesThread(String why, Move... moves) {
    Setup setup = Setup.of(2).withTasks(once());
    assertEquals(
        why,
        assertThrows(IllegalArgumentException.class, () -> setup.withOutside(once(moves)))
            .getMessage());
  }
}
