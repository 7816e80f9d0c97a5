/** The network, for tasks that wait without a thread. */
package dev.heddle.kernel.io;
