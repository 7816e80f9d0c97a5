package dev.heddle.refinement;

import dev.heddle.kernel.Lending;
import dev.heddle.kernel.Snapshot;
import dev.heddle.spec.Action;
import dev.heddle.spec.Model;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The refinement map: which moment of the model a moment of the kernel stands for. Both are made
 * into a {@link Picture}, and the pictures must be equal. What happens in between is mapped by
 * {@link Recorder}, event by event.
 *
 * <p>The moments are those between two calls and rounds. Every Worker is at ease then, or its task
 * is in a blocking call, or it waits for a Processor after one. Part by part, the kernel's on the
 * left:
 *
 * <table>
 * <caption>kernel and model</caption>
 * <tr><td>{@code RunQueue.next}, {@code slots[head..tail)} <td>{@code Queue.next, ring}
 * <tr><td>{@code Processor.picks}, modulo the global interval <td>{@code Queue.picks}
 * <tr><td>{@code Processor.streak, sliceOver} <td>{@code Queue.streak, overrun}
 * <tr><td>{@code Processor.madeRoom} <td>{@code Queue.yieldedDue}
 * <tr><td>{@code Processor.owner} <td>the Worker whose {@code Agent.processor} it is
 * <tr><td>{@code Processor.lease}, whether it is odd <td>whether there is a Worker with that
 *     {@code Agent.processor}, and it is {@code lent}
 * <tr><td>{@code GlobalQueue.inbox} <td>{@code Model.global}
 * <tr><td>{@code IdleState.idle, parked, threadless, returning, away, unmade, searching} <td>
 *     {@code Model}'s parts of that name
 * <tr><td>{@code Shutdown.phase} <td>{@code Model.phase}
 * <tr><td>{@code Task.state}, without its lowest bit <td>{@code Task.status}
 * <tr><td>{@code Task.state}, its lowest bit <td>{@code Task.permit}
 * <tr><td>{@code Task.roster != null} <td>{@code Task.rostered}
 * <tr><td>how far a task's script was played <td>{@code Task.at}
 * <tr><td>steps that said DONE or threw, reports of {@code shutdownNow}'s list and of the handler
 *     for cancelled tasks <td>{@code Task.ends}
 * <tr><td>{@code Worker.processor, searching, started} <td>{@code Agent}'s parts of that name
 * <tr><td>{@code Worker.processor} in a blocking call, as long as {@code BlockingCall.lease} is
 *     that Processor's; otherwise it is only believed to be held <td>{@code Agent.processor, lent}
 * <tr><td>{@code Parking.handOff} <td>{@code Agent.handed}
 * <tr><td>{@code Worker.again} <td>{@code Agent.again}
 * </table>
 *
 * <p>A plain Runnable has no state word; for it the first and the last of a task's rows are told
 * from what was answered, run and reported.
 *
 * <p>A waker that finds no thread has given its Worker the Processor, and calls it started, until
 * it knows. In the model it keeps the Processor in its own hands.
 *
 * <p><b>Not mapped.</b> Of the model: {@code owed} and {@code patience} are for its invariants;
 * {@code closed} is TERMINATED between two calls; {@code quiet}, {@code picked} and the other
 * operations in an agent's hands are of no matter then. Of the kernel: indices of the ring and
 * cleared slots (properties of RunQueue alone), carriers (a Worker that should run and can't shows
 * in the events), the slice's start, and the count of long calls: {@link Calls} has its own.
 */
