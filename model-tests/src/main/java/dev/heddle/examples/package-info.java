/**
 * Real work on the kernel: {@link dev.heddle.examples.HashTree} hashes a directory tree with a task
 * for each file.
 */
package dev.heddle.examples;
