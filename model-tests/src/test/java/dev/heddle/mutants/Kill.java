package dev.heddle.mutants;

/**
 * How a mutant died.
 *
 * @param check the test class and test, or the configuration, that killed it
 * @param how {@code failed}, {@code hang}, {@code crash}, or the explorer's name
 * @param message the violation, in one line
 */
record Kill(String check, String how, String message) {}
