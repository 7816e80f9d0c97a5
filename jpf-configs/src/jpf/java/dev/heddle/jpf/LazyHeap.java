package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.vm.KernelState;
import gov.nasa.jpf.vm.OVHeap;

/**
 * JPF's heap with a collection only when it has doubled, instead of after almost every transition.
 * A state is what can be reached in the heap, so garbage changes no state, only memory.
 */
public final class LazyHeap extends OVHeap {
  private static final int FIRST_LIMIT = 2_000;
  private int limit = FIRST_LIMIT;

  /** Called by JPF. */
  public LazyHeap(Config config, KernelState state) {
    super(config, state);
  }

  @Override
  public void gc() {
    if (size() >= limit) {
      super.gc();
      limit = Math.max(FIRST_LIMIT, 2 * size());
    }
  }
}
