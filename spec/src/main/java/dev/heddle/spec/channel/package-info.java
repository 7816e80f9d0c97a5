/**
 * The reference model of channels: senders, receivers, selects, close and cancel, one critical
 * section at a time. It stands beside the model of the Scheduler, of which it needs one promise
 * only: who is woken looks again (L4).
 */
package dev.heddle.spec.channel;
