/**
 * The table of claims, generated from what can be counted: the model's worlds, walked now; the
 * annotations of the tests; the manifest's configurations with their state counts, which every run
 * of {@code explore} must meet; and the record of the last full run of the mutants.
 *
 * <p>A {@link dev.heddle.claims.Column} says what one way of checking has to say about an
 * invariant, as {@link dev.heddle.claims.Evidence}. {@link dev.heddle.claims.Page} writes them
 * down, at length for {@code proofs-notes/00-claims.md} and in short for {@code README.md}.
 */
package dev.heddle.claims;
