package dev.heddle.mutants;

/**
 * How a mutant died.
 *
 * @param check the test class or the configuration that killed it
 * @param test the test of that class that did; empty if it is not known or there is none
 * @param how {@code failed}, {@code hang}, {@code crash}, or the explorer's name
 * @param message the violation, in one line
 */
record Kill(String check, String test, String how, String message) {

  /** Whether an explorer did, and which, or the tests. */
  String engine() {
    return check.startsWith(ExploreChecks.PREFIX) ? how : "tests";
  }

  /** The check, with the test if that is known. */
  String where() {
    return test.isEmpty() ? check : check + ": " + test;
  }
}
