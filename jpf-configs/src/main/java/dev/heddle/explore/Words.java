package dev.heddle.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lower-case words by which enum constants go on the command line and in files. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word.
   *
   * @param what what the word is, for the message
   */
  static <E extends Enum<E>> E parse(Class<E> type, String what, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    throw new CannotRunException(
        "%s is '%s'; allowed: %s".formatted(what, word, String.join(", ", all(type))));
  }

  static <E extends Enum<E>> List<String> all(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.toList());
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
