package dev.heddle.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture of a {@link Scheduler}. Exact while nothing moves, as in simulation; otherwise each
 * part was true at some moment.
 *
 * @param lifecycle the phase
 * @param processors in order of their numbers
 * @param global the global queue, oldest first
 * @param idle numbers of the idle Processors; the first is given away next
 * @param parked numbers of the parked Workers; the first is woken next
 * @param threadless numbers of the Workers for which no thread was to be had; they are asked for
 *     again when no other is parked
 * @param searching how many Workers search
 */
public record Snapshot(
    Lifecycle lifecycle,
    List<Queue> processors,
    List<Runnable> global,
    List<Integer> idle,
    List<Integer> parked,
    List<Integer> threadless,
    int searching) {

  /**
   * One Processor's queue.
   *
   * @param next the task in runNext, or null
   * @param ring oldest first
   */
  public record Queue(Runnable next, List<Runnable> ring) {}

  static Snapshot of(Scheduler scheduler) {
    IdleState state = scheduler.idle.state();
    List<Queue> queues = new ArrayList<>();
    for (int i = 0; i < scheduler.allProcessors(); i++) {
      RunQueue queue = scheduler.processor(i).queue;
      queues.add(new Queue(queue.peekNext(), queue.contents()));
    }
    List<Integer> idle = new ArrayList<>();
    for (Stack<Processor> s = state.idle; s != null; s = s.below) {
      idle.add(s.top.id);
    }
    return new Snapshot(
        scheduler.lifecycle(),
        queues,
        scheduler.global.contents(),
        idle,
        numbers(state.parked),
        numbers(state.threadless),
        state.searching);
  }

  private static List<Integer> numbers(Stack<Worker> workers) {
    List<Integer> numbers = new ArrayList<>();
    for (Stack<Worker> s = workers; s != null; s = s.below) {
      numbers.add(s.top.id);
    }
    return numbers;
  }

  /** One line, after Go's {@code SCHED} line. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("SCHED ").append(lifecycle);
    line.append(": processors=").append(processors.size());
    line.append(" idleprocs=").append(idle.size());
    line.append(" idlethreads=").append(parked.size());
    line.append(" spinningthreads=").append(searching);
    line.append(" runqueue=").append(global.size()).append(" [");
    for (Queue queue : processors) {
      line.append(' ').append(queue.ring.size() + (queue.next == null ? 0 : 1));
    }
    return line.append(" ]").toString();
  }
}
