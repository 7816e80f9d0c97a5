package dev.heddle.mutants;

import java.util.List;

/**
 * How a test class, or one method of it, did in a {@link TestJvm}.
 *
 * @param check the class, or {@code Class#method}
 * @param end how it ended
 * @param millis how long it took
 * @param invariants the names of those that the class says it checks
 * @param test the test that failed first; empty if none did
 * @param message why, in one line; empty if none did
 */
record TestResult(
    String check, End end, long millis, List<String> invariants, String test, String message) {
  enum End {
    PASSED,
    FAILED,
    HUNG,
    CRASHED
  }

  private static final int FIELDS = 6;

  String line() {
    String oneLine = message.replaceAll("\\s+", " ");
    return String.join(
        "\t",
        check,
        end.name(),
        Long.toString(millis),
        String.join(",", invariants),
        test,
        oneLine);
  }

  /** What it means for a mutant that this check did not pass. */
  Kill kill() {
    String name = check.substring(check.lastIndexOf('.') + 1);
    String more = check.contains("#") ? "" : test;
    String how =
        switch (end) {
          case FAILED -> "failed";
          case HUNG -> "hang";
          case CRASHED -> "crash";
          case PASSED -> throw new IllegalStateException(check + " passed");
        };
    return new Kill(name, more, how, message);
  }

  static TestResult parse(String line) {
    String[] fields = line.split("\t", FIELDS);
    List<String> invariants = fields[3].isEmpty() ? List.of() : List.of(fields[3].split(","));
    return new TestResult(
        fields[0],
        End.valueOf(fields[1]),
        Long.parseLong(fields[2]),
        invariants,
        fields[4],
        fields[5]);
  }
}