final class RefinementMap {
  private static final PrivateField PROCESSORS = new PrivateField("Scheduler", "processors");
  private static final PrivateField CREW = new PrivateField("Scheduler", "crew");
  private static final PrivateField WORKERS = new PrivateField("Crew", "workers");
  private static final PrivateField ID = new PrivateField("Processor", "id");
  private static final PrivateField PICKS = new PrivateField("Processor", "ticks");
  private static final PrivateField STREAK = new PrivateField("Processor", "streak");
  private static final PrivateField MADE_ROOM = new PrivateField("Processor", "madeRoom");
  private static final PrivateField SLICE_OVER = new PrivateField("Processor", "sliceOver");
  private static final PrivateField OWNER = new PrivateField("Processor", "owner");
  private static final PrivateField WORKER_ID = new PrivateField("Worker", "id");
  private static final PrivateField HELD = new PrivateField("Worker", "processor");
  private static final PrivateField PARKING = new PrivateField("Worker", "parking");
  private static final PrivateField HAND_OFF = new PrivateField("Parking", "handOff");
  private static final PrivateField CALL = new PrivateField("Worker", "call");
  private static final PrivateField DEPTH = new PrivateField("BlockingCall", "depth");
  private static final PrivateField LEASE = new PrivateField("BlockingCall", "lease");
  private static final PrivateField AGAIN = new PrivateField("Worker", "again");
  private static final PrivateField SEARCHING = new PrivateField("Worker", "searching");
  private static final PrivateField STARTED = new PrivateField("Parking", "started");
  private static final PrivateField STATE = new PrivateField("Task", "state");
  private static final PrivateField ROSTER = new PrivateField("Task", "roster");

  /** What {@code Task.state} says, without its lowest bit. */
  private static final List<Status> STATES =
      List.of(Status.NEW, Status.ACTIVE, Status.PARKED, Status.DONE, Status.CANCELLED);

  private RefinementMap() {}

  // ---------------------------------------------------------------- the kernel

  /** What the kernel stands for. */
  static Picture of(Kernel kernel) {
    Snapshot now = kernel.scheduler.snapshot();
    Object[] processors = (Object[]) PROCESSORS.of(kernel.scheduler);
    List<?> workers = (List<?>) WORKERS.of(CREW.of(kernel.scheduler));
    int interval = kernel.scheduler.limits().globalInterval();
    List<Model.Queue> queues = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    List<Boolean> lent = new ArrayList<>();
    for (int i = 0; i < processors.length; i++) {
      queues.add(queue(now.processors().get(i), processors[i], interval));
      owners.add(id(WORKER_ID, OWNER.of(processors[i])));
      lent.add(Lending.isLent(kernel.lease(i)));
    }
    List<Picture.Hands> hands = new ArrayList<>();
    for (Object worker : workers) {
      hands.add(hands(kernel, worker, workers));
    }
    while (hands.size() < kernel.workers()) {
      hands.add(Picture.Hands.EMPTY);
    }
    return new Picture(
        queues,
        owners,
        lent,
        numbers(now.global()),
        now.idle(),
        now.parked(),
        now.threadless(),
        Lending.returning(kernel.scheduler),
        Lending.away(kernel.scheduler),
        Lending.unmade(kernel.scheduler),
        now.searching(),
        Phase.valueOf(now.lifecycle().name()),
        kernel.actors.stream().map(RefinementMap::task).toList(),
        hands);
  }

  private static Model.Queue queue(Snapshot.Queue queue, Object processor, int interval) {
    return new Model.Queue(
        Actor.number(queue.next()),
        numbers(queue.ring()),
        Integer.remainderUnsigned((int) (long) PICKS.of(processor), interval),
        STREAK.number(processor),
        SLICE_OVER.is(processor),
        MADE_ROOM.is(processor));
  }

  private static Picture.Hands hands(Kernel kernel, Object worker, List<?> workers) {
    int number = WORKER_ID.number(worker);
    boolean inVain = number == kernel.startedInVain();
    int held = id(ID, HELD.of(worker));
    boolean calls = DEPTH.number(CALL.of(worker)) > 0;
    boolean lent = calls && held >= 0 && LEASE.number(CALL.of(worker)) == kernel.lease(held);
    int handed = inVain ? Model.NONE : handed(worker);
    return new Picture.Hands(
        calls && !lent ? Model.NONE : held,
        lent,
        number == kernel.starter() ? handed(workers.get(kernel.startedInVain())) : handed,
        Actor.number((Runnable) AGAIN.of(worker)),
        SEARCHING.is(worker),
        STARTED.is(PARKING.of(worker)) && !inVain);
  }

