/**
 * Exhaustive exploration from the command line.
 *
 * <p>A {@link dev.heddle.explore.Manifest} lists {@link dev.heddle.explore.Configuration}s: a
 * driver (a small {@code main}), its bounds and what must come out. An {@link
 * dev.heddle.explore.Engine} runs one in a JVM of its own and reports a {@link
 * dev.heddle.explore.Result}; only a {@link dev.heddle.explore.Verdict} says what that is worth.
 * "No error" is not "complete": see {@code Verdict} for what counts.
 *
 * <p>A broken twin is the same configuration over a kernel with one {@link
 * dev.heddle.explore.Mutant} put back, compiled beside the real one by {@link
 * dev.heddle.explore.MutantCompiler}.
 */
package dev.heddle.explore;
