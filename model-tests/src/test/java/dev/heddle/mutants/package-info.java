/**
 * Puts historical bugs back into the kernel, one at a time, and sees which check kills each.
 *
 * <p>{@code mvn -Pmutants verify} runs {@link dev.heddle.mutants.Mutants} over {@code
 * model-tests/mutants.yaml}. A mutated kernel is compiled into a folder of its own that goes first
 * on the class path; production code has no hook.
 *
 * <p>The checks are the test classes of this module, cheapest first, then the explorer's
 * configurations. Each runs on the kernel as it ships before its failure on a mutant counts.
 */
package dev.heddle.mutants;
