package dev.heddle.spec;

import java.util.List;

/**
 * One operation that an agent still has to do: a single access to what agents share, together with
 * the private work around it. So a Step is exactly what other agents can't interrupt.
 */
interface Op {

  /** Does it. Operations that follow are put before those that the agent has to do anyway. */
  void run(Draft draft);

  /** The ways in which it can be done; a {@link Draft#choice()} is less. */
  default int choices(Model model, Setup setup) {
    return 1;
  }

  /** Whether it can be done now; otherwise the agent waits. */
  default boolean isEnabled(Model model) {
    return true;
  }

  /** The tasks that the agent holds in its hands for this operation. */
  default List<Integer> tasks() {
    return List.of();
  }

  /** The Processor that travels with this operation, or NONE. */
  default int processor() {
    return Model.NONE;
  }
}
