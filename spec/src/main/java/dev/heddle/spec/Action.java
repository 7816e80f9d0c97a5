package dev.heddle.spec;

import java.lang.reflect.RecordComponent;

/**
 * What happens in one {@link Step}. Those that the kernel reports carry the names of the methods of
 * its {@code Events}; the others are looks and internal moves, which only the model shows.
 *
 * <p>Tasks, Workers and Processors are numbered from 0.
 */
public sealed interface Action {

  /** Where a task was picked from; the names of the kernel's {@code Events.Source}. */
  enum Source {
    RUN_NEXT,
    RING,
    GLOBAL,
    STOLEN,
    STOLEN_NEXT,
    AGAIN
  }

  /** How a task's step ended; the names of the kernel's {@code Step}. */
  enum Result {
    DONE,
    YIELD,
    PARK
  }

  /** An action that the kernel reports. */
  sealed interface Event extends Action {}

  /** A look, or a move within an agent's hands, that the kernel does not report. */
  sealed interface Inner extends Action {}

  /** A task was put into the global queue from outside. */
  record Injected(int task) implements Event {}

  /** A task that came too late was taken back out of the global queue. */
  record Withdrawn(int task) implements Event {}

  /** A task was put into runNext. */
  record PushedNext(int processor, int task) implements Event {}

  /** A task that goes on was put into the ring's tail. */
  record Pushed(int processor, int task) implements Event {}

  /** A task that goes on, and had used up its slice, was put into the global queue. */
  record Preempted(int processor, int task) implements Event {}

  /** The older half of a full ring was taken out, on its way to the global queue. */
  record Spilled(int processor, int count) implements Event {}

  /** A task was taken, to be run now; moved others went to the ring. */
  record Picked(int processor, int task, Source source, int moved) implements Event {}

  /** A victim gave the older half of its ring, or its runNext. */
  record Stole(int processor, int victim, int count) implements Event {}

  /** A Worker without work became a searcher. */
  record Searching() implements Event {}

  /** A searcher that found a task is none any more. */
  record Found() implements Event {}

  /** A task was set to begin, or to be woken, later. */
  record TimerSet(int task) implements Event {}

  /** A timer was cancelled before it fired. */
  record TimerCancelled(int task) implements Event {}

  /** A timer fired. */
  record TimerFired(int task) implements Event {}

  /** A parked Worker became the watcher, or the watcher changed its mind. */
  record Watching(int until) implements Event {}

  /** The watcher took an idle Processor, as a searcher. */
  record Watched(int processor) implements Event {}

  /** A Worker gave its Processor up. */
  record Parked(int processor) implements Event {}

  /** A parked Worker was handed a Processor, as a searcher. */
  record Woke(int worker, int processor) implements Event {}

  /** A task began a call that may block: its Worker's Processor may be retaken. */
  record Lent(int processor) implements Event {}

  /** A call has ended, and the Processor was not retaken. */
  record Reclaimed(int processor) implements Event {}

  /** A lent Processor was taken from its Worker, whose call goes on. */
  record Retook(int processor) implements Event {}

  /** A Processor was retaken or handed off, nobody waited for one, and it is idle. */
  record Released(int processor) implements Event {}

  /** A Worker that waited for a Processor is handed one, by who parks or releases. */
  record HandedOver(int worker, int processor) implements Event {}

  /** A Worker gave its Processor up for good: there was one too many. */
  record Benched(int processor) implements Event {}

  /** A spare Processor, or one that was too many, takes part in place of another. */
  record Rescued(int processor) implements Event {}

  /** A Worker came back from a call too late, and took an idle Processor. */
  record Returned(int processor) implements Event {}

  /** A Worker came back from a call too late, and waits for a Processor. */
  record Waits() implements Event {}

  /** A task's step ended. */
  record Stepped(int task, Result result) implements Event {}

  /** An accepted task won't run. */
  record Cancelled(int task) implements Event {}

  /** The lifecycle moved on. */
  record LifecycleMoved(Model.Phase phase) implements Event {}

  /** A Worker's thread ended. */
  record Exited() implements Event {}

  /** Somebody looked somewhere: at a queue, the rosters, the idle state. */
  record Looked(String at, boolean found) implements Inner {}

  /** Tasks were taken from the global queue into a Worker's hands. */
  record Took(int count) implements Inner {}

  /** A task went from runNext to the ring's tail. */
  record Displaced(int processor, int task) implements Inner {}

  /** A task was put into the global queue from a full ring. */
  record Overflowed(int task) implements Inner {}

  /** An offer that had claimed its place wrote its task there. */
  record Written(int task) implements Inner {}

  /** A task begins a step. */
  record Began(int task) implements Inner {}

  /** A parked task became runnable. */
  record Readied(int task) implements Inner {}

  /** A task that isn't parked was woken: it keeps a permit. */
  record Permit(int task) implements Inner {}

  /** A submission was rejected, or a wake came after the end. */
  record Refused(int task) implements Inner {}

  /** A task asked whether its slice is over, and it was. */
  record Overran(int processor) implements Inner {}

  /** A wake that woke nobody: nobody sleeps, or somebody searches. */
  record Spared(boolean searched) implements Inner {}

  /** A Worker took the Processor that it was handed. */
  record TookOver(int processor) implements Inner {}

  /** A waker whose Worker has no thread put the Processor back. */
  record GaveBack(int processor) implements Inner {}

  /** A rescued Worker was seen at work again: there is a Processor too many. */
  record SeenBack(int processor) implements Inner {}

  /** Time has passed. */
  record Ticked(int now) implements Inner {}

  /** A task waits for an event. */
  record Listened(int task) implements Inner {}

  /** The event that a task waits for has come. */
  record Happened(int task) implements Inner {}

  /** Who watches, or did, is to look again. */
  record Nudged(int worker) implements Inner {}

  /** The poller gave so many tasks whose events have come. */
  record Polled(int count) implements Inner {}

  /** The idle state was closed for good, or had changed. */
  record Closed(boolean done) implements Inner {}

  /** Only a step of a fault: a waker counted a searcher that it does not have yet. */
  record Prepaid() implements Inner {}

  /** In words: the name, and the parts that it is about. */
  default String text() {
    StringBuilder words = new StringBuilder(getClass().getSimpleName());
    words.setCharAt(0, Character.toLowerCase(words.charAt(0)));
    for (RecordComponent part : getClass().getRecordComponents()) {
      words.append(' ').append(prefix(part.getName())).append(valueOf(part));
    }
    return words.toString();
  }

  private static String prefix(String part) {
    return switch (part) {
      case "processor", "victim" -> "P";
      case "worker" -> "W";
      case "task" -> "t";
      case "moved" -> "+";
      case "found", "done", "searched" -> part + "=";
      default -> "";
    };
  }

  private Object valueOf(RecordComponent part) {
    try {
      Object value = part.getAccessor().invoke(this);
      return value.equals(Timers.NEVER) ? "never" : value;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
