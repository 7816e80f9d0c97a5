package dev.heddle.spec;

import dev.heddle.spec.Model.Agent;
import dev.heddle.spec.Model.Phase;
import dev.heddle.spec.Model.Queue;
import dev.heddle.spec.Model.Status;
import dev.heddle.spec.Model.Task;
import java.util.ArrayList;
import java.util.List;

/** The moment after a Step, while it is being made: a copy that the operations write on. */
final class Draft {
  final Setup setup;
  final Model before;
  final int me;
  private final int choice;

  List<Integer> global;
  Phase phase;
  private List<Integer> idle;
  private List<Integer> parked;
  private List<Integer> threadless;
  private List<Integer> returning;
  private int away;
  private int unmade;
  private int searching;
  private Spares spares;
  private Watch watch;
  Timers timers;
  Poll poll;
  private boolean closed;
  private final Queue[] queues;
  private final Task[] tasks;
  private final Agent[] agents;
  private Action action;

  /** Agent me is about to do the first of some operations. */
  Draft(Setup setup, Model before, int me, List<Op> todo, int choice) {
    this.setup = setup;
    this.before = before;
    this.me = me;
    this.choice = choice;
    global = before.global();
    phase = before.phase();
    idle = before.idle();
    parked = before.parked();
    threadless = before.threadless();
    returning = before.returning();
    away = before.away();
    unmade = before.unmade();
    searching = before.searching();
    spares = before.spares();
    watch = before.watch();
    timers = before.timers();
    poll = before.poll();
    closed = before.closed();
    queues = before.queues().toArray(new Queue[0]);
    tasks = before.tasks().toArray(new Task[0]);
    agents = before.agents().toArray(new Agent[0]);
    todo(todo.subList(1, todo.size()));
  }

  /** What has been made. */
  Model after() {
    return new Model(
        List.of(queues),
        global,
        idle,
        parked,
        threadless,
        returning,
        away,
        unmade,
        searching,
        spares,
        watch,
        timers,
        poll,
        closed,
        phase,
        List.of(tasks),
        List.of(agents));
  }

  /** Says what this Step does. The last word counts. */
  void act(Action what) {
    action = what;
  }

  Action action() {
    return action;
  }

  int choice() {
    return choice;
  }

  boolean has(Fault fault) {
    return setup.has(fault);
  }

  // ---------------------------------------------------------------- the agent

  Agent me() {
    return agents[me];
  }

  void me(Agent now) {
    agents[me] = now;
  }

  Agent agent(int number) {
    return agents[number];
  }

  void agent(int number, Agent now) {
    agents[number] = now;
  }

  /** Operations to do before those that remain. */
  void then(Op... ops) {
    List<Op> all = new ArrayList<>(List.of(ops));
    all.addAll(me().todo());
    todo(all);
  }

  /** Operations to do instead of those that remain. */
  void instead(Op... ops) {
    todo(List.of(ops));
  }

  private void todo(List<Op> ops) {
    me(me().withTodo(List.copyOf(ops)));
  }

  /** Number of the Processor that the agent holds. */
  int p() {
    return me().processor();
  }

  // ---------------------------------------------------------------- queues

  Queue queue(int processor) {
    return queues[processor];
  }

  void queue(int processor, Queue now) {
    queues[processor] = now;
  }

  /** Takes the older n tasks of a ring. */
  List<Integer> takeFromRing(int processor, int n) {
    List<Integer> ring = queues[processor].ring();
    List<Integer> taken = List.copyOf(ring.subList(0, n));
    queues[processor] = queues[processor].withRing(List.copyOf(ring.subList(n, ring.size())));
    Accounts.calm(this, taken);
    return taken;
  }

  /** Takes the task in runNext, or NONE. */
  int takeNext(int processor) {
    int task = queues[processor].next();
    queues[processor] = queues[processor].withNext(Model.NONE);
    return task;
  }

