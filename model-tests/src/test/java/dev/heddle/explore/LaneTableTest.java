package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.LaneTable.Weight;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A counterexample as a table: a lane per thread, a row per step. */
class LaneTableTest {

  @Test
  void eachThreadHasItsLane() {
    LaneTable table = new LaneTable(List.of("runq", "spin"));
    table.step("main", Weight.DEED, "submit(t1)", List.of("[t1]", "1"));
    table.step("W1", Weight.LOOK, "findRunnable → none", List.of());
    table.step("W1", Weight.DEED, "park()", List.of("[t1]", "0"));
    assertEquals(
        """
        S6: t1 is queued, nobody awake
          #  main        W1                  | runq spin
          1  submit(t1)                      | [t1] 1
          2              findRunnable → none |
          3              park()              | [t1] 0
        3 of 3 steps shown
        rerun: explore x
        """,
        table.render("S6: t1 is queued, nobody awake", 20, List.of("rerun: explore x")));
  }

  @Test
  void withoutStateThereIsNoColumnForIt() {
    LaneTable table = new LaneTable(List.of());
    table.step("A", Weight.DEED, "x = 1", List.of());
    assertEquals("h\n  #  A\n  1  x = 1\n1 of 1 steps shown\n", table.render("h", 5, List.of()));
  }

  @Test
  void stateMustFitTheTitles() {
    LaneTable table = new LaneTable(List.of("one"));
    assertThrows(
        IllegalArgumentException.class, () -> table.step("A", Weight.DEED, "x", List.of("1", "2")));
  }

  @Test
  void theLeastImportantStepsGoFirst() {
    LaneTable table = new LaneTable(List.of());
    for (int i = 0; i < 10; i++) {
      table.step("A", Weight.NOISE, "noise " + i, List.of());
      table.step("A", Weight.DEED, "deed " + i, List.of());
    }
    String text = table.render("h", 14, List.of());
    assertTrue(text.contains("14 of 20 steps shown"), text);
    assertFalse(text.contains("noise 0"), text);
    for (int i = 0; i < 10; i++) {
      assertTrue(text.contains("deed " + i), text);
    }
    assertTrue(text.contains("\n 20  deed 9\n"), text); // steps keep their numbers
  }

  @Test
  void theLastStepsStayWhateverTheirWeight() {
    LaneTable table = new LaneTable(List.of());
    table.step("A", Weight.DEED, "deed", List.of());
    for (int i = 0; i < 8; i++) {
      table.step("B", Weight.NOISE, "noise " + i, List.of());
    }
    String text = table.render("h", 1, List.of());
    assertFalse(text.contains("deed"), text);
    assertTrue(text.contains("noise 0"), text);
    assertTrue(text.contains("8 of 9 steps shown"), text);
  }

  @Test
  void aRepeatedStepIsShownOnce() {
    LaneTable table = new LaneTable(List.of());
    table.step("A", Weight.LOOK, "head → 0", List.of());
    table.step("A", Weight.LOOK, "head → 0", List.of());
    table.step("B", Weight.LOOK, "head → 0", List.of());
    String text = table.render("h", 9, List.of());
    assertEquals(1, text.lines().filter(line -> line.startsWith("  2  head")).count(), text);
    assertTrue(text.contains("2 of 3 steps shown"), text);
  }

  @Test
  void aLongStepIsClipped() {
    LaneTable table = new LaneTable(List.of());
    table.step("A", Weight.DEED, "x".repeat(200), List.of());
    String text = table.render("h", 9, List.of());
    assertTrue(text.lines().allMatch(line -> line.length() < 80), text);
    assertTrue(text.contains("x…"), text);
  }
}
