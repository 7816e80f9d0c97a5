package dev.heddle.spec;

/**
 * Who watches for time and for events, and how long it sleeps: part of the idle state.
 *
 * @param worker the watcher, or NONE
 * @param until the time until which it sleeps, or {@link Timers#NEVER}
 * @param timed whether a timer was ever set: who reads that it was not looks at none
 */
public record Watch(int worker, int until, boolean timed) {
  static final Watch NOBODY = new Watch(Model.NONE, Timers.NEVER, false);

  boolean isThere() {
    return worker != Model.NONE;
  }

  Watch by(int watcher, int time) {
    return new Watch(watcher, time, timed);
  }

  Watch byNobody() {
    return by(Model.NONE, Timers.NEVER);
  }

  Watch withTimers() {
    return new Watch(worker, until, true);
  }
}
