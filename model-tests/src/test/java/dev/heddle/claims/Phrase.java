package dev.heddle.claims;

import java.util.Locale;

/** Numbers and nouns as the table writes them. */
final class Phrase {
  private Phrase() {}

  /** {@code 1 world}, {@code 2 worlds}, {@code 54,378 states}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : ending(noun));
  }

  private static String ending(String noun) {
    return noun.endsWith("s") ? "es" : "s";
  }

  /** As it stands in the code. */
  static String code(String text) {
    return "`" + text + "`";
  }
}
