package dev.heddle.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.embed.VirtualThreads;
import dev.heddle.threads.EndsInTime;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What is said where there are no virtual threads to be had, and that there are some elsewhere. */
@EndsInTime
class UnsupportedTest {
  /** Started without the option. */
  static final class Plain {
    public static void main(String[] args) {
      System.out.println(VirtualThreads.isSupported());
      System.out.println(VirtualThreads.whyUnsupported().orElseThrow());
      try {
        VirtualThreads.of(Scheduler.builder());
      } catch (RuntimeException e) {
        System.out.println(e);
      }
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void anOldJdkIsToldWhichOnesItTakes() {
    System.out.println(
        "Virtual threads: not tested, they take JDK 21 to 25 and this is " + Runtime.version());
    assertTrue(!VirtualThreads.isSupported());
    String why = VirtualThreads.whyUnsupported().orElseThrow();
    assertEquals(
        "virtual threads on a Scheduler need JDK 21 to 25, and this is " + Runtime.version(), why);
    assertEquals(
        why,
        assertThrows(
                UnsupportedOperationException.class, () -> VirtualThreads.of(Scheduler.builder()))
            .getMessage());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aNewJdkHasThem() {
    assertEquals(Optional.empty(), VirtualThreads.whyUnsupported());
    assertTrue(VirtualThreads.isSupported());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theMissingOptionIsNamed() throws IOException, InterruptedException {
    String why =
        "virtual threads on a Scheduler need the JVM's option"
            + " --add-opens java.base/java.lang=ALL-UNNAMED";
    assertEquals(
        "false\n" + why + "\njava.lang.IllegalStateException: " + why + "\n",
        ChildJvm.run(Plain.class.getName()));
  }
}
