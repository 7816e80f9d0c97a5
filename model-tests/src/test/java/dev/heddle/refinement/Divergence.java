package dev.heddle.refinement;

import dev.heddle.spec.Action;
import dev.heddle.spec.Model;
import dev.heddle.spec.Setup;
import dev.heddle.spec.Step;
import dev.heddle.spec.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** The kernel did what the model does not. The message tells how it came to that. */
final class Divergence extends AssertionError {
  private static final long serialVersionUID = 1;

  private Divergence(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param path the steps of the model so far
   * @param told what the kernel told of the last operation
   * @param what what is different
   */
  static Divergence of(
      Setup setup, Model first, List<Step> path, List<Action> told, String what, Throwable cause) {
    List<Step> moves =
        path.stream().filter(step -> !(step.action() instanceof Action.Looked)).toList();
    String events = told.stream().map(Action::text).collect(Collectors.joining(", "));
    String table = Trace.of(setup, first, moves, -1).toString();
    return new Divergence(
        "the model as far as it could follow:\n%sthe kernel, last: %s\ndifferent: %s"
            .formatted(table, events, what),
        cause);
  }
}
