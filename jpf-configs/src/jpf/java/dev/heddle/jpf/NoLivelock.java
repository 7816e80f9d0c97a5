package dev.heddle.jpf;

import gov.nasa.jpf.GenericProperty;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.VM;

/**
 * No thread spins while all others are blocked. JPF would not call that a deadlock, and would never
 * come to the end of the transition.
 */
final class NoLivelock extends GenericProperty {
  private static final int LIMIT = 10_000;

  private int steps;
  private String livelock;

  /** A new transition begins. */
  void begins() {
    steps = 0;
  }

  /** The only thread that can run takes one more visible step in the current transition. */
  void stepsAlone(VM vm, ThreadInfo ti) {
    if (++steps >= LIMIT && vm.getLiveThreads().length > 1) {
      livelock =
          "livelock: "
              + ti.getName()
              + " spins at "
              + Phrases.where(ti)
              + ":"
              + ti.getTopFrame().getLine()
              + ", all others are blocked";
      ti.breakTransition("livelock");
    }
  }

  @Override
  public boolean check(Search search, VM vm) {
    return livelock == null;
  }

  @Override
  public String getErrorMessage() {
    return livelock;
  }

  @Override
  public void reset() {
    livelock = null;
  }
}
