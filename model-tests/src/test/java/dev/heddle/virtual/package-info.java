/** Virtual threads on a Scheduler. On a JDK without them one test says so, and runs. */
package dev.heddle.virtual;
