package dev.heddle.kernel.embed;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * What {@link VirtualThreads} needs of the JDK and the JDK doesn't offer, or not to Java 17: found
 * once, by reflection.
 */
final class JdkThreads {
  private static final int FIRST_JDK = 21;

  /** Why there is none of it, or null: then all the others are there. */
  static final RuntimeException MISSING;

  /** {@code ThreadBuilders.newVirtualThread(scheduler, name, characteristics, task)}. */
  private static final MethodHandle NEW_VIRTUAL_THREAD;

  /** {@code Thread.currentCarrierThread()}. */
  private static final MethodHandle CURRENT_CARRIER_THREAD;

  /** {@code ThreadLocal.get(thread)}. */
  private static final MethodHandle THREAD_LOCAL_GET;

  /** {@code Executors.newThreadPerTaskExecutor(factory)}. */
  private static final MethodHandle NEW_EXECUTOR;

  /** The scheduler of virtual threads that have no other. */
  private static final Executor DEFAULT_SCHEDULER;

  /** All continuations of virtual threads have the same class, which holds the thread. */
  private static final Class<?> CONTINUATION;

  private static final Field THREAD_OF_CONTINUATION;

  static {
    Found found = new Found();
    RuntimeException missing = null;
    try {
      found.search();
    } catch (RuntimeException e) {
      missing = e;
    }
    MISSING = missing;
    NEW_VIRTUAL_THREAD = found.newVirtualThread;
    CURRENT_CARRIER_THREAD = found.currentCarrierThread;
    THREAD_LOCAL_GET = found.threadLocalGet;
    NEW_EXECUTOR = found.newExecutor;
    DEFAULT_SCHEDULER = found.defaultScheduler;
    CONTINUATION = found.continuation;
    THREAD_OF_CONTINUATION = found.threadOfContinuation;
  }

  private JdkThreads() {}

  /** Fills the constants above, which the compiler then takes for what they are. */
  private static final class Found {
    MethodHandle newVirtualThread;
    MethodHandle currentCarrierThread;
    MethodHandle threadLocalGet;
    MethodHandle newExecutor;
    Executor defaultScheduler;
    Class<?> continuation;
    Field threadOfContinuation;

    void search() {
      if (Runtime.version().feature() < FIRST_JDK) {
        throw new UnsupportedOperationException(
            "virtual threads on a Scheduler need JDK 21 to 25, and this is " + Runtime.version());
      }
      if (!Object.class.getModule().isOpen("java.lang", JdkThreads.class.getModule())) {
        throw new IllegalStateException(
            "virtual threads on a Scheduler need the JVM's option --add-opens java.base/java.lang="
                + moduleName());
      }
      try {
        searchJdk();
      } catch (Throwable e) {
        throw new UnsupportedOperationException(
            "virtual threads on a Scheduler need JDK 21 to 25, and something is different in "
                + Runtime.version(),
            e);
      }
    }

    private void searchJdk() throws Throwable {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
      newVirtualThread =
          lookup.findStatic(
              Class.forName("java.lang.ThreadBuilders"),
              "newVirtualThread",
              MethodType.methodType(
                  Thread.class, Executor.class, String.class, int.class, Runnable.class));
      currentCarrierThread =
          lookup.findStatic(
              Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
      threadLocalGet =
          MethodHandles.privateLookupIn(ThreadLocal.class, MethodHandles.lookup())
              .findVirtual(
                  ThreadLocal.class, "get", MethodType.methodType(Object.class, Thread.class));
      newExecutor =
          lookup.findStatic(
              Executors.class,
              "newThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class, ThreadFactory.class));
      Class<?> virtualThread = Class.forName("java.lang.VirtualThread");
      defaultScheduler = (Executor) field(virtualThread, "DEFAULT_SCHEDULER").get(null);
      Runnable nothing = () -> {};
      Thread sample = (Thread) newVirtualThread.invokeExact(defaultScheduler, "", 0, nothing);
      continuation = field(virtualThread, "runContinuation").get(sample).getClass();
      for (Field field : continuation.getDeclaredFields()) {
        if (Thread.class.isAssignableFrom(field.getType())) {
          field.setAccessible(true);
          threadOfContinuation = field; // only a report is poorer without it
        }
      }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    }
  }

  private static String moduleName() {
    Module module = JdkThreads.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }

  /** A new virtual thread, whose continuations the scheduler is given. Its name may be null. */
  static Thread newVirtualThread(Executor scheduler, String name, Runnable body) {
    try {
      return (Thread) NEW_VIRTUAL_THREAD.invokeExact(scheduler, name, 0, body);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** The platform thread that the caller runs on. */
  static Thread currentCarrier() {
    try {
      return (Thread) CURRENT_CARRIER_THREAD.invokeExact();
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** The value of a variable for the platform thread that the caller runs on. */
  @SuppressWarnings("unchecked") // it is what that thread has set
  static <T> T ofCarrier(ThreadLocal<T> variable) {
    try {
      return (T) (Object) THREAD_LOCAL_GET.invokeExact(variable, currentCarrier());
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  static ExecutorService newExecutor(ThreadFactory factory) {
    try {
      return (ExecutorService) NEW_EXECUTOR.invokeExact(factory);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** Whether it is the continuation of a virtual thread, of whatever scheduler. */
  static boolean isContinuation(Runnable task) {
    return task.getClass() == CONTINUATION;
  }

  /** Runs a continuation where the JDK runs those of all other virtual threads. */
  static void continueByDefault(Runnable continuation) {
    DEFAULT_SCHEDULER.execute(continuation);
  }

  /** What the virtual thread of a continuation is doing; empty if that can't be told. */
  static StackTraceElement[] stack(Runnable continuation) {
    try {
      return ((Thread) THREAD_OF_CONTINUATION.get(continuation)).getStackTrace();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return new StackTraceElement[0];
    }
  }

  /** None of the methods declares a checked exception. */
  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(e);
  }
}
