package dev.heddle.jpf;

import dev.heddle.jpf.Operation.Kind;
import gov.nasa.jpf.ListenerAdapter;
import gov.nasa.jpf.vm.ChoiceGenerator;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.MethodInfo;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.VM;
import gov.nasa.jpf.vm.choice.ThreadChoiceFromSet;

/**
 * Makes JPF explore every sequentially consistent interleaving of the classes in scope.
 *
 * <p><b>The rule.</b> Before every operation that another thread could notice, if more than one
 * thread can run, there is a choice between all of them. Monitors have their own points in JPF. A
 * transition is thus one visible operation and the local code behind it, and running that code
 * together with the operation loses nothing: it commutes with whatever other threads do.
 *
 * <p><b>Why not JPF's own points.</b> JPF guesses which objects are shared, and its guess misses
 * atomics, objects published through them, and whatever its state matching has pruned. The guesses
 * are switched off ({@link NoGuesses}); no information outside the hashed state decides where a
 * point goes, so that matching a state prunes only what was explored from it.
 *
 * <p><b>How a point works.</b> The choice is registered and the instruction skipped; whichever
 * thread is chosen, this one executes the same instruction again as the first of its next
 * transition, and that is how it knows that it has been chosen.
 *
 * <p><b>Left out.</b> Operations on {@linkplain Freshness fresh} objects, final fields, a class's
 * own statics inside its initializer (others wait for it), and code outside the scope, including
 * what the JDK does to a whole array at once (arraycopy, clone): that is one step with the code
 * around it.
 */
final class SchedulingPoints extends ListenerAdapter {
  private final Points points;
  private final Operations operations;
  private final RaceFree races;
  private final NoLivelock livelocks;
  private final Story story;
  private final boolean spurious;
  private final Freshness freshness = new Freshness();

  /**
   * @param races checks plain accesses; null if they are not to be checked
   * @param story is told what happens; null if nobody listens
   * @param spurious whether operations that may return spuriously do
   */
  SchedulingPoints(
      Points points,
      Operations operations,
      RaceFree races,
      NoLivelock livelocks,
      Story story,
      boolean spurious) {
    this.points = points;
    this.operations = operations;
    this.races = races;
    this.livelocks = livelocks;
    this.story = story;
    this.spurious = spurious;
  }

  @Override
  public void classLoaded(VM vm, ClassInfo loaded) {
    operations.attachTo(loaded);
  }

  @Override
  public void executeInstruction(VM vm, ThreadInfo ti, Instruction insn) {
    Operation operation = insn.getAttr(Operation.class);
    if (operation == null) {
      return;
    }
    if (breaksBefore(vm, ti, operation)) {
      ti.skipInstruction(insn);
      return;
    }
    Instruction next;
    if (isSpurious(vm, ti, insn)) {
      next = operation.returnSpuriously(ti, insn);
      tellSpurious(ti);
    } else {
      next = operation.execute(ti, insn, story);
    }
    if (next != null) {
      ti.skipInstruction(next);
    }
  }

  private boolean breaksBefore(VM vm, ThreadInfo ti, Operation operation) {
    Kind kind = operation.kind();
    if (!points.before(kind) || ti.isFirstStepInsn() || vm.getSystemState().isAtomic()) {
      return false;
    }
    Cell cell = operation.locate(ti);
    boolean willThrow = operation.isAccess() && cell == null;
    if (willThrow || (cell != null && freshness.covers(cell))) {
      return false;
    }
    freshness.end();
    ChoiceGenerator<?> choice =
        kind == Kind.NOTIFY ? waiterChoice(ti) : threadChoice(vm, ti, operation);
    if (choice == null) {
      return false;
    }
    if (races != null && cell != null) {
      races.arrives(vm, ti, operation, cell);
    }
    return vm.getSystemState().setNextChoiceGenerator(choice);
  }

  private ThreadChoiceFromSet threadChoice(VM vm, ThreadInfo ti, Operation operation) {
    ThreadInfo[] runnable = vm.getThreadList().getTimeoutRunnables();
    String id = operation.kind().name();
    if (spurious && operation.maySpuriouslyReturn()) {
      return new SpuriousChoice(id, runnable, ti);
    }
    if (runnable.length < 2) {
      livelocks.stepsAlone(vm, ti);
      return null;
    }
    return new ThreadChoiceFromSet(id, runnable, true);
  }

  /** JPF wakes the thread of the current choice if there are several waiters, and needs one. */
  private static ThreadChoiceFromSet waiterChoice(ThreadInfo ti) {
    ElementInfo monitor = ti.getElementInfo(ti.getTopFrame().peek());
    ThreadInfo[] waiting = monitor == null ? new ThreadInfo[0] : monitor.getWaitingThreads();
    return waiting.length < 2 ? null : new ThreadChoiceFromSet(Kind.NOTIFY.name(), waiting, false);
  }

  private static boolean isSpurious(VM vm, ThreadInfo ti, Instruction insn) {
    return ti.isFirstStepInsn()
        && vm.getChoiceGenerator() instanceof SpuriousChoice choice
        && choice.getInsn() == insn
        && choice.isSpurious();
  }

  private void tellSpurious(ThreadInfo ti) {
    if (story != null) {
      story.action(ti, Phrases.where(ti) + "  returns spuriously");
    }
  }

  @Override
  public void objectCreated(VM vm, ThreadInfo ti, ElementInfo object) {
    freshness.allocated(object.getObjectRef());
  }

  @Override
  public void objectUnlocked(VM vm, ThreadInfo ti, ElementInfo object) {
    freshness.end();
  }

  @Override
  public void threadStarted(VM vm, ThreadInfo started) {
    freshness.end();
  }

  /**
   * JPF sets a choice here only if a thread that is no daemon can run, and else gives the path up
   * without a word, though daemons could still let the waiting threads go on.
   */
  @Override
  public void threadTerminated(VM vm, ThreadInfo ended) {
    boolean runs = false;
    boolean waits = false;
    for (ThreadInfo live : vm.getLiveThreads()) {
      boolean counts = live != ended && !live.isDaemon();
      runs |= counts && live.isRunnable();
      waits |= counts;
    }
    ThreadInfo[] runnable = vm.getThreadList().getTimeoutRunnables();
    if (points.enabled() && waits && !runs && runnable.length > 0) {
      vm.getSystemState()
          .setNextChoiceGenerator(new ThreadChoiceFromSet("TERMINATE", runnable, true));
    }
  }

  @Override
  public void methodEntered(VM vm, ThreadInfo ti, MethodInfo method) {
    crossed(method);
  }

  @Override
  public void methodExited(VM vm, ThreadInfo ti, MethodInfo method) {
    crossed(method);
  }

  private void crossed(MethodInfo method) {
    if (!freshness.isEmpty()) {
      ClassInfo type = method.getClassInfo();
      boolean harmless = type != null && (type.isObjectClassInfo() || points.covers(type));
      if (!harmless) {
        freshness.end();
      }
    }
  }

  @Override
  public void choiceGeneratorAdvanced(VM vm, ChoiceGenerator<?> choice) {
    freshness.end();
    livelocks.begins();
  }
}
