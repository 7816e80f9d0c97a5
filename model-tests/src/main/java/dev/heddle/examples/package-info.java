/**
 * Real work on the kernel: {@link dev.heddle.examples.HashTree} hashes a directory tree with a task
 * for each file; {@link dev.heddle.examples.web.WebServer} serves one, with a task for each client.
 */
package dev.heddle.examples;