  private static int handed(Object worker) {
    return id(ID, HAND_OFF.of(PARKING.of(worker)));
  }

  private static Model.Task task(Actor actor) {
    if (actor.isPlain()) {
      return task(actor.status(), false, false, actor.at(), actor.ends());
    }
    int word = STATE.number(actor.body);
    boolean permit = (word & 1) != 0;
    boolean rostered = ROSTER.of(actor.body) != null;
    return task(STATES.get(word >> 1), permit, rostered, actor.at(), actor.ends());
  }

  private static int id(PrivateField field, Object object) {
    return object == null ? Model.NONE : field.number(object);
  }

  private static List<Integer> numbers(List<Runnable> tasks) {
    return tasks.stream().map(Actor::number).toList();
  }

  // ---------------------------------------------------------------- the model

  /** What the model shows. */
  static Picture of(Model model) {
    int processors = model.queues().size();
    int workers = model.agents().size() - Scenario.OUTSIDE;
    return new Picture(
        model.queues(),
        IntStream.range(0, processors).mapToObj(p -> owner(model, p)).toList(),
        IntStream.range(0, processors).mapToObj(p -> isLent(model, p)).toList(),
        model.global(),
        model.idle(),
        model.parked(),
        model.threadless(),
        model.returning(),
        model.away(),
        model.unmade(),
        model.searching(),
        model.phase(),
        model.tasks().stream()
            .map(t -> task(t.status(), t.permit(), t.rostered(), t.at(), t.ends()))
            .toList(),
        model.agents().subList(0, workers).stream().map(RefinementMap::hands).toList());
  }

  private static int owner(Model model, int processor) {
    for (int i = 0; i < model.agents().size(); i++) {
      if (model.agents().get(i).processor() == processor) {
        return i;
      }
    }
    return Model.NONE;
  }

  private static boolean isLent(Model model, int processor) {
    int owner = owner(model, processor);
    return owner >= 0 && model.agents().get(owner).lent();
  }

  private static Picture.Hands hands(Model.Agent worker) {
    return new Picture.Hands(
        worker.processor(),
        worker.lent(),
        worker.handed(),
        worker.again(),
        worker.searching(),
        worker.started());
  }

  private static Model.Task task(
      Status status, boolean permit, boolean rostered, int at, int ends) {
    return new Model.Task(status, permit, false, rostered, at, ends, List.of());
  }

  // ---------------------------------------------------------------- events

  /**
   * What the kernel told, in the order in which the model tells it. There are two differences, and
   * neither can be seen by anybody:
   *
   * <ul>
   *   <li>A push that had to spill is told before the spill.
   *   <li>A sweep of the parked tasks goes by the Rosters, and the model's by number.
   * </ul>
   *
   * @param before the model before all this
   */
  static List<Action> inModelOrder(List<Action> told, Model before) {
    List<Action> all = new ArrayList<>(told);
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i) instanceof Action.Spilled && all.get(i - 1) instanceof Action.Pushed) {
        Collections.swap(all, i - 1, i);
      }
      for (int j = i; j > 0 && isSwept(all.get(j), before); j--) {
        if (!isSwept(all.get(j - 1), before) || number(all.get(j - 1)) < number(all.get(j))) {
          break;
        }
        Collections.swap(all, j - 1, j);
      }
    }
    return all;
  }

  private static boolean isSwept(Action action, Model before) {
    return action instanceof Action.Cancelled cancelled
        && before.tasks().get(cancelled.task()).status() == Status.PARKED;
  }

  private static int number(Action cancelled) {
    return ((Action.Cancelled) cancelled).task();
  }
}
