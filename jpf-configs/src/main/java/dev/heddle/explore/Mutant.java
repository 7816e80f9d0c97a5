package dev.heddle.explore;

import java.util.List;

/**
 * A historical bug that can be put back into the kernel: a text in a source file and what replaces
 * it.
 *
 * @param id its name
 * @param title the bug in a few words
 * @param file the source file, from the checkout's top folder, the kernel's source folder or its
 *     package {@code dev.heddle.kernel}
 * @param find the exact text to find, which must occur once
 * @param replacement what takes its place
 * @param invariant the invariant it breaks
 * @param reference where the bug was seen
 * @param bound the smallest bounds that expose it; empty if unknown
 * @param checks what to try first: test classes, {@code Class#method}, or {@code explore ID}
 */
public record Mutant(
    String id,
    String title,
    String file,
    String find,
    String replacement,
    String invariant,
    String reference,
    String bound,
    List<String> checks) {}
