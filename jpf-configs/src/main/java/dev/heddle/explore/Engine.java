package dev.heddle.explore;

import java.util.Optional;
import java.util.function.LongConsumer;

/** An explorer. It runs a driver in a JVM of its own and says what it saw. */
public interface Engine {
  /**
   * Returns its name.
   *
   * @return the name
   */
  EngineName name();

  /**
   * Says why it cannot run here.
   *
   * @return what is missing and how to get it; empty if it can run
   */
  Optional<String> missing();

  /**
   * Runs a driver; blocks until it is done.
   *
   * @param job what to run
   * @param progress told now and then how much was explored, negative if unknown
   * @return what was seen, also when the JVM died
   * @throws CannotRunException if it cannot be started
   */
  Result run(Job job, LongConsumer progress);
}
