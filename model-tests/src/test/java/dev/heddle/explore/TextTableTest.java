package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables fit the terminal, and are a line for each row where there is none. */
class TextTableTest {

  private static TextTable table() {
    TextTable table = new TextTable("id", "number", "what");
    table.add(List.of("first", "1", "short"));
    table.add(List.of("second", "22", "a sentence that is too long for forty columns, and twice"));
    return table;
  }

  @Test
  void aFileGetsOneLineForEachRow() {
    assertEquals(
        """
        id      number  what
        first   1       short
        second  22      a sentence that is too long for forty columns, and twice
        """,
        table().render(Terminal.NONE));
  }

  @Test
  void aSentenceThatDoesNotFitGoesBelow() {
    assertEquals(
        """
        id      number  what
        first   1       short
        second  22
                a sentence that is too long for
                forty columns, and twice
        """,
        table().render(new Terminal(true, 40)));
  }

  @Test
  void wrappedTextKeepsEveryWord() {
    Terminal narrow = new Terminal(true, 40);
    String text = "one two three four five six seven eight nine ten eleven twelve thirteen";
    String wrapped = narrow.wrap(text, "  ");
    assertTrue(wrapped.lines().count() > 1, wrapped);
    assertTrue(wrapped.lines().allMatch(line -> line.length() <= 40), wrapped);
    assertEquals(text, wrapped.replace("\n ", ""));
    assertEquals(text, Terminal.NONE.wrap(text, "  "));
  }

  @Test
  void aWordThatIsTooLongStandsAlone() {
    String word = "x".repeat(50);
    assertEquals("a\n  " + word + "\n  b", new Terminal(true, 40).wrap("a " + word + " b", "  "));
  }
}
