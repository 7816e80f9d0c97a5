package dev.heddle.kernel;

/** The phases of a Scheduler's life, in order; it never goes back. */
public enum Lifecycle {
  /** Accepts tasks and runs them. */
  RUNNING,
  /** Rejects tasks from outside; those accepted, and what they spawn, run to their end. */
  SHUTDOWN,
  /** Rejects all tasks; those accepted that aren't running are cancelled and reported. */
  STOP,
  /** Holds no task; the Workers' threads end. */
  TERMINATED
}
