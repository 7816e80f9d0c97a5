package dev.heddle.kernel;

/**
 * A task that has parked, and what it has said it waits for.
 *
 * @param task not null
 * @param blocker its {@link Task#blocker} at that moment, or null
 */
public record ParkedTask(Task task, Object blocker) {
  @Override
  public String toString() {
    return task + " waits " + (blocker == null ? "for Task.ready" : "to " + blocker);
  }
}
