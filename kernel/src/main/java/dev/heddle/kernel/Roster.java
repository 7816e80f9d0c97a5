package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The unfinished tasks that have parked at least once. A parked task is in no queue, so without
 * this list shutdown could neither wait for it nor report it. A task joins before its first park
 * and leaves when it ends; one that never parks never comes here.
 *
 * <p>One Roster per Processor, to spread the lock; a task stays in the one where it first parked.
 */
final class Roster {
  private Task first;

  /** The running Worker: adds a task, if it isn't on any Roster yet. */
  void enter(Task task) {
    if (task.roster != null) {
      return;
    }
    synchronized (this) {
      task.roster = this;
      task.after = first;
      if (first != null) {
        first.before = task;
      }
      first = task;
    }
  }

  /** Who ended the task: removes it from its Roster, if it is on one. */
  static void leave(Task task) {
    Roster roster = task.roster;
    if (roster != null) {
      roster.remove(task);
    }
  }

  private synchronized void remove(Task task) {
    if (task.before == null) {
      first = task.after;
    } else {
      task.before.after = task.after;
    }
    if (task.after != null) {
      task.after.before = task.before;
    }
    task.before = null;
    task.after = null;
    task.roster = null;
  }

  /** Any thread. */
  synchronized boolean isEmpty() {
    return first == null;
  }

  /** Any thread: the tasks of this moment. */
  synchronized List<Task> tasks() {
    List<Task> all = new ArrayList<>();
    for (Task task = first; task != null; task = task.after) {
      all.add(task);
    }
    return all;
  }
}
