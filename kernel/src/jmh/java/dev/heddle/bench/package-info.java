/**
 * Benchmarks of the kernel beside ForkJoinPool and Go, in one run.
 *
 * <p>{@link dev.heddle.bench.Bench} runs them all and prints one table. Each workload is written
 * three times, as its users would write it:
 *
 * <ul>
 *   <li>for Heddle with stackless {@link dev.heddle.kernel.Task}s, or plain Runnables where it says
 *       so;
 *   <li>for ForkJoinPool with tasks that fork themselves or their peer again, which is how
 *       event-style tasks are written there, or with plain Runnables, or fork and join; in its
 *       place, where there are timers, for a ScheduledThreadPoolExecutor (STPE);
 *   <li>for Go ({@code src/jmh/go/bench.go}) with goroutines, which have a stack each, and
 *       unbuffered channels.
 * </ul>
 *
 * All have {@link dev.heddle.bench.Workload#PROCESSORS} processors. An outside thread starts each
 * round of many operations and waits for its end, so that its own waking doesn't count.
 */
package dev.heddle.bench;