  void addToRing(int processor, List<Integer> more) {
    Queue queue = queues[processor];
    for (int i = 0; setup.timed() && i < more.size(); i++) {
      int bound = Bounds.ring(setup, queue.ring().size() + i);
      task(more.get(i), task(more.get(i)).withPatience(List.of(bound)));
    }
    queues[processor] = queue.withRing(concat(queue.ring(), more));
  }

  /** Whether the global queue gives a task: the oldest is written. */
  boolean globalGives() {
    return !global.isEmpty()
        && !before.anyTodo(op -> op instanceof Putting.Write w && w.task() == global.get(0));
  }

  List<Integer> takeFromGlobal(int n) {
    List<Integer> taken = List.copyOf(global.subList(0, n));
    global = List.copyOf(global.subList(n, global.size()));
    Accounts.calm(this, taken);
    return taken;
  }

  void addToGlobal(int task) {
    if (setup.timed()) {
      Accounts.patience(this, task, Bounds.global(setup, global.size()));
    }
    global = concat(global, List.of(task));
  }

  static List<Integer> concat(List<Integer> some, List<Integer> more) {
    List<Integer> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  static List<Integer> push(int number, List<Integer> stack) {
    return concat(List.of(number), stack);
  }

  // ---------------------------------------------------------------- tasks

  Task task(int number) {
    return tasks[number];
  }

  void task(int number, Task now) {
    tasks[number] = now;
  }

  Script script(int task) {
    return setup.tasks().get(task);
  }

  /** The task's state word moves to ACTIVE. */
  void activate(int task) {
    tasks[task] = tasks[task].withStatus(Status.ACTIVE);
  }

  // ---------------------------------------------------------------- the idle state

  List<Integer> idle() {
    return idle;
  }

  List<Integer> parked() {
    return parked;
  }

  List<Integer> threadless() {
    return threadless;
  }

  /** Part of the idle state, which changes with it. */
  void threadless(List<Integer> now) {
    threadless = List.copyOf(now);
  }

  List<Integer> returning() {
    return returning;
  }

  int away() {
    return away;
  }

  /** Part of the idle state, which changes with it. */
  void returning(List<Integer> now, int awayNow) {
    returning = now;
    away = awayNow;
    idleState(idle, parked, searching);
  }

  int unmade() {
    return unmade;
  }

  /** Part of the idle state, which changes with it. */
  void unmade(int now) {
    unmade = now;
  }

  int searching() {
    return searching;
  }

  Spares spares() {
    return spares;
  }

  /** Part of the idle state, which changes with it. */
  void spares(Spares now) {
    spares = now;
    idleState(idle, parked, searching);
  }

  Watch watch() {
    return watch;
  }

  /** Part of the idle state, which changes with it. */
  void watch(Watch now) {
    watch = now;
    idleState(idle, parked, searching);
  }

  /** The one change of the idle state. Whoever has read it before has read an old one. */
  void idleState(List<Integer> idleNow, List<Integer> parkedNow, int searchingNow) {
    idle = idleNow;
    parked = parkedNow;
    searching = searchingNow;
    for (int i = 0; i < agents.length; i++) {
      if (agents[i].quiet()) {
        agents[i] = agents[i].withQuiet(false);
      }
    }
  }

  /** Closes the idle state for good. */
  void close() {
    threadless = List.of();
    unmade = 0;
    spares = spares.withBench(List.of()).withExcess(0);
    watch = Watch.NOBODY;
    idleState(List.of(), List.of(), 0);
    closed = true;
  }

  /** A parked Worker is handed a Processor, and takes it when it has nothing else to do. */
  void handOff(int worker, int processor) {
    List<Op> todo = new ArrayList<>(agents[worker].todo());
    todo.add(new Sleeping.TakeOver(processor));
    agents[worker] = agents[worker].withTodo(List.copyOf(todo)).withStarted();
  }

  /** A Worker that waits for a Processor, in the middle of a step, is handed one. */
  void handBack(int worker, int processor) {
    List<Op> todo = new ArrayList<>(agents[worker].todo());
    todo.set(0, new Blocking.TakeBack(processor));
    Accounts.calm(this, List.of(agents[worker].task()));
    agents[worker] = agents[worker].withTodo(List.copyOf(todo));
  }
}
