package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A count is written where it belongs, and nothing else changes. */
class BlessingTest {
  private static final String MANIFEST =
      """
      # head
      configurations:

        - id: first   # a comment
          args: [1]

        # -------- second

        - id: second
          states: 5
          args: [2]

        - id: third
          like: second
      """;

  @Test
  void aCountIsReplacedWhereItStands() {
    assertEquals(
        MANIFEST.replace("states: 5", "states: 77"),
        Blessing.apply(MANIFEST, Map.of("second", 77L)));
  }

  @Test
  void aNewCountEndsItsEntry() {
    assertEquals(
        MANIFEST.replace("like: second\n", "like: second\n    states: 9\n"),
        Blessing.apply(MANIFEST, Map.of("third", 9L)));
  }

  @Test
  void commentsBetweenEntriesStayWhereTheyAre() {
    assertEquals(
        MANIFEST.replace("args: [1]\n", "args: [1]\n    states: 3\n"),
        Blessing.apply(MANIFEST, Map.of("first", 3L)));
  }

  @Test
  void withoutCountsNothingChanges() {
    assertEquals(MANIFEST, Blessing.apply(MANIFEST, Map.of()));
  }

  @Test
  void anEntryThatIsNotFoundIsAnError() {
    Exception e =
        assertThrows(
            CannotRunException.class, () -> Blessing.apply(MANIFEST, Map.of("unknown", 1L)));
    assertEquals("no line '  - id: ID' to bless: unknown", e.getMessage());
  }
}
