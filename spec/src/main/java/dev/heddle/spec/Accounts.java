package dev.heddle.spec;

import dev.heddle.spec.Action.Source;
import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Queue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is counted when a Processor picks: its own accounts, and the patience of all who wait. */
final class Accounts {
  private Accounts() {}

  /** Counts a pick: the streak, the interval, and everybody's patience. */
  static void count(Draft d, int processor, Source source) {
    Setup setup = d.setup;
    Queue queue = d.queue(processor);
    boolean next = source == Source.RUN_NEXT;
    boolean inherited = next && Bounds.nextIsAllowed(setup, queue);
    boolean keeps = source == Source.GLOBAL && !d.has(Fault.GLOBAL_PICK_RESETS_STREAK);
    int streak = inherited ? queue.streak() + 1 : keeps ? queue.streak() : 0;
    streak = Math.min(streak, setup.sizes().runNextStreak());
    int picks = (queue.picks() + 1) % setup.sizes().globalInterval();
    boolean overrun = inherited && queue.overrun();
    d.queue(processor, new Queue(queue.next(), queue.ring(), picks, streak, overrun));
    for (int i = 0; i < setup.workers(); i++) {
      Agent worker = d.agent(i);
      if (worker.picked() >= 0) {
        d.agent(i, worker.withPicked(worker.picked() | 1 << processor));
      }
    }
    if (setup.timed()) {
      wearPatience(d, processor, source);
    }
  }

  private static void wearPatience(Draft d, int processor, Source source) {
    d.global.forEach(task -> wear(d, task, processor));
    d.returning().forEach(worker -> wear(d, d.agent(worker).task(), processor));
    if (source != Source.GLOBAL) {
      d.queue(processor).ring().forEach(task -> wear(d, task, 0));
    }
  }

  private static void wear(Draft d, int task, int at) {
    List<Integer> patience = new ArrayList<>(d.task(task).patience());
    patience.set(at, patience.get(at) - 1);
    d.task(task, d.task(task).withPatience(List.copyOf(patience)));
  }

  /** A task begins to wait for any Processor that comes by. */
  static void patience(Draft d, int task, int bound) {
    List<Integer> each = Collections.nCopies(d.setup.processors(), bound);
    d.task(task, d.task(task).withPatience(List.copyOf(each)));
  }

  /** Tasks wait no more. */
  static void calm(Draft d, List<Integer> taken) {
    for (int task : taken) {
      if (!d.task(task).patience().isEmpty()) {
        d.task(task, d.task(task).withPatience(List.of()));
      }
    }
  }
}
