package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who starts virtual threads, by which means, and where they run. */
@WithVirtualThreads
class NestedThreadsTest {
  private static Thread startByTheJdk(Runnable body) throws ReflectiveOperationException {
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    return (Thread) start.invoke(null, body);
  }

  @Test
  void whatOneStartsByTheJdksOwnMeansIsCarriedHereToo() throws InterruptedException {
    List<Boolean> here = new CopyOnWriteArrayList<>();
    try (Rig rig = new Rig(1)) {
      rig.go(
              () -> {
                here.add(Rig.isCarriedHere());
                startByTheJdk(
                        () ->
                            Body.call(
                                () -> {
                                  here.add(Rig.isCarriedHere());
                                  startByTheJdk(() -> here.add(Rig.isCarriedHere())).join();
                                }))
                    .join();
              })
          .join();
    }
    assertEquals(List.of(true, true, true), here);
  }

  @Test
  void whatATaskStartsByTheJdksOwnMeansIsNot() throws Exception {
    try (Rig rig = new Rig(1)) {
      AtomicReference<Thread> started = new AtomicReference<>();
      List<Boolean> here = new CopyOnWriteArrayList<>();
      rig.scheduler.execute(
          () -> Body.call(() -> started.set(startByTheJdk(() -> here.add(Rig.isCarriedHere())))));
      rig.scheduler.close();
      started.get().join();
      assertEquals(List.of(false), here);
    }
  }

  @Test
  void threadsHaveTheNamesOfTheirFactory() throws InterruptedException {
    Set<String> names = new ConcurrentSkipListSet<>();
    try (Rig rig = new Rig(1)) {
      var factory = rig.threads.factory("weft-");
      for (int i = 0; i < 3; i++) {
        factory.newThread(() -> names.add(Thread.currentThread().getName())).start();
      }
      Thread unnamed = rig.go(() -> {});
      assertEquals("", unnamed.getName());
      assertTrue(unnamed.isDaemon());
      unnamed.join();
    }
    assertEquals(new TreeSet<>(Set.of("weft-0", "weft-1", "weft-2")), names);
  }

  @Test
  void theJdksExecutorStartsThemToo() throws Exception {
    int tasks = 100;
    try (Rig rig = new Rig(2)) {
      ExecutorService executor = rig.threads.newThreadPerTaskExecutor();
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        answers.add(executor.submit(Rig::isCarriedHere));
      }
      for (Future<Boolean> answer : answers) {
        assertTrue(answer.get());
      }
      executor.shutdown();
      assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
      assertFalse(rig.threads.isShutdown());
    }
  }

  @Test
  void whatOneThrowsGoesToItsHandlerAndTheWorkerLives() throws InterruptedException {
    try (Rig rig = new Rig(1)) {
      IllegalStateException thrown = new IllegalStateException("expected by the test");
      AtomicReference<Throwable> told = new AtomicReference<>();
      Thread thread =
          rig.threads
              .factory()
              .newThread(
                  () -> {
                    throw thrown;
                  });
      thread.setUncaughtExceptionHandler((who, what) -> told.set(what));
      thread.start();
      thread.join();
      assertSame(thrown, told.get());
      assertEquals(List.of(), rig.told);
      rig.go(() -> {}).join();
      assertEquals(1, rig.crew.names().stream().filter("loom-0"::equals).count());
    }
  }
}
