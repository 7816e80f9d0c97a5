package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.jvm.bytecode.INVOKECLINIT;
import gov.nasa.jpf.vm.AllRunnablesSyncPolicy;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.ThreadInfo;

/**
 * Drops JPF's points <em>after</em> a thread start, a notify and the release of a lock: whoever
 * they make runnable is a choice at the next point <em>before</em> an operation, and the code in
 * between is local. Stock behaviour if {@code heddle.points=off}.
 */
public final class PointsBefore extends AllRunnablesSyncPolicy {
  private final boolean stock;

  /** Called by JPF. */
  public PointsBefore(Config config) {
    super(config);
    stock = !new Points(config).enabled();
  }

  @Override
  public boolean setsStartCG(ThreadInfo starting, ThreadInfo started) {
    return stock && super.setsStartCG(starting, started);
  }

  @Override
  public boolean setsLockAcquisitionCG(ThreadInfo ti, ElementInfo monitor) {
    boolean drop = !stock && ti.getPC() instanceof INVOKECLINIT;
    return !drop && super.setsLockAcquisitionCG(ti, monitor);
  }

  @Override
  public boolean setsLockReleaseCG(ThreadInfo ti, ElementInfo monitor, boolean unblocks) {
    return stock && super.setsLockReleaseCG(ti, monitor, unblocks);
  }

  @Override
  public boolean setsNotifyCG(ThreadInfo ti, boolean notifies) {
    return stock && super.setsNotifyCG(ti, notifies);
  }

  @Override
  public boolean setsNotifyAllCG(ThreadInfo ti, boolean notifies) {
    return stock && super.setsNotifyAllCG(ti, notifies);
  }
}
