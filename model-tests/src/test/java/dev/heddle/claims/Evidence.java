package dev.heddle.claims;

import java.util.List;

/**
 * What one column has to say about one invariant.
 *
 * @param word how much that is worth
 * @param text what was done, for a cell of the long table
 * @param brief the same in a few words, empty if nothing was done
 * @param gap what would escape for want of more, empty to say nothing
 * @param details a line each: what was run, and what came out
 */
record Evidence(Word word, String text, String brief, String gap, List<String> details) {

  /** The words that a claim may use. */
  enum Word {
    /** True in every case there is. */
    HOLDS("holds"),
    /** True in every case within bounds. */
    EXHAUSTED("exhausted to bound"),
    /** True in the cases that were tried. */
    SAMPLED("sampled"),
    /** Nothing was tried: it is taken for granted. */
    ASSUMED("assumed"),
    /** Not about the invariant, but about its checks. */
    NONE("");

    private final String text;

    Word(String text) {
      this.text = text;
    }
  }

  /** Nothing was tried. */
  static Evidence assumed(String why, String gap) {
    return new Evidence(Word.ASSUMED, why, "", gap, List.of());
  }

  String cell() {
    return word == Word.NONE ? text : word.text + ": " + text;
  }
}
