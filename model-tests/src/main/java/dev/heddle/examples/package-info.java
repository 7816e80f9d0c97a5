/**
 * Real work on the kernel: {@link dev.heddle.examples.HashTree} hashes a directory tree with a task
 * for each file; {@link dev.heddle.examples.web.WebServer} serves one, with a task for each client.
 * And what a Go programmer recognizes: {@link dev.heddle.examples.PrimeSieve}, {@link
 * dev.heddle.examples.WorkerPool} and {@link dev.heddle.examples.Search}.
 */
package dev.heddle.examples;
