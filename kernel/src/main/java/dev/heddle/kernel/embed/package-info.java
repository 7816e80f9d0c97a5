/** The kernel as other runtimes know schedulers. */
package dev.heddle.kernel.embed;
