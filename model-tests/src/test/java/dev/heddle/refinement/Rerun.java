package dev.heddle.refinement;

import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Ends a property's failure with the command that repeats it, and obeys that command. */
final class Rerun implements AroundPropertyHook {
  private static final String SEED = "heddle.seed";

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    String given = System.getProperty(SEED);
    if (given != null) {
      context.attributes().setSeed(given);
      context.attributes().setAfterFailure(AfterFailureMode.RANDOM_SEED); // not an older failure
    }
    PropertyExecutionResult result = property.execute();
    if (result.status() != Status.FAILED) {
      return result;
    }
    Throwable failure = result.throwable().orElseThrow();
    String seed = result.seed().orElse("none");
    AssertionError longer =
        new AssertionError(
            failure.getMessage() + "\nagain: " + command(context, seed), failure.getCause());
    longer.setStackTrace(failure.getStackTrace());
    return result.mapToFailed(longer);
  }

  private static String command(PropertyLifecycleContext context, String seed) {
    return "mvn -B -pl model-tests -am verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
        + context.containerClass().getSimpleName()
        + "#"
        + context.targetMethod().getName()
        + " -D"
        + SEED
        + "="
        + seed;
  }
}
