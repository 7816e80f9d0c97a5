package dev.heddle.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;

/**
 * The kernel's private fields, for the broken twins: a twin does to the kernel's own objects what
 * the kernel does, but for one access that is too weak, too early or too late.
 */
final class Fields {
  static final VarHandle HEAD = of(RunQueue.class, "head", int.class);
  static final VarHandle TAIL = of(RunQueue.class, "tail", int.class);
  static final VarHandle NEXT = of(RunQueue.class, "next", Runnable.class);
  static final VarHandle CLEARED = of(RunQueue.class, "cleared", int.class);
  static final VarHandle IDLE = of(IdleSet.class, "state", IdleState.class);
  static final VarHandle LEASE = of(Processor.class, "lease", int.class);
  static final VarHandle TASK = of(Task.class, "state", int.class);
  static final VarHandle PHASE = of(Shutdown.class, "phase", Lifecycle.class);

  private static final VarHandle SLOTS = of(RunQueue.class, "slots", Runnable[].class);
  private static final VarHandle SHUTDOWN = of(Scheduler.class, "shutdown", Shutdown.class);
  private static final VarHandle INBOX =
      of(GlobalQueue.class, "inbox", MpscUnboundedVarHandleArrayQueue.class);

  /** Of a {@link Task}'s state word. */
  static final int PERMIT = constant("PERMIT");

  static final int ACTIVE = constant("ACTIVE");
  static final int PARKED = constant("PARKED");

  private Fields() {}

  static Runnable[] slots(RunQueue ring) {
    return (Runnable[]) SLOTS.get(ring);
  }

  /** Without Processors and Workers. */
  static IdleSet idleSet() {
    return new IdleSet(new Processor[0], 0, new Crew(null, null, ""), 0, null);
  }

  static Shutdown shutdown(Scheduler scheduler) {
    return (Shutdown) SHUTDOWN.get(scheduler);
  }

  @SuppressWarnings("unchecked")
  static MpscUnboundedVarHandleArrayQueue<Runnable> inbox(GlobalQueue queue) {
    return (MpscUnboundedVarHandleArrayQueue<Runnable>) INBOX.get(queue);
  }

  private static VarHandle of(Class<?> owner, String name, Class<?> type) {
    try {
      return lookup(owner).findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static int constant(String name) {
    try {
      return (int) lookup(Task.class).findStaticVarHandle(Task.class, name, int.class).get();
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static MethodHandles.Lookup lookup(Class<?> owner) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
  }
}
