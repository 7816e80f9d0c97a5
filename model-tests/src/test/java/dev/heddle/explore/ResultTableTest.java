package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of results and of configurations. */
class ResultTableTest {
  private static final String LITMUS =
      "checks: [litmus], what: it works, bounds: 2 threads, driver: a.B, engines: [jpf, lincheck]";

  private static final Manifest MANIFEST =
      Sample.manifest(
          "id: litmus-a, states: 5, outcomes: [a], " + LITMUS,
          "id: litmus-b, states: 1200, outcomes: [a], " + LITMUS,
          "id: litmus-c, states: 9, outcomes: [a, b], " + LITMUS,
          "id: kernel, states: 12345, " + Sample.FIELDS,
          "id: kernel-broken, twin-of: kernel, message: S2");

  private static List<Finding> findings() {
    return List.of(
        litmus("litmus-a", 5),
        litmus("litmus-b", 1200),
        litmus("litmus-c", 9),
        Sample.finding(MANIFEST.get("kernel"), Sample.complete(12345)),
        Sample.finding(MANIFEST.get("kernel-broken"), Sample.violated("S2: twice")));
  }

  private static Finding litmus(String id, long states) {
    return Sample.finding(
        MANIFEST.get(id), Sample.seen(Sample.complete(states), List.of("a"), List.of()));
  }

  @Test
  void litmusTestsThatPassAreOneRow() {
    assertEquals(
        """
        verdict         configuration   checks  explored       time   bounds
        passed          2 litmus tests  litmus  1,205 states   3.0 s  exactly their outcomes; twins caught
        WRONG OUTCOMES  litmus-c        litmus  9 states       1.5 s  2 threads
        holds           kernel          S2      12,345 states  1.5 s  2 threads
        caught          kernel-broken   S2      7 states       1.5 s  2 threads
        """,
        ResultTable.of(findings(), Set.of()).render(Terminal.NONE));
  }

  @Test
  void whatWasAskedForByNameHasItsRow() {
    String table = ResultTable.of(findings(), Set.of("litmus-a")).render(Terminal.NONE);
    assertTrue(table.contains("\nholds           litmus-a "), table);
    assertTrue(table.contains("\npassed          1 litmus test "), table);
  }

  @Test
  void theListSaysWhatThereIs() {
    String list = ResultTable.of(MANIFEST).render(Terminal.NONE);
    assertEquals(
        "kernel         quick  jpf lincheck  S2      it works; 2 threads",
        list.lines().toList().get(4));
    assertTrue(list.endsWith("S2      twin, must be caught: it works; 2 threads\n"), list);
  }

  @Test
  void timesAreForPeople() {
    assertEquals("0.5 s", Progress.time(0.52));
    assertEquals("1 min 04 s", Progress.time(64.9));
  }
}
