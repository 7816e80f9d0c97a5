/**
 * What Go programs are made of: {@link dev.heddle.kernel.sync.Channel channels}, {@link
 * dev.heddle.kernel.sync.Select select}, {@link dev.heddle.kernel.sync.WaitGroup wait groups} and
 * {@link dev.heddle.kernel.sync.Mutex locks}, for tasks and for threads of any kind.
 *
 * <p>All of it is built on park and wake alone. There is one kind of {@link
 * dev.heddle.kernel.sync.Waiter waiter}, whoever waits: a task asks and parks, a thread blocks.
 */
package dev.heddle.kernel.sync;
